"""Files of a lexicon, kept beside them as JSON, which is read ten times as fast as YAML.

A prepared form stands where Python keeps compiled modules, in `__pycache__`: whoever can write there can write the code
as well. Its name is the hash of the YAML that it was made of, so that it is never older; where it cannot be read or
written, nothing is lost but time.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any


def content(file: Path) -> dict[str, Any]:
    """What a YAML file holds: text, lists and dictionaries of text.

    Raises:
        OSError: there is no such file.
        yaml.YAMLError: it is no YAML.
    """
    source = file.read_bytes()
    prepared = file.parent / "__pycache__" / f"{file.stem}.{sha256(source).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(prepared.read_bytes())
        return found
    from extraction.lexicon.written import parsed

    made = parsed(source.decode("utf-8"))
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(prepared, json.dumps(made, ensure_ascii=False, separators=(",", ":")), f"{file.stem}.*.json")
    return made


def _keep(file: Path, text: str, outdated: str) -> None:
    """Write a file whole or not at all, in place of those of earlier sources."""
    file.parent.mkdir(exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    for other in file.parent.glob(outdated):
        if other != file:
            other.unlink(missing_ok=True)
