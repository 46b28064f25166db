import pytest

from scripts.explore.facts import Facts
from tests.explored import repository_facts, repository_site


@pytest.fixture(scope="session")
def facts() -> Facts:
    return repository_facts()


@pytest.fixture(scope="session")
def site() -> dict[str, bytes]:
    """The site of this repository: path → content."""
    return repository_site()
