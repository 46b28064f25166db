"""A package without the texts that may not be redistributed is valid; with a text, it is checked in full."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from tests.copies import edit_descriptor, problems_in, seal
from tests.validation.faults import put
from validation.checks import check
from validation.package import REDISTRIBUTABLE, Package, read_package

SOURCE = "russia-osce-2019"
PATH = f"data/sources/{SOURCE}.txt"
QUOTE = "verdicts/russia-osce-2019.congratulation/overall@russia-osce-2019:64-175"


def fields(package: Package) -> set[str]:
    return {problem.field for problem in check(package)}


@pytest.fixture
def unread(package: Package) -> Package:
    """The small package without the text of one source, and without the texts of its sentences."""
    own = package.tables["sentences"]["source_id"] == SOURCE
    package.tables["sentences"].loc[own, "text"] = None
    texts = {source_id: text for source_id, text in package.texts.items() if source_id != SOURCE}
    return dataclasses.replace(package, texts=texts)


def free(package: Package) -> Package:
    put("sources", SOURCE, rights=REDISTRIBUTABLE)(dict(package.tables))
    return package


def test_without_a_text_the_rest_is_checked(unread: Package) -> None:
    assert unread.without_text == (SOURCE,)
    assert check(unread) == []


def test_sentences_may_be_empty_while_the_text_is_at_hand(package: Package, unread: Package) -> None:
    assert check(dataclasses.replace(unread, texts=package.texts)) == []


def test_the_sentences_of_a_free_source_have_their_texts(unread: Package) -> None:
    sentences = unread.tables["sentences"]
    own = sentences.loc[sentences["source_id"] == SOURCE, "sentence_id"]
    assert fields(free(unread)) == {f"sentences.{record}.text" for record in own}


def test_without_a_text_a_quote_is_still_as_long_as_its_place(unread: Package) -> None:
    put("evidence", QUOTE, quote="Congratulations.")(dict(unread.tables))
    assert f"evidence.{QUOTE}.quote" in fields(unread)


def test_without_a_text_sentences_still_lie_within_its_length(unread: Package) -> None:
    put("sources", SOURCE, characters=500)(dict(unread.tables))
    assert any(field.startswith("sentences.") and field.endswith(".end_char") for field in fields(unread))


def test_without_a_text_the_status_of_a_sentence_still_follows_from_evidence(unread: Package) -> None:
    put("sentences", "russia-osce-2019:532-561", status="stated", reason=None)(dict(unread.tables))
    assert fields(unread) == {"sentences.russia-osce-2019:532-561.status"}


# Packages on disk


def without_text(copy: Path) -> Path:
    """A copy from which one text was left out, and its resource with it."""
    (copy / PATH).rename(copy.parent / "text")

    def forget(descriptor: dict[str, object]) -> None:
        resources = descriptor["resources"]
        assert isinstance(resources, list)
        descriptor["resources"] = [found for found in resources if found["path"] != PATH]

    edit_descriptor(copy, forget)
    return copy


def test_a_package_without_the_text_is_read_and_valid(copy: Path) -> None:
    root = without_text(copy)
    package = read_package(root / "datapackage.json", problems := [])
    assert problems == []
    assert package is not None
    assert package.without_text == (SOURCE,)
    assert problems_in(root) == ()


def test_a_text_put_back_is_checked_hash_included(copy: Path) -> None:
    root = without_text(copy)
    text = (copy.parent / "text").read_bytes()
    (root / PATH).write_bytes(text)
    package = read_package(root / "datapackage.json", [])
    assert package is not None
    assert package.without_text == ()
    assert problems_in(root) == ()
    (root / PATH).write_bytes(text.replace(b"congratulate", b"felicitates!"))
    assert f"sources.{SOURCE}.sha256" in {problem.field for problem in problems_in(root)}


@pytest.mark.parametrize("kind", ["folder", "dangling link", "no text"])
def test_what_stands_in_the_place_of_a_text_and_is_none_is_named(kind: str, copy: Path) -> None:
    place = without_text(copy) / PATH
    if kind == "folder":
        place.mkdir()
    elif kind == "dangling link":
        place.symlink_to(copy / "nowhere")
    else:
        place.write_bytes(b"\xff\xfe")
    assert PATH in {problem.file for problem in problems_in(copy)}


def test_a_text_that_the_descriptor_names_must_be_there(copy: Path) -> None:
    (copy / PATH).unlink()
    assert PATH in {problem.file for problem in problems_in(copy)}


def test_the_text_of_a_free_source_must_be_there(copy: Path) -> None:
    root = without_text(copy)
    for format_ in ("csv", "parquet"):
        path = root / f"data/tables/sources.{format_}"
        frame = pd.read_csv(path, dtype=str) if format_ == "csv" else pd.read_parquet(path)
        frame.loc[frame["source_id"] == SOURCE, "rights"] = REDISTRIBUTABLE
        if format_ == "csv":
            frame.to_csv(path, index=False, lineterminator="\n")
        else:
            frame.to_parquet(path)
    seal(root)
    assert PATH in {problem.file for problem in problems_in(root)}
