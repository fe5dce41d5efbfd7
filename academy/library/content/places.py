"""The fixed places of a brand's tree: a home per language, the lists of courses and of playbooks."""

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from academy.library.keys import content_key
from academy.library.models import CourseIndexPage, HomePage, PlaybookIndexPage

_INDEXES = {
    "@courses": (CourseIndexPage, {"fr": ("Cours", "cours"), "en": ("Courses", "courses")}),
    "@playbooks": (PlaybookIndexPage, {"fr": ("Guides", "guides"), "en": ("Playbooks", "playbooks")}),
}


class Places:
    """Finds or makes them; `created` lists the paths of what was made."""

    def __init__(self, brand, languages: list[str]) -> None:
        self.brand = brand
        self.created: list[str] = []
        self.homes: dict[str, Page] = {}
        self.locales = {language: Locale.objects.get_or_create(language_code=language)[0] for language in languages}
        self.indexes: dict[tuple[str, str], Page] = {}
        for language in sorted(languages, key=lambda code: code != "fr"):  # French first: the others translate it
            self.homes[language] = self._home(language)
        for language in languages:
            for path in _INDEXES:
                self.indexes[language, path] = self._index(language, path)

    def _home(self, language: str) -> Page:
        locale, site = self.locales[language], self.brand.site
        root = site.root_page.specific
        if isinstance(root, HomePage):
            if root.locale_id == locale.pk:
                return root
            found = HomePage.objects.filter(translation_key=root.translation_key, locale=locale).first()
            key = root.translation_key
        else:
            found, key = None, content_key(self.brand, "@home")
            found = HomePage.objects.filter(translation_key=key, locale=locale).first()
        if found is None:
            top = Page.get_first_root_node()
            taken = set(top.get_children().values_list("slug", flat=True))
            own = f"{slugify(site.hostname.replace('.', '-'))}-{language}"
            slug = next(s for s in (language, own, f"{own}-{self.brand.pk}", f"{language}-{key}") if s not in taken)
            found = HomePage(title=self.brand.name, slug=slug, locale=locale, translation_key=key)
            top.add_child(instance=found)
            found.save_revision().publish()
            self.created.append(f"{language}/")
        if not isinstance(root, HomePage):
            site.root_page = Page.objects.get(pk=found.pk)
            site.save()
        Site.clear_site_root_paths_cache()
        return HomePage.objects.get(pk=found.pk)

    def _index(self, language: str, path: str) -> Page:
        model, names = _INDEXES[path]
        home = self.homes[language]
        found = model.objects.child_of(home).first()
        if found is None:
            title, slug = names[language]
            found = model(
                title=title, slug=slug, locale=self.locales[language], translation_key=content_key(self.brand, path)
            )
            home.add_child(instance=found)
            found.save_revision().publish()
            self.created.append(f"{language}/{slug}")
        return model.objects.get(pk=found.pk)
