import pytest
from wagtail.models import Page


@pytest.mark.django_db
def test_the_database_holds_what_migrations_made():
    assert Page.objects.filter(depth=1).exists()


@pytest.mark.django_db(transaction=True)
def test_a_flush_is_undone_for_the_next_test():
    Page.objects.all().delete()


@pytest.mark.django_db(transaction=True)  # so that it really runs after: pytest-django puts these last
def test_after_a_flush_the_rows_are_back():
    assert Page.objects.filter(depth=1).exists()
