"""Certificates in every state: earned, taken over from before the site, renewed, ending, ended, suspended, withdrawn,
given back; how speakers want to be found; one withdrawal that waits for its second person."""

from datetime import date, timedelta

from django.utils import timezone

from academy.certification import acts
from academy.certification.awards import award_everybody, levels_of, recognise
from academy.certification.calendar import add_months
from academy.certification.models import Award, AwardEvent, Level, Voice
from academy.certification.records import Reason
from academy.learning.models import CharterSignature, Progress
from academy.library.models import Channel, Topic
from academy.people.models import Brand, Membership, User
from academy.site.demo.accounts import DOMAIN
from academy.site.demo.changes import announce_changes, name_department_owners

SOON = 2  # certificates that end within two months
NOTE = "Mandat antérieur à Porte-voix, repris par la community leader."
CARE = ["avis-google", "chat", "courriel", "telephone"]
SOCIAL = ["x", "facebook", "instagram", "linkedin"]
SHOP = ["comptoir", "avis-google", "evenements"]
GREEN, ORANGE = ["produits", "pratique"], ["commandes", "prix", "garantie"]

# Who held a mandate before: name, level, channels, topics, months ago. Empty lists: the whole scope of the level.
MANDATES: list[tuple[str, str, list[str], list[str], int]] = [
    ("Camille Rey", "community-leader", [], [], 4),
    ("Sarah Lemoine", "repondre", SOCIAL, [], 5),
    ("Hugo Perrin", "repondre", [*SOCIAL, "evenements"], [*GREEN, "commandes"], 8),
    ("Nadia Cherif", "porte-parole", [*CARE, "x", "facebook"], [*GREEN, *ORANGE, "securite"], 7),
    ("Laure Maillard", "porte-parole", ["linkedin", "x"], [*GREEN, "presse"], 10),
    ("Karim Haddad", "repondre", CARE, [], 3),
    ("Thomas Girard", "repondre", ["telephone", "courriel"], [*GREEN, *ORANGE], 6),
    ("Aïcha Diallo", "repondre", ["chat", "courriel"], [*GREEN, *ORANGE], 9),
    ("Julie Fontaine", "repondre", ["avis-google", "courriel"], [*GREEN, "commandes"], 11),
    ("Clara Nguyen", "repondre", ["telephone", "chat"], [*GREEN, "garantie"], 2),
    ("Mélanie Roche", "repondre", SHOP, [*GREEN, "garantie"], 4),
    ("Yann Le Goff", "repondre", ["comptoir", "telephone"], ["produits", "garantie"], 6),
    ("Valérie Duchêne", "repondre", SHOP, [*GREEN, "prix"], 8),
    ("Noémie Garnier", "repondre", ["chat"], [*GREEN, "commandes"], 3),
]
CARDS = {  # name: (languages, what to ask about, how to reach)
    "Clara Nguyen": ("fr, de, vi", "Réparations, garantie, vélos de ville", "Poste 4127"),
    "Nadia Cherif": ("fr, ar, en", "Livraisons, réclamations difficiles", "Poste 4101"),
    "Thomas Girard": ("fr, en", "Commandes, remboursements", "Poste 4112"),
    "Yann Le Goff": ("fr, en", "Freins, transmissions, rappels", "Atelier, poste 4300"),
    "Mélanie Roche": ("fr, it", "Boutique de Lyon, essais", "04 00 00 00 12"),
    "Hugo Perrin": ("fr, en, es", "Sorties à vélo, partenariats", "Messagerie interne : hugo.perrin"),
    "Laure Maillard": ("fr, en", "Presse, prises de position", "Poste 4500"),
    "Camille Rey": ("fr, en", "Charte, cas difficiles, habilitations", "Poste 4000"),
}
SILENT = ["Julie Fontaine", "Paul Renaud"]
_SHOWN = {"camille.rey", "ines.benali", "sarah.lemoine", "karim.haddad"}
ACCUSATION = "Réponse publiée sur un avis avec le nom de la cliente. Message retiré en dix minutes."
REASON = "Entretien le jour même ; reprise du parcours prévue."


def make_awards(brand: Brand) -> int:
    """Everything above, once; → how many certificates are new."""
    if Award.objects.filter(brand=brand).exists():
        return len(award_everybody(brand, User.objects.of_brand(brand).order_by("pk")))
    levels = {level.code: level for level in levels_of(brand)}
    people = {user.name: user for user in User.objects.filter(memberships__brand=brand)}
    _cards(brand, people)
    _owners(brand, people)
    earned = award_everybody(brand, list(people.values()))
    _date_back(brand, earned)
    taken_over = _take_over(levels, people)
    free = [award for award in earned if _address(award) not in _SHOWN]
    told = [award for award in free if award.level.order == 2][:4]
    named = {award.person_id for award in told}
    first = [award for award in free if award.level.order == 1 and award.person_id not in named]
    _states(brand, told, people)
    _renew(first[:1])
    _age(first[1 : SOON + 2])
    name_department_owners(brand)
    if "Camille Rey" in people:
        announce_changes(brand, people["Camille Rey"])
    return len(earned) + taken_over


def _address(award: Award) -> str:
    return award.person.email.split("@")[0]


def _cards(brand: Brand, people: dict[str, User]) -> None:
    """A few do not wish to be shown, which the pages respect."""
    silent = [people[name].pk for name in SILENT if name in people]
    User.objects.filter(pk__in=silent).update(shown_on_verification=False, shown_in_registry=False)
    Voice.objects.bulk_create(
        Voice(
            brand=brand,
            person=person,
            languages=CARDS[name][0],
            skills=CARDS[name][1],
            contact=CARDS[name][2],
        )
        for name, person in people.items()
        if name in CARDS
    )


OWNERS = {  # code of a channel or topic: (owner, deputy); the blogs have none, which the map shows
    "x": ("Sarah Lemoine", "Hugo Perrin"), "facebook": ("Hugo Perrin", "Sarah Lemoine"),
    "instagram": ("Hugo Perrin", ""), "linkedin": ("Laure Maillard", "Sarah Lemoine"),
    "avis-google": ("Valérie Duchêne", "Mélanie Roche"), "chat": ("Nadia Cherif", "Aïcha Diallo"),
    "courriel": ("Karim Haddad", "Nadia Cherif"), "telephone": ("Karim Haddad", "Clara Nguyen"),
    "comptoir": ("Valérie Duchêne", "Yann Le Goff"), "evenements": ("Hugo Perrin", "Mélanie Roche"),
    "reseau-interne": ("Camille Rey", ""), "produits": ("Olivier Kermarrec", "Yann Le Goff"),
    "pratique": ("Valérie Duchêne", "Karim Haddad"), "commandes": ("Karim Haddad", "Nadia Cherif"),
    "prix": ("Anne-Sophie Guérin", "Sarah Lemoine"), "garantie": ("Olivier Kermarrec", "Clara Nguyen"),
    "securite": ("Olivier Kermarrec", "Camille Rey"), "presse": ("Laure Maillard", "Camille Rey"),
}  # fmt: skip


def _owners(brand: Brand, people: dict[str, User]) -> None:
    for model in (Channel, Topic):
        for one in model.objects.filter(brand=brand, code__in=OWNERS):
            owner, deputy = OWNERS[one.code]
            one.owner, one.deputy = people.get(owner), people.get(deputy)
            one.save(update_fields=["owner", "deputy"])


def _date_back(brand: Brand, awards: list[Award]) -> None:
    """As old as the last thing they rest on."""
    done = {
        person: timezone.localdate(day)
        for person, day in Progress.objects.filter(brand=brand, completed__isnull=False)
        .order_by("completed")
        .values_list("person_id", "completed")
    }
    signed = dict(CharterSignature.objects.filter(brand=brand).values_list("person_id", "signed"))
    ends = dict(Membership.objects.filter(brand=brand, ends__isnull=False).values_list("user_id", "ends"))
    for award in awards:
        signature = signed.get(award.person_id)
        days = [done.get(award.person_id), timezone.localdate(signature) if signature else None]
        award.issued = max([day for day in days if day], default=award.issued)
        end = add_months(award.issued, award.level.validity_months)
        award.expires = min(end, ends.get(award.person_id, end))
    Award.objects.bulk_update(awards, ["issued", "expires"])


def _take_over(levels: dict[str, Level], people: dict[str, User]) -> int:
    made, today = 0, timezone.localdate()
    for name, code, channels, topics, months in MANDATES:
        if name in people and code in levels:
            made += (
                recognise(people[name], levels[code], add_months(today, -months), channels, topics, NOTE) is not None
            )
    return made


def _age(awards: list[Award]) -> None:
    """The oldest come from a first wave: one has ended, some end soon."""
    today = timezone.localdate()
    for position, award in enumerate(awards):
        left = timedelta(days=-8 if position == 0 else 12 * position)
        award.issued, award.expires = today + left - (award.expires - award.issued), today + left
    Award.objects.bulk_update(awards, ["issued", "expires"])


def _renew(awards: list[Award]) -> None:
    """The first certificate ended three months ago; its successor goes on."""
    for award in awards:
        _renew_one(award, timezone.localdate())


def _renew_one(award: Award, today: date) -> None:
    award.expires = add_months(today, -3)
    award.issued = add_months(award.expires, -award.level.validity_months)
    award.save(update_fields=["issued", "expires"])
    begun = award.expires - timedelta(days=20)
    Award.objects.create(
        brand=award.brand, person=award.person, level=award.level, cycle=award.cycle + 1, holder=award.holder,
        language=award.language, scope=award.scope, evidence={"findings": []}, issued=begun,
        expires=add_months(begun, award.level.validity_months),
    )  # fmt: skip


def _states(brand: Brand, awards: list[Award], people: dict[str, User]) -> None:
    """One withdrawn six days ago, one suspended, one given back, one withdrawal proposed."""
    leader = people["Camille Rey"]
    second = User.objects.filter(email=f"admin@{DOMAIN}").first()
    today = timezone.localdate()
    acts_of_leader = [
        lambda award: _withdraw(award, leader, second, today),
        lambda award: acts.suspend(award, leader, Reason.ABSENCE) and _move(award, today - timedelta(days=15)),
        lambda award: acts.relinquish(award) and _move(award, today - timedelta(days=30)),
        lambda award: acts.propose_revocation(
            award, leader, Reason.PERSONAL_DATA, today - timedelta(days=1), ACCUSATION
        ),
    ]
    for act, award in zip(acts_of_leader, awards, strict=False):
        act(award)


def _withdraw(award: Award, leader: User, second: User | None, today: date) -> None:
    case = acts.propose_revocation(award, leader, Reason.OUT_OF_SCOPE, today - timedelta(days=6), REASON)
    if second:
        acts.decide(case, second, confirmed=True)
        _move(award, today - timedelta(days=6))


def _move(award: Award, day: date) -> None:
    """Facts of the demo happened some days ago."""
    AwardEvent.objects.filter(award=award).update(on=max(day, award.issued))
