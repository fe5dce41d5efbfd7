"""One brand with one thing of every kind, so that a URL that names a thing finds one."""

import uuid
from datetime import timedelta
from functools import cached_property

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, Locale, Workflow

from academy.people.models import (
    BrandGroup,
    Connection,
    ErasureRequest,
    Invitation,
    PeopleImport,
    Role,
    ScimGroup,
    ScimToken,
)
from tests.people.factories import make_brand, make_department, make_person

# Values for names in routes that are not keys of things. A new kind of thing: add a method to World, named after the
# hole in the route (`number` → `_number`), or a row to the world in `fill`.
PLAIN = {
    "content_type_app_name": "library",
    "content_type_model_name": "playbookindexpage",
    "app_name": "people",
    "app_label": "library",
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "width-100",
    "uidb64": "MQ",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "path": "images/none.png",
    "format": "csv",
    "lang": "fr",
    "language": "fr",
}


class World:
    def __init__(self, name: str, host: str):
        self.host = host
        self.brand = make_brand(name, host)
        self.department = make_department(self.brand, "Boutiques")
        self.people = {
            role: make_person(self.brand, role, self.department if role == Role.MANAGER else None)
            for role in Role.values
        }
        self.page = self._make_page()
        self.collection = self._shelf()
        self.image = get_image_model().objects.create(
            title="Image", file=get_test_image_file(), collection=self.collection
        )
        self.document = get_document_model().objects.create(
            title="Note", file=ContentFile(b"%PDF-1.4 rien", name="note.pdf"), collection=self.collection
        )
        self.invitation = Invitation.objects.create(
            brand=self.brand, email=f"x@{host}", expires=timezone.now() + timedelta(days=3)
        )
        self.fill()

    def fill(self) -> None:
        """Rows of the rooms above, one of each; `_of_model` finds them by their brand."""
        from academy.certification.models import Award, Level
        from academy.library.models import Channel, Question, Topic, VoiceRule

        level = Level.objects.create(brand=self.brand, code="ecouter", order=1, name_fr="Écouter")
        employee = self.people[Role.EMPLOYEE]
        Award.objects.create(
            brand=self.brand,
            person=employee,
            level=level,
            holder=employee.name,
            language="fr",
            scope={"level": {"fr": "Écouter", "en": "Listen"}, "channels": [], "topics": []},
            evidence={},
            issued=timezone.localdate(),
            expires=timezone.localdate() + timedelta(days=365),
        )
        PeopleImport.objects.create(
            brand=self.brand, filename="equipe.csv", status="ready", file=ContentFile(b"email", name="people")
        )
        for model in (Channel, Topic, Question, VoiceRule):
            _make_plain(model, self.brand)
        self._connect()

    def _connect(self) -> None:
        """Ways in of this brand; nothing answers at their address, which is found out at once."""
        nowhere = {"brand": self.brand, "name": "SSO"}
        self.openid = Connection.objects.create(
            kind="oidc", slug=f"oidc-{self.brand.pk}", metadata_url="http://127.0.0.1:9", client_id="x", **nowhere
        )
        self.saml = Connection.objects.create(
            kind="saml", slug=f"saml-{self.brand.pk}", entity_id="x", sso_url="http://127.0.0.1:9", certificate="x",
            **nowhere,
        )  # fmt: skip
        self.scim_token = ScimToken.objects.create(brand=self.brand, name="x", token_hash=f"x{self.brand.pk}")
        self.scim_group = ScimGroup.objects.create(brand=self.brand, display_name="Relais")
        self.erasure = ErasureRequest.objects.create(brand=self.brand, user=self.people[Role.EMPLOYEE])

    def _make_page(self):
        from academy.library.models import PlaybookIndexPage

        page = self.brand.site.root_page.add_child(
            instance=PlaybookIndexPage(title=f"Guides {self.host}", slug=f"guides-{self.brand.pk}")
        )
        page.save_revision().publish()
        return page

    def _shelf(self):
        group = BrandGroup.objects.get(brand=self.brand, role=Role.LEADER).group
        return GroupCollectionPermission.objects.filter(group=group).first().collection

    def words(self) -> dict[str, object]:
        return {
            "page": self.page.pk,
            "page_path": self.page.get_url().removeprefix(f"http://{self.host}"),
            "document": self.document.pk,
            "document_name": self.document.filename,
        }

    def value(self, name: str, converter: str, model, route: str) -> object:
        """What stands for `<converter:name>` in a route: a key of this brand's thing, or a plain word."""
        if name == "model_name":
            return "brand" if "/settings/" in route else "channel"
        if name in PLAIN:
            return PLAIN[name]
        maker = getattr(self, f"_{name}", None)
        if maker is not None:
            return maker(route)
        if "page" in name or name == "destination_id":
            return self.page.pk
        if "image" in name:
            return self.image.pk
        if "doc" in name:
            return self.document.pk
        if model is not None:
            return self._of_model(model, name)
        return {"int": 1, "uuid": uuid.UUID(int=1), "slug": "nothing", "path": "nothing"}.get(converter, "nothing")

    def _of_model(self, model, name: str):
        fields = {field.name for field in model._meta.get_fields()}
        rows = model._default_manager.all()
        if model._meta.label_lower == "people.user":
            return self.people[Role.EMPLOYEE].pk
        if "brand" in fields:
            rows = rows.filter(brand=self.brand)
        elif "site" in fields:
            rows = rows.filter(site=self.brand.site)
        row = rows.order_by("pk").first()
        if row is None:
            return 1
        return getattr(row, name) if name in fields else row.pk

    def _pk(self, route: str):
        """Function views and Wagtail's own: the kind of thing is in the path."""
        for word, thing in (
            ("people-import", self.brand.people_imports.first()),
            ("page", self.page),
            ("image", self.image),
            ("document", self.document),
            ("collection", self.collection),
            ("tasks/", self.task),
            ("workflow", self.workflow),
            ("settings/", self.brand.site),
            ("team-roles", self.people[Role.EMPLOYEE].memberships.get()),
            ("team-invitations", self.invitation),
            ("team-departments", self.department),
            ("team-sign-in", self.openid),
            ("company-sign-in", self.openid),
            ("team-scim-tokens", self.scim_token),
            ("team-scim-groups", self.scim_group),
            ("privacy/requests", self.erasure),
            ("sites", self.brand.site),
            ("users", self.people[Role.EMPLOYEE]),
            ("groups", BrandGroup.objects.get(brand=self.brand, role=Role.LEADER).group),
            ("locales", Locale.get_default()),
        ):
            if f"/{word}" in route:
                return thing.pk
        for model in apps.get_models():
            if f"/{model._meta.app_label}/{model._meta.model_name}/" in route:
                return self._of_model(model, "pk")
        return 1

    def _revision_id(self, route: str):
        return self.page.latest_revision_id if "/pages/" in route else 1

    def _collection_id(self, route: str):
        return self.collection.pk

    def _task_id(self, route: str):
        return self.task.pk

    def _workflow_pk(self, route: str):
        return self.workflow.pk

    def _token(self, route: str):
        return self.invitation.token if "invitation" in route else "set-password"

    def _number(self, route: str):
        return self.brand.awards.get().number

    def _provider_id(self, route: str):
        return self.openid.slug

    def _organization_slug(self, route: str):
        return self.saml.slug

    def _person_id(self, route: str):
        return self.people[Role.EMPLOYEE].pk

    def _public_id(self, route: str):
        return self.people[Role.EMPLOYEE].public_id

    @cached_property
    def task(self):
        leaders = BrandGroup.objects.get(brand=self.brand, role=Role.LEADER).group
        return GroupApprovalTask.objects.get(groups=leaders)

    @cached_property
    def workflow(self):
        return Workflow.objects.get(workflow_tasks__task=self.task)


def _make_plain(model, brand) -> None:
    fields = {field.name: field for field in model._meta.get_fields()}
    given = {"brand": brand}
    for name in ("name_fr", "name", "code", "title", "text", "prompt"):
        if name in fields:
            given[name] = "exemple"
    if "locale" in fields:
        given["locale"] = Locale.get_default()
    model.objects.create(**given)
