"""Play from here: the shortest way to any step, scenes in the middle of the story too."""

from academy.exercises.scenario_text import read_scenario
from academy.exercises.ways import shortest_ways, way_to
from tests.exercises.lint.scenarios import CLEAN

SCENARIO = read_scenario(CLEAN, "colis.md")[0]


def test_there_is_a_shortest_way_to_every_step_a_play_reaches():
    assert way_to(SCENARIO, "accueil") == ()
    assert way_to(SCENARIO, "prive") == ("accueil/prive",)
    assert way_to(SCENARIO, "relance") in (("accueil/renvoi",), ("accueil/donnees",))
    assert way_to(SCENARIO, "nulle-part") is None


def test_every_ending_has_its_shortest_way():
    ways = shortest_ways(SCENARIO)
    assert set(ways) == {"fin-apaisee", "fin-tiede", "fin-perdue"}
    assert len(ways["fin-apaisee"].play) == 2
