import pytest

from scripts.explore.facts import Facts, read_facts
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The package of this repository."""
    return read_facts(ROOT / "datapackage.json")
