"""Where this installation of election-facts came from, so that a new package asks its CI for the same one."""

import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

UNKNOWN = "https://github.com/OWNER/election-facts"
"""Stands where the address is not known; a person replaces OWNER."""

_ADDRESS = re.compile(r"https://[\w.~%:/-]+\Z", re.ASCII)
_REVISION = re.compile(r"[\w./+-]+\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """A git repository and the revision of it (a tag, a branch or a commit)."""

    repository: str
    revision: str


def origin() -> Origin:
    """The repository and revision that pip recorded (PEP 610), else a place to fill in and the version's tag."""
    try:
        installed = distribution("election-facts")
    except PackageNotFoundError:
        return Origin(UNKNOWN, "main")
    return recorded(installed.read_text("direct_url.json"), installed.version)


def recorded(direct_url: str | None, version: str) -> Origin:
    """What pip's direct_url.json says; a local folder or an index says nothing that others could install from."""
    unknown = Origin(UNKNOWN, f"v{version}")
    try:
        content = json.loads(direct_url or "{}")
        repository, control = content.get("url", ""), content.get("vcs_info", {})
        revision = control.get("requested_revision") or control.get("commit_id", "")
        is_usable = _ADDRESS.match(repository) and _REVISION.match(revision)
    except (ValueError, AttributeError, TypeError):
        return unknown
    return Origin(repository.removesuffix(".git"), revision) if is_usable else unknown
