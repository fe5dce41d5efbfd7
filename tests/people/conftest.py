import pytest

from academy.people.models import Role
from tests.people.factories import make_brand, make_department, make_person


@pytest.fixture(autouse=True)
def _mail_at_once(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def brand(db):
    return make_brand(allowed_domains="velo.exemple\n@autre.exemple")


@pytest.fixture
def other_brand(db):
    return make_brand("Autre", "autre.exemple")


@pytest.fixture
def leader(brand):
    return make_person(brand, Role.LEADER, name="Camille Rey")


@pytest.fixture
def community_manager(brand):
    return make_person(brand, Role.COMMUNITY_MANAGER, name="Sarah Lemoine")


@pytest.fixture
def employee(brand):
    return make_person(brand, name="Inès Benali")


@pytest.fixture
def shops(brand):
    return make_department(brand, "Boutiques")
