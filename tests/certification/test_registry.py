"""Who may speak, found as people ask for it; and where the brand is one departure from silence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.certification import acts
from academy.certification.coverage import coverage_of
from academy.certification.models import Award, CoverageTarget, RegistryEmbed, Requirement, Sponsorship, Voice
from academy.certification.succession import closest, tenures
from academy.library.models import Channel, Topic
from tests.certification.awards import make_award, make_level
from tests.people.factories import make_department, make_person


def running(brand, holder, days=300, **fields):
    today = timezone.localdate()
    return make_award(brand, holder, issued=today - timedelta(days=9), expires=today + timedelta(days=days), **fields)


@pytest.fixture
def cells(brand):
    x = Channel.objects.create(brand=brand, code="x", name_fr="X", name_en="X")
    Channel.objects.create(brand=brand, code="comptoir", name_fr="Comptoir et atelier", name_en="Counter")
    prix = Topic.objects.create(brand=brand, code="prix", name_fr="Prix", name_en="Prices", sensitivity="orange")
    Topic.objects.create(brand=brand, code="rh", name_fr="Ressources humaines", name_en="HR", sensitivity="red")
    return x, prix


@pytest.fixture
def member(client, employee):
    client.force_login(employee)
    return client


def found(client, **asked):
    return [voice["name"] for voice in client.get("/api/registry", asked).json()["voices"]]


def test_the_registry_answers_as_people_ask(member, brand, cells):
    award = running(brand, "Clara Nguyen")
    Voice.objects.create(brand=brand, person=award.person, skills="Réparations")
    assert found(member, q="allemand comptoir reparation") == ["Clara Nguyen"]
    assert found(member, q="italien") == []
    assert found(member, channel="x", topic="prix", spoken="de") == ["Clara Nguyen"]
    assert found(member, channel="telephone") == []
    assert "Clara Nguyen" in member.get(reverse("certification:registry")).content.decode()


def test_who_objects_is_seen_by_leaders_only(client, member, brand, leader):
    award = running(brand, "Paul Discret")
    award.person.shown_in_registry = False
    award.person.save()
    assert found(member) == []
    client.force_login(leader)
    assert found(client) == ["Paul Discret"]


def test_lost_rights_leave_the_registry_at_once(member, brand, leader, other_brand):
    award = running(brand, "Clara Nguyen")
    running(other_brand, "Étrangère")
    acts.suspend(award, leader, "incident")
    assert found(member) == []
    acts.resume(award, leader)
    stop = acts.freeze(brand, leader, topics=["prix"])
    assert found(member, topic="prix") == [] and found(member, topic="rh") == ["Clara Nguyen"]
    acts.lift(stop, leader)
    assert found(member, topic="prix") == ["Clara Nguyen"]


def test_the_registry_is_for_members_only(client, brand):
    assert client.get("/api/registry").status_code == 302
    assert client.get(reverse("certification:registry")).status_code == 302


def test_queries_of_the_registry_do_not_grow(member, brand, django_assert_max_num_queries):
    for number in range(20):
        running(brand, f"Personne {number}")
    with django_assert_max_num_queries(13):
        member.get(reverse("certification:registry"))


def test_coverage_counts_voices_against_the_target(brand, cells):
    states = lambda **more: {key: cell.state for key, cell in coverage_of(brand, **more).cells.items()}  # noqa: E731
    assert set(states().values()) == {"uncovered"}
    first, second = running(brand, "Une"), running(brand, "Deux")
    assert states()["x", "prix"] == "covered" and states()["x", "rh"] == "fragile"
    assert states(language="it")["x", "prix"] == "uncovered"
    assert states(without=second.person_id)["x", "prix"] == "fragile"
    x, prix = cells
    CoverageTarget.objects.create(brand=brand, channel=x, topic=prix, minimum=3)
    assert states()["x", "prix"] == "fragile"
    running(brand, "Trois", days=30)
    assert states()["x", "prix"] == "fragile"  # one ends soon
    acts.relinquish(first)
    assert coverage_of(brand).cells["x", "prix"].count == 2


def test_the_coverage_page_is_for_leaders(client, member, brand, leader, cells, django_assert_max_num_queries):
    url = reverse("certification:coverage")
    assert member.get(url).status_code == 403
    award = running(brand, "Une")
    client.force_login(leader)
    client.get(url)
    with django_assert_max_num_queries(12):  # four of them for session, person, brand and standing
        page = client.get(url, {"without": award.person_id})
    assert "Si Une partait" in page.content.decode()
    assert "Comptoir et atelier;Prix;1;1;2;fragile" in client.get(url, {"export": "csv"}).content.decode()
    assert client.get(url, {"export": "xlsx"}).content[:2] == b"PK"
    assert {"channel": "x", "topic": "prix", "count": 1, "lasting": 1, "target": 2, "state": "fragile"} in client.get(
        url, {"export": "json"}
    ).json()["cells"]


def test_coverage_of_a_department_counts_everything_below_it(brand, cells, shops):
    below = make_department(brand, "Lyon", parent=shops)
    running(brand, "Une", person=make_person(brand, department=below))
    running(brand, "Deux", person=make_person(brand))
    assert coverage_of(brand).cells["x", "prix"].count == 2
    assert coverage_of(brand, department=shops).cells["x", "prix"].count == 1
    assert coverage_of(brand, department=below.code).cells["x", "prix"].count == 1


def test_share_of_voice_flags_one_person_who_holds_most(client, brand, leader, cells):
    busy = running(brand, "Une")
    small = running(brand, "Deux")
    scope = {**small.scope, "channels": small.scope["channels"][:1], "topics": small.scope["topics"][:1]}
    Award.objects.filter(pk=small.pk).update(scope=scope, scope_hash="other")
    found = coverage_of(brand)
    assert (found.voices, found.top_share, round(found.concentration, 2)) == (2, 80, 0.68)
    client.force_login(leader)
    assert "Plus de la moitié" in client.get(reverse("certification:coverage")).content.decode()
    acts.relinquish(busy)
    assert coverage_of(brand).top_share == 100


def test_a_right_renewed_already_is_not_announced_as_ending(brand, cells):
    first = running(brand, "Une", days=20)
    assert [one.person for one in coverage_of(brand).endings] == ["Une"]
    running(brand, "Une", person=first.person, cycle=2)
    assert coverage_of(brand).endings == []
    assert coverage_of(brand).cells["x", "prix"].lasting == 1


def test_targets_are_set_per_cell_in_one_table(client, brand, leader, employee, cells):
    x, prix = cells
    rh = Topic.objects.get(code="rh")
    comptoir = Channel.objects.get(code="comptoir")
    url = reverse("certification:targets")
    client.force_login(employee)
    assert client.get(url).status_code == 403
    client.force_login(leader)
    assert f'name="cell-{x.pk}-{prix.pk}"' in client.get(url).content.decode()
    numbers = {f"cell-{c.pk}-{t.pk}": "2" for c in (x, comptoir) for t in (prix, rh)}
    assert client.post(url, {**numbers, f"cell-{x.pk}-{prix.pk}": "-1"}).status_code == 422
    assert not CoverageTarget.objects.exists()
    client.post(url, {**numbers, f"cell-{x.pk}-{prix.pk}": "5", f"cell-{x.pk}-{rh.pk}": "0"})
    states = coverage_of(brand).cells
    assert states["x", "prix"].target == 5 and states["x", "rh"].state == "idle"
    assert states["comptoir", "prix"].target == 2


def test_the_closest_to_a_gap_are_named_with_what_they_miss(client, brand, leader, cells):
    x, prix = cells
    level = make_level(brand, "repondre", 3)
    level.channels, level.topics = [x], [prix]
    level.save()
    Requirement.objects.create(level=level, kind="course", ref="service-client")
    Requirement.objects.create(level=level, kind="sponsor")
    far, near = make_person(brand, name="Loin"), make_person(brand, name="Proche")
    lower = make_level(brand, "ecouter", 1)
    for person in (far, near):
        running(brand, person.name, person=person, level=lower)
    Award.objects.update(scope={"channels": [], "topics": []}, scope_hash="none")
    Sponsorship.objects.create(brand=brand, person=near, level=level, sponsor=leader)
    gap = next(
        g for g in closest(brand, coverage_of(brand).gaps(), "fr") if (g.cell.channel, g.cell.topic) == ("x", "prix")
    )
    assert [(one.person.name, len(one.missing)) for one in gap.candidates] == [("Proche", 1), ("Loin", 2)]
    client.force_login(leader)
    text = client.get(reverse("certification:succession")).content.decode()
    assert "Proche" in text and "1 élément manque" in text


def test_who_holds_the_level_with_a_narrower_scope_only_needs_it_widened(brand, cells):
    x, prix = cells
    level = make_level(brand, "repondre", 3)
    level.channels, level.topics = [x], [prix]
    level.save()
    award = running(brand, "Une", level=level)
    Award.objects.update(scope={**award.scope, "channels": []}, scope_hash="narrow")
    gap = closest(brand, [coverage_of(brand).cells["x", "prix"]], "fr")[0]
    assert [(one.person.name, one.holds_level) for one in gap.candidates] == [("Une", True)]


def test_continuity_tells_tenure_and_losses_per_channel(brand, cells, leader):
    today = timezone.localdate()
    make_award(brand, "Ancienne", issued=today - timedelta(days=400), expires=today + timedelta(days=90))
    make_award(brand, "Nouvelle", issued=today - timedelta(days=40), expires=today + timedelta(days=90))
    gone = make_award(brand, "Partie", issued=today - timedelta(days=400), expires=today + timedelta(days=90))
    acts.relinquish(gone)
    tenure = {one.code: one for one in tenures(brand, coverage_of(brand).channels)}["x"]
    assert (tenure.voices, tenure.lost, tenure.short) == (2, 1, False)
    assert round(tenure.months) == 7  # the median of 13 months and one
    acts.relinquish(Award.objects.get(holder="Ancienne"))
    assert {one.code: one.short for one in tenures(brand, coverage_of(brand).channels)}["x"]


def test_a_free_search_understands_german_phone_repairs_in_both_languages(member, brand, cells):
    award = running(brand, "Clara Nguyen")
    running(brand, "Paul Autre", person=make_person(brand))
    Award.objects.filter(person=award.person).update(
        scope={**award.scope, "channels": [{"code": "telephone", "fr": "Téléphone", "en": "Phone"}]}
    )
    Voice.objects.create(brand=brand, person=award.person, skills="Réparations, repairs")
    assert found(member, q="allemand téléphone réparations") == ["Clara Nguyen"]
    page = member.get("/en/registre/", {"q": "German, phone, repairs"}).content.decode()
    assert "Clara Nguyen" in page and "Paul Autre" not in page


def test_a_contact_card_for_colleagues_and_for_their_address_book(client, member, brand, cells, leader):
    award = running(brand, "Clara Nguyen")
    Voice.objects.create(brand=brand, person=award.person, contact="Poste 4127; atelier", skills="Réparations")
    url = reverse("certification:voice", args=[award.person.public_id])
    text = member.get(url).content.decode()
    assert "Clara Nguyen" in text and "Poste 4127" in text
    card = member.get(url + "carte.vcf").content.decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n") and "NOTE:Poste 4127\\; atelier · Réparations" in card
    award.person.shown_in_registry = False
    award.person.save()
    assert member.get(url).status_code == 404
    client.force_login(leader)
    assert client.get(url).status_code == 200


def test_the_registry_exports_what_is_shown(member, brand, cells):
    running(brand, "=Clara")
    url = reverse("certification:registry")
    assert "'=Clara;" in member.get(url, {"export": "csv"}).content.decode()
    assert member.get(url, {"export": "json", "q": "italien"}).json()["voices"] == []


@pytest.fixture
def embed(brand):
    return RegistryEmbed.objects.create(brand=brand, name="Intranet", origin="https://intranet.exemple.fr")


def test_another_site_shows_the_registry_with_its_key_only(client, brand, cells, embed):
    award = running(brand, "Clara Nguyen")
    silent = running(brand, "Paul Discret")
    silent.person.shown_in_registry = False
    silent.person.save()
    Voice.objects.create(brand=brand, person=award.person, contact="Poste 4127")
    page = client.get(embed.path)
    text = page.content.decode()
    assert "Clara Nguyen" in text and "Paul Discret" not in text and "Poste 4127" not in text
    assert "frame-ancestors https://intranet.exemple.fr" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page and award.person.email not in text
    data = client.get(embed.path + "voices.json", {"channel": "x"})
    assert [voice["name"] for voice in data.json()["voices"]] == ["Clara Nguyen"]
    assert data["Access-Control-Allow-Origin"] == "https://intranet.exemple.fr"
    embed.delete()
    assert client.get(embed.path, follow=True).status_code == 404


def test_who_does_what_is_one_tap_away_from_every_page(member, brand):
    for url in ("/fr/", reverse("certification:registry"), reverse("learning:catalogue")):
        assert reverse("certification:who_does_what") in member.get(url).content.decode()


def test_who_does_what_names_owners_and_gaps(member, brand, cells):
    x, _prix = cells
    x.owner = make_person(brand, name="Camille Rey")
    x.save()
    text = member.get(reverse("certification:who_does_what")).content.decode()
    assert "Camille Rey" in text and "personne" in text
