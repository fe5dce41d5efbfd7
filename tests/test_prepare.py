"""`manage.py prepare`, which `make run` begins with."""

import pytest
from django.core.management import call_command

from academy.people.models import Brand
from academy.site.management.commands.prepare import wants_demo
from tests.people.factories import make_person


@pytest.mark.django_db
def test_a_demo_that_was_interrupted_is_finished_the_next_time_and_real_people_get_none():
    assert wants_demo()
    call_command("demo", brand_only=True, verbosity=0)
    assert wants_demo()
    make_person(Brand.objects.get())
    assert not wants_demo()
