"""Names of states, territories, regions and cities for the lexicons, from Unicode CLDR and ISO 3166 (pycountry).

`python -m scripts.lexicon_countries FOLDER` rewrites what stands below the mark in `countries.yaml` and `places.yaml`
of each language; what stands above is written by hand. FOLDER is the unpacked npm package `cldr-subdivisions-full`
(`npm pack cldr-subdivisions-full`), which babel does not hold. Only this script needs babel and pycountry; the reader
loads the files.
"""

import json
import re
import sys
import unicodedata
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pycountry
import yaml
from babel import Locale
from babel.core import get_global

from extraction.lexicon import languages
from extraction.names.word_lists import lists

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
_NAME = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")
_SHORTEST = 4
_STATES_TOO_SMALL = ("gb", "is", "mt", "si")
"""States whose subdivisions are communes and boroughs, named by common words and surnames."""


def main(subdivisions: Path) -> None:
    """Rewrite the files."""
    for language in languages():
        folder = Path(str(files("extraction").joinpath("lexicon", language)))
        names = {code: _SEPARATOR.join(names) for code, names in _countries(language).items()}
        _rewrite(folder / "countries.yaml", {"names": names})
        places = {"cities": _cities(language), "subdivisions": _subdivisions(language, subdivisions)}
        _rewrite(folder / "places.yaml", {name: _SEPARATOR.join(found) for name, found in places.items()})


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


def _subdivisions(language: str, folder: Path) -> list[str]:
    """Names of the regions of states, with and without diacritics, but for those of a class word ("Minsk Region")."""
    text = (folder / "subdivisions" / language / f"{language}.json").read_text(encoding="utf-8")
    names = json.loads(text)["subdivisions"]["localeDisplayNames"]["subdivisions"]
    known = {*chain.from_iterable(_countries(language).values()), *_cities(language)}
    classes = {word.capitalize() for word in lists(language, "places")["classes_after"]}
    found = set()
    for code, name in names.items():
        for plain in _plain([name]) if not code.startswith(_STATES_TOO_SMALL) else []:
            if _NAME.fullmatch(plain) and len(plain) >= _SHORTEST and classes.isdisjoint(plain.split()):
                found.update({plain, _without_diacritics(plain)})
    return sorted(found - known)


def _without_diacritics(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if not unicodedata.combining(mark)))


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
    main(Path(sys.argv[1]))
