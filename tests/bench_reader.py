"""How fast text is read: beside goals, and beside natasha and spaCy in the same run (make bench).

Every measurement is a process of its own; those that are compared take turns, on the same text and one processor core.
natasha and spaCy are in the extra `bench`; where they are not installed, the rest is measured.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec

from tests.bench import CHECKOUT, Ratio, Run, python, say, show

PROSE = (*sorted(CHECKOUT.glob("data/sources/*.txt")), *sorted(CHECKOUT.glob("tests/gold/texts/*.txt")))
"""In this order the corpus repeats them."""

CORPUS = 5_000_000
SAMPLE = 400_000
"""Bytes; the smaller for what is slow."""

MEGABYTES_A_SECOND = 10
SECONDS = 0.3
MEGABYTES = 200

REPEATED = (
    *("9 июня ", "двадцать ", "9 June ", "twenty ", "1 ", "(", "«", "A. ", "\n", "и ", "no ", "не ", "Republic of "),
    *("«Нур Отан», ", "Central Election Commission ", "transparent ", "заявил, ", "Mr. Tokayev ", "1. A. B. C\n"),
)
REPETITIONS = 100_000

Corpus = list[tuple[str, str]]
"""Language and text of each document."""


def corpus(size: int, languages: Iterable[str] = ()) -> Corpus:
    """Documents in a fixed order, again and again until they have so many bytes; of some languages, where named."""
    from extraction.language import guess_language

    texts = [path.read_text(encoding="utf-8") for path in PROSE]
    documents = [(language, text) for text in texts if (language := guess_language(text)) in languages or not languages]
    return documents * -(-size // size_of(documents))


def size_of(documents: Corpus) -> int:
    return sum(len(text.encode()) for _, text in documents)


def speed(documents: Corpus, read: Mapping[str, Callable[[str], object]], turns: int = 3) -> float:
    """Megabytes of UTF-8 a second of processor time, the best of some turns; so a busy machine slows nothing much."""
    shortest = float("inf")
    for _ in range(turns):
        start = time.process_time()
        for language, text in documents:
            read[language](text)
        shortest = min(shortest, time.process_time() - start)
    return size_of(documents) / shortest / 1e6


def read_here() -> None:
    """A step: this package's reader on the corpus; the first time, and when it has seen every word."""
    from extraction.lexicon import languages
    from extraction.reader import reader

    read = {language: reader(language).read for language in languages()}
    figures = {"first": speed(corpus(1), read, 1), "all": speed(corpus(CORPUS), read)}
    figures |= {language: speed(corpus(CORPUS // 2, (language,)), read) for language in languages()}
    print(json.dumps(figures))


def read_repeated() -> None:
    """A step: what a byte of a text that repeats one thing costs, in bytes of prose of the same language."""
    from extraction.language import guess_language
    from extraction.lexicon import languages
    from extraction.reader import reader

    read = {language: reader(language).read for language in languages()}
    for document in corpus(1):
        read[document[0]](document[1])
    prose = {language: speed(corpus(CORPUS // 5, (language,)), read) for language in read}
    figures = {}
    for unit in REPEATED:
        language = guess_language(unit)
        figures[unit] = prose[language] / speed([(language, unit * REPETITIONS)], read)
    print(json.dumps(figures))


def set_up() -> None:
    """A step: from nothing to readers of every language whose dictionaries are loaded; processor time."""
    start = time.process_time()
    from extraction.lexicon import languages
    from extraction.reader import reader

    imported = time.process_time()
    for language in languages():
        reader(language)
    made = time.process_time()
    from extraction.morphology import morphology

    for language in languages():
        morphology(language).lemma("a")
    end = time.process_time()
    figures = {"seconds": end - start, "imports": imported - start, "readers": made - imported}
    print(json.dumps({**figures, "dictionaries": end - made}))


def read_with_natasha() -> None:
    """A step: natasha's sentences, words and names (persons, organizations, places) of the Russian part."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def read(text: str) -> None:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)

    read("Выборы прошли в Казахстане.")
    print(json.dumps({"ru": speed(corpus(SAMPLE, ("ru",)), {"ru": read}, 1)}))


def read_with_spacy() -> None:
    """A step: spaCy's words, and by its Matcher numbers, shares and dates alone."""
    import spacy
    from spacy.matcher import Matcher

    months = {
        "en": "january february march april may june july august september october november december",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    }
    number = {"LIKE_NUM": True}
    read = {}
    for language, names in months.items():
        pipeline = spacy.blank(language)
        pipeline.max_length = 1 << 30
        matcher = Matcher(pipeline.vocab)
        month = {"LOWER": {"IN": names.split()}}
        matcher.add("number", [[number], [number, number]])
        matcher.add("share", [[number, {"LOWER": {"IN": ["%", "percent", "процента", "процентов"]}}]])
        matcher.add("date", [[number, month], [number, month, number], [month, number]])

        def one(text: str, pipeline: spacy.Language = pipeline, matcher: Matcher = matcher) -> None:
            matcher(pipeline(text))

        one(names)
        read[language] = one
    print(json.dumps({"all": speed(corpus(SAMPLE), read)}))


def measure(turns: int) -> Iterator[Ratio]:
    """Everything, each beside its goal."""
    others = {
        name: step for name, step in (("natasha", read_with_natasha), ("spacy", read_with_spacy)) if find_spec(name)
    }
    ours, start, runs = [], [], {name: [] for name in others}
    _step(set_up)  # leaves compiled code, as an installation does
    for _ in range(turns):
        say("reading the corpus …")
        ours.append(_step(read_here))
        start.append(_step(set_up))
        for name, step in others.items():
            say(f"reading it with {name} …")
            runs[name].append(_step(step))
    here = {name: max(run.figures[name] for run in ours) for name in ours[0].figures}
    yield Ratio(
        f"reading the corpus, all kinds of mentions, words known : {MEGABYTES_A_SECOND} MB/s",
        here["all"] / MEGABYTES_A_SECOND,
        at_least=1,
        figures={
            "MB/s, all": here["all"],
            **{f"MB/s, {name}": here[name] for name in here if len(name) == 2},
            "MB/s, each document for the first time": here["first"],
        },
    )
    for name, language, goal in (("natasha", "ru", 30.0), ("spacy", "all", None)):
        if name in runs:
            theirs = max(run.figures[language] for run in runs[name])
            what = {"natasha": "names in the Russian part", "spacy": "numbers and dates alone, by a Matcher"}[name]
            yield Ratio(
                f"reading, here with all kinds : {name} ({what})",
                here[language] / theirs,
                at_least=goal,
                figures={
                    "here, MB/s": here[language],
                    f"{name}, MB/s": theirs,
                    f"{name}, peak MB": runs[name][0].megabytes,
                },
            )
    fastest = min(start, key=lambda run: run.figures["seconds"])
    yield Ratio(
        f"imports and set-up of every language, dictionaries included : {SECONDS} s",
        fastest.figures["seconds"] / SECONDS,
        at_most=1,
        figures={f"{name}, s": value for name, value in fastest.figures.items()},
    )
    peak = min(run.megabytes for run in ours)
    yield Ratio(
        f"peak memory of reading the corpus, {CORPUS / 1e6:g} MB : {MEGABYTES} MB",
        peak / MEGABYTES,
        at_most=1,
        figures={"peak MB": peak, "peak MB of set-up alone": fastest.megabytes},
    )
    say(f"texts that repeat one thing {REPETITIONS:,} times …")
    repeated = _step(read_repeated).figures
    yield Ratio(
        "a byte of a text that repeats one thing : a byte of prose, at worst",
        max(repeated.values()),
        at_most=1.5,
        figures={json.dumps(unit, ensure_ascii=False): value for unit, value in repeated.items()},
    )


def _step(function: Callable[[], None]) -> Run:
    name = function.__name__
    return python(f"from tests.bench_reader import {name}; {name}()")()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_reader",
        description="Measure the reader of text against goals and other programs, in one run. "
        "Progress goes to standard error. The exit code does not depend on the ratios.",
    )
    parser.add_argument("--quick", action="store_true", help="one turn instead of three")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    for library in ("OMP", "OPENBLAS", "MKL"):  # one core, for all
        os.environ[f"{library}_NUM_THREADS"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process would compile the code anew
    absent = [name for name in ("natasha", "spacy") if not find_spec(name)]
    ratios = list(measure(1 if arguments.quick else 3))
    show(ratios, arguments.json, not_installed=absent)
    for name in absent if not arguments.json else ():
        print(f"{'–':>8}   not compared with {name}: it is not installed (pip install --editable .[bench])")


if __name__ == "__main__":
    main()
