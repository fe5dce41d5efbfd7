"""The company: brand, site, departments, people. Every function may run again and changes nothing then."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from academy.library.models import HomePage
from academy.people.models import Brand, Department, Invitation, Membership, Role, User
from academy.people.rights import end_of
from academy.site.demo.accounts import DOMAIN, PASSWORD

DEPARTMENTS = [  # code, name, code of the department above
    ("relation-client", "Relation client", None),
    ("marketing", "Marketing", None),
    ("boutiques", "Boutiques", None),
    ("boutique-lyon", "Boutique de Lyon", "boutiques"),
    ("boutique-lille", "Boutique de Lille", "boutiques"),
    ("boutique-nantes", "Boutique de Nantes", "boutiques"),
    ("atelier", "Atelier", None),
    ("communication", "Communication", None),
]

# Role, department, names. The order matters: the history draws lots in this order.
PEOPLE = [
    (Role.LEADER, None, ["Camille Rey"]),
    (Role.COMMUNITY_MANAGER, "marketing", ["Sarah Lemoine", "Hugo Perrin"]),
    (Role.COMMUNITY_MANAGER, "relation-client", ["Nadia Cherif"]),
    (Role.MANAGER, "relation-client", ["Karim Haddad"]),
    (Role.MANAGER, "boutiques", ["Valérie Duchêne"]),
    (Role.MANAGER, "atelier", ["Olivier Kermarrec"]),
    (Role.MANAGER, "marketing", ["Anne-Sophie Guérin"]),
    (Role.RELAY, "boutique-lyon", ["Mélanie Roche"]),
    (Role.RELAY, "atelier", ["Yann Le Goff"]),
    (Role.ADVISER, "communication", ["Béatrice Vasseur"]),
    (
        Role.EMPLOYEE,
        "relation-client",
        [
            "Inès Benali",
            "Lucas Morel",
            "Thomas Girard",
            "Aïcha Diallo",
            "Julie Fontaine",
            "Mathieu Blanchard",
            "Émilie Caron",
            "Rachid Amrani",
            "Clara Nguyen",
            "Antoine Mercier",
            "Léa Dupuis",
            "Samira Belkacem",
            "Paul Renaud",
        ],
    ),
    (
        Role.EMPLOYEE,
        "marketing",
        ["Manon Leclerc", "Adrien Faure", "Chloé Besson", "Maxime Tessier", "Élodie Marchand"],
    ),
    (
        Role.EMPLOYEE,
        "boutique-lyon",
        ["Baptiste Charrier", "Océane Picard", "Florian Delmas", "Fatou Ndiaye", "Romain Vidal", "Sophie Arnaud"],
    ),
    (
        Role.EMPLOYEE,
        "boutique-lille",
        ["Quentin Delattre", "Justine Lefebvre", "Kevin Wattel", "Pauline Dubois", "Mehdi Saïdi", "Céline Vermeulen"],
    ),
    (
        Role.EMPLOYEE,
        "boutique-nantes",
        ["Gwenaëlle Le Roux", "Théo Guillou", "Marion Hervé", "Bastien Chauvin", "Anaïs Rousseau"],
    ),
    (
        Role.EMPLOYEE,
        "atelier",
        [
            "Stéphane Moulin",
            "Jérôme Petit",
            "Patricia Gomes",
            "Damien Lambert",
            "Tuan Pham",
            "Isabelle Collet",
            "Franck Bertin",
        ],
    ),
    (Role.EMPLOYEE, "communication", ["Laure Maillard", "Vincent Aubry", "Hélène Jacquet"]),
]
CONTRACTORS = [  # name, department, days from today until the contract ends
    ("Noémie Garnier", "relation-client", 75),
    ("Alexandre Pons", "marketing", 20),
    ("Dorothée Simon", "communication", -12),
]
LEADER_MESSAGE = (
    "Chaque semaine, une cliente croise plusieurs d’entre nous sans le savoir. Ce parcours nous aide à lui parler "
    "d’une même voix, sans perdre la nôtre. Une question, un doute ? Écrivez-moi."
)
_PLAIN = str.maketrans("àâäçéèêëîïôöùûüÿœ’' ", "aaaceeeeiioouuuyo---")


def address_of(name: str) -> str:
    """'Anne-Sophie Guérin' → 'anne-sophie.guerin@…'."""
    first, _space, last = name.lower().partition(" ")
    return f"{first.translate(_PLAIN)}.{last.translate(_PLAIN).replace('-', '')}@{DOMAIN}"


def make_brand() -> Brand:
    """The brand on Wagtail's default site, with a French home page, and the administrator."""
    Locale.objects.get_or_create(language_code="en")
    site = _site()
    brand, _created = Brand.objects.get_or_create(
        site=site,
        defaults={
            "name": "Vélo Lumière",
            "theme": "velo-lumiere",
            "leader_message": LEADER_MESSAGE,
            "contact_email": f"camille.rey@{DOMAIN}",
            "allowed_domains": DOMAIN,
        },
    )
    admin = _user("Administration", f"admin@{DOMAIN}", make_password(PASSWORD), is_staff=True, is_superuser=True)
    _verify([admin])
    return brand


def _site() -> Site:
    site = Site.objects.filter(is_default_site=True).first()
    if site and isinstance(site.root_page.specific, HomePage):
        return site
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    root = Page.get_first_root_node()
    home = HomePage.objects.filter(depth=2, locale=locale).first()
    if home is None:
        home = root.add_child(instance=HomePage(title="Vélo Lumière", slug="velo-lumiere", locale=locale))
    if site is None:
        return Site.objects.create(hostname="localhost", port=80, is_default_site=True, root_page=home)
    welcome, site.root_page, site.hostname, site.site_name = site.root_page, home, "localhost", "Vélo Lumière"
    site.save()
    if type(welcome.specific) is Page and not welcome.get_children().exists():
        welcome.delete()  # Wagtail's "Welcome to your new site"
    return site


def make_people(brand: Brand) -> list[User]:
    """Departments, about sixty people, two contractors at work and one gone, and two open invitations."""
    departments = _departments(brand)
    password = make_password(PASSWORD)  # one hash for all: sixty slow ones would take half a minute
    people = []
    for role, code, names in PEOPLE:
        for name in names:
            people.append(_user(name, address_of(name), password))
            _member(people[-1], brand, departments.get(code), role)
    for name, code, days in CONTRACTORS:
        people.append(_user(name, address_of(name), password))
        ends = timezone.localdate() + timedelta(days=days)
        _member(people[-1], brand, departments[code], Role.EMPLOYEE, starts=ends - timedelta(days=180), ends=ends)
    _verify(people)
    _invite(brand, departments)
    return people


def _user(name: str, email: str, password: str, **flags) -> User:
    user, _created = User.objects.get_or_create(email=email, defaults={"name": name, "password": password, **flags})
    return user


def _member(user: User, brand: Brand, department: Department | None, role: str, **dates) -> None:
    defaults = {"ends": end_of(role, timezone.localdate()), **dates}
    Membership.objects.get_or_create(user=user, brand=brand, department=department, role=role, defaults=defaults)


def _departments(brand: Brand) -> dict[str, Department]:
    made: dict[str, Department] = {}
    for code, name, above in DEPARTMENTS:
        made[code], _created = Department.objects.get_or_create(
            brand=brand, code=code, defaults={"name": name, "parent": made.get(above)}
        )
    return made


def _verify(people: list[User]) -> None:
    """Demo people may sign in at once: their addresses count as verified."""
    known = set(EmailAddress.objects.filter(user__in=people).values_list("user_id", flat=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in people
        if user.pk not in known
    )


def _invite(brand: Brand, departments: dict[str, Department]) -> None:
    soon = timezone.now() + timedelta(days=9)
    for email, code in (("marc.oliveira", "boutique-lille"), ("awa.traore", "relation-client")):
        Invitation.objects.get_or_create(
            brand=brand, email=f"{email}@{DOMAIN}", defaults={"department": departments[code], "expires": soon}
        )
