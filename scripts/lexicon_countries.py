"""Names of states, territories and cities for the lexicons, from Unicode CLDR (babel) and ISO 3166 (pycountry).

`python -m scripts.lexicon_countries` rewrites what stands below the mark in `countries.yaml` and `places.yaml` of each
language; what stands above is written by hand. Only this script needs babel and pycountry; the reader loads the files.
"""

import re
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pycountry
import yaml
from babel import Locale
from babel.core import get_global

from extraction.lexicon import languages

MARK = "# Below: written by scripts/lexicon_countries.py from Unicode CLDR and ISO 3166.\n"

_BRACKETED = re.compile(r"(.+?) \((.+)\)")
_SEPARATOR = ", "
"""As extraction/names/word_lists.py divides lists; no name has a comma (`_plain`)."""

_OTHER_AREAS = (
    "America/Indiana/",
    "America/Kentucky/",
    "America/North_Dakota/",
    "Antarctica/",
    "Etc/",
    "Pacific/Midway",
)
_ISLANDS = re.compile(r"(?:о-в|о-ва) (.+)|(.+) о-ва")


def main() -> None:
    """Rewrite the files."""
    for language in languages():
        folder = Path(str(files("extraction").joinpath("lexicon", language)))
        names = {code: _SEPARATOR.join(names) for code, names in _countries(language).items()}
        _rewrite(folder / "countries.yaml", {"names": names})
        _rewrite(folder / "places.yaml", {"cities": _SEPARATOR.join(_cities(language))})


def _rewrite(file: Path, content: object) -> None:
    by_hand = file.read_text(encoding="utf-8").split(MARK)[0]
    written = yaml.safe_dump(content, allow_unicode=True, width=110)
    file.write_text(by_hand + MARK + written, encoding="utf-8")


def _countries(language: str) -> dict[str, list[str]]:
    territories = Locale(language).territories
    found = {}
    for country in sorted(pycountry.countries, key=lambda item: str(item.alpha_2)):
        names = [territories[country.alpha_2]]
        if language == "en":  # ISO 3166 is in English (and French) only
            names += [getattr(country, kind, "") for kind in ("common_name", "name", "official_name")]
        found[country.alpha_2] = _plain(names)
    return found


def _cities(language: str) -> list[str]:
    """The places that time zones are named for; CLDR gives a name only where it differs from the zone's own."""
    zones = Locale(language).time_zones
    english = Locale("en").time_zones
    states = set(chain.from_iterable(_countries(language).values()))
    found = set()
    for zone in get_global("zone_territories"):
        if not zone.startswith(_OTHER_AREAS):
            name = zones.get(zone, {}).get("city", "")
            if not name and language == "en":
                name = english.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
            found.update(_plain([name]))
    return sorted(found - states)


def _plain(names: list[str]) -> list[str]:
    """Names as texts write them: without brackets, inversions and abbreviated words of CLDR; each once."""
    found: dict[str, None] = {}
    for name in names:
        plain = name.removeprefix("the ").replace("’", "'").replace("ё", "е")
        bracketed = _BRACKETED.fullmatch(plain)
        plain = bracketed[1] if bracketed else plain
        if plain and "," not in plain and not _ISLANDS.fullmatch(plain):
            found[plain.replace(" & ", " and ")] = None
            if "&" in plain:
                found[plain] = None
    return list(found)


if __name__ == "__main__":
    main()
