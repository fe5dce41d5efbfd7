from django.urls import reverse

from academy.exercises.play import Choose
from academy.learning.attempts import act, begin
from academy.learning.choice_counts import count_finished
from academy.learning.models import Attempt, ChoiceCount
from academy.people.models import Role
from tests.people.factories import make_department, make_person


def _play(academy, choice: str, department=None):
    person = make_person(academy.brand, department=department)
    academy.enrol(person)
    attempt = begin(person, academy.brand, academy.course, academy.page("scenario"))
    act(attempt.public_id, person, Choose(choice, 0))
    return person


def test_each_finished_first_attempt_is_counted_once(academy):
    for choice in ("non", "non", "oui"):
        person = _play(academy, choice)
    again = begin(person, academy.brand, academy.course, academy.page("scenario"), again=True)
    act(again.public_id, person, Choose("non", 0))
    assert count_finished() == 4
    assert count_finished() == 0
    counts = dict(ChoiceCount.objects.values_list("place", "taken"))
    assert counts == {"debut/non": 2, "debut/oui": 1}
    assert ChoiceCount.objects.get(place="debut/oui").lost == 3  # 2 not earned and 1 taken away


def test_an_erased_persons_attempt_is_passed_over_and_the_others_are_counted(academy):
    _play(academy, "non")
    Attempt.objects.update(state={})  # what `learning/privacy.py` leaves of it
    _play(academy, "oui")
    count_finished()
    assert dict(ChoiceCount.objects.values_list("place", "taken")) == {"debut/oui": 1}
    assert count_finished() == 0


def test_the_report_shows_shares_from_five_people_on_and_by_department(client, academy):
    shops = make_department(academy.brand, "Boutiques")
    client.force_login(make_person(academy.brand, Role.LEADER))
    address = reverse("exercise_report", args=[academy.page("scenario").pk])
    for choice in ("non", "non", "non", "oui"):
        _play(academy, choice, shops)
    assert "Moins de cinq personnes" in client.get(address).content.decode()
    _play(academy, "oui")
    page = client.get(address).content.decode()
    assert "60 % (3 personnes)" in page and "Oui." in page
    only_shops = client.get(address, {"department": shops.code}).content.decode()
    assert "Moins de cinq personnes" in only_shops and "60 %" not in only_shops


def test_the_report_says_where_people_go_wrong_first(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    for choice in ("non", "oui", "oui", "oui", "oui"):
        _play(academy, choice)
    page = client.get(reverse("exercise_report", args=[academy.page("scenario").pk])).content.decode()
    assert "Où l’on se trompe d’abord" in page and "première erreur de 4 personnes" in page
    assert ChoiceCount.objects.get(place="debut/oui").first_wrong == 4


def test_a_department_is_not_offered_when_the_rest_would_be_a_small_group(client, academy):
    shops, press = make_department(academy.brand, "Boutiques"), make_department(academy.brand, "Presse")
    client.force_login(make_person(academy.brand, Role.LEADER))
    address = reverse("exercise_report", args=[academy.page("scenario").pk])
    for number in range(5):
        _play(academy, "non", shops)
        if number < 2:
            _play(academy, "oui", press)
    page = client.get(address).content.decode()
    assert "Boutiques" not in page and "Presse" not in page  # seven less five would be two
    assert "Moins de cinq" in client.get(address, {"department": shops.code}).content.decode()
    for _ in range(3):
        _play(academy, "oui", press)
    page = client.get(address).content.decode()
    assert "Boutiques" in page and "Presse" in page
    assert "100 % (5 personnes)" in client.get(address, {"department": shops.code}).content.decode()
