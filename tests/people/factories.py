"""Small makers of brands and people for tests."""

from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from academy.library.models import HomePage
from academy.people.models import Brand, Department, Membership, Role, User
from academy.people.rights import end_of

PASSWORD = "une-phrase-pour-les-tests"
_hash = make_password(PASSWORD, hasher="md5")
_numbers = count(1)


def make_brand(name="Vélo Lumière", hostname="testserver", **fields) -> Brand:
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title=name, slug=f"maison-{next(_numbers)}", locale=locale)
    )
    Site.objects.filter(hostname=hostname).delete()
    site = Site.objects.create(hostname=hostname, port=80, root_page=home)
    return Brand.objects.create(site=site, name=name, **fields)


def make_person(brand: Brand, role=Role.EMPLOYEE, department=None, name="", **dates) -> User:
    from allauth.account.models import EmailAddress

    number = next(_numbers)
    user = User.objects.create(name=name or f"Personne {number}", email=f"p{number}@exemple.fr", password=_hash)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    dates = {"ends": end_of(role, timezone.localdate()), **dates}
    Membership.objects.create(user=user, brand=brand, role=role, department=department, **dates)
    return user


def make_department(brand: Brand, name: str, parent=None) -> Department:
    return Department.objects.create(brand=brand, name=name, code=f"d{next(_numbers)}", parent=parent)
