import pytest

from freesheet.paper.faces import FOLDER, covered, fonts


def test_every_typeface_ships_with_its_licence():
    families = {path.stem.split("-")[0] for path in FOLDER.glob("*.[ot]tf")}
    licences = {path.stem.split("-")[0] for path in FOLDER.glob("*.txt")}
    assert {family.removesuffix("Display") for family in families} == licences


def test_the_typefaces_stay_small_enough_to_ship():
    sizes = [path.stat().st_size for path in FOLDER.glob("*.[ot]tf")]
    assert max(sizes) < 2_500_000
    assert sum(sizes) < 6_000_000


def test_the_engine_has_these_typefaces_and_no_others():
    assert {family.replace(" ", "") for family in fonts().families()} == {
        path.stem.split("-")[0] for path in FOLDER.glob("*.[ot]tf")
    }


@pytest.mark.parametrize("text", ["Ünï", "Ж", "Ω", "ق", "א", "ह", "中", "→", "\u202f", "□"])
def test_many_scripts_are_covered(text):
    assert set(text) <= covered()
