"""A large scenario for measures: like a written one, only a thousand steps of it."""

import random

from academy.exercises.scenario import Choice, Competency, Effect, Line, Meter, Passing, Scenario, Step, Test


def large_scenario(steps: int = 1_000, seed: int = 1, meters: int = 1) -> Scenario:
    """A ladder of scenes with three choices each that skip, join and sometimes lead back, a router now and then, a
    test on a meter here and there, and three endings."""
    chance = random.Random(seed)
    body = steps - 3
    made = []
    for number in range(body):
        if number % 10 == 9:
            made.append(_router(number, body, meters))
        else:
            made.append(_scene(number, body, chance, meters))
    for name, kind in (("calme", "success"), ("tiede", "mixed"), ("perdu", "failure")):
        made.append(Step(name, name.capitalize(), "ending", (Line("", "La conversation finit ici."),), ending=kind))
    return Scenario(
        id="large", locale="fr", title="Grande histoire", channel="x", summary="", minutes=60,
        cast=(("Mme Roy", "cliente"),),
        meters=tuple(Meter(f"jauge{number}", f"Jauge {number}", 5, 10) for number in range(meters)),
        competencies=(Competency("ecoute", "Écoute"), Competency("clarte", "Clarté", 2)),
        steps=tuple(made), start="s0", alarms=(), passing=Passing(60, frozenset({"success"})),
    )  # fmt: skip


def _name(number: int, body: int) -> str:
    return f"s{number}" if number < body else "calme"


def _scene(number: int, body: int, chance: random.Random, meters: int) -> Step:
    targets = [number + 1, number + 2, number + chance.randint(1, 12)]
    choices = tuple(
        Choice(
            id=f"c{place}", text=f"Réponse {place} de la scène {number}, dite avec tact", target=_name(target, body),
            when=((Test("jauge0", ">=", 3),),) if meters and place == 2 and number % 7 == 0 else (),
            effects=(Effect("ecoute", 2 - place), Effect("clarte", place - 1))
            + ((Effect(f"jauge{number % meters}", chance.choice((-1, 1))),) if meters and number % 3 == 0 else ()),
            feedback="Parce que la personne attend d'abord d'être entendue.", value="respect",
        )
        for place, target in enumerate(targets)
    )  # fmt: skip
    return Step(
        f"s{number}", f"Scène {number}", "scene", (Line("Mme Roy", "Et maintenant, que faites-vous ?"),), choices
    )


def _router(number: int, body: int, meters: int) -> Step:
    name = f"s{number}"
    routes = [Choice("r2", "", _name(number + 2, body))]
    if meters:
        routes.insert(0, Choice("r1", "", _name(number + 1, body), ((Test("jauge0", ">=", 6),),)))
    return Step(name, f"Aiguillage {number}", "router", (), tuple(routes))
