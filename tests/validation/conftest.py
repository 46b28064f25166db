"""The small package without a fault, against which planted faults are seen."""

import pytest

from extraction.text import Document
from scripts.build import Built
from tests.validation.faults import Unchanged
from validation.package import Package
from validation.readings import Found


@pytest.fixture(scope="session")
def unchanged(built: Built, texts: dict[str, Document], found: Found) -> Unchanged:
    """The small package, and what each check reads of it, noted once."""
    return Unchanged.of(Package(built.tables, texts, lambda table, record_id: (f"{table}.csv", None), found))
