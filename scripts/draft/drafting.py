"""Drafts one document: reads it, proposes what it states, and puts text, entry and annotation in place together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.files import OpenedFile, UnreadableFileError, open_file
from extraction.lexicon import languages
from extraction.text import Document
from scripts.annotations import read_annotation
from scripts.draft.carry import Carried, Moved, carry
from scripts.draft.entry import SourceEntry, entries_of, entry_of, text_with, text_with_hashes
from scripts.draft.nodes import annotation_node
from scripts.draft.package import is_published, known_in
from scripts.format import layout
from scripts.outputs import only_build, replace_files
from scripts.propose import Proposer
from scripts.propose.known import Known
from scripts.propose.proposals import Proposals, Record
from scripts.sources import FOLDER, LIST
from scripts.yaml_reader import Node, read_yaml
from validation.problems import InvalidDataError, Problem

ANNOTATIONS = "data/annotations"
HEADER = "# yaml-language-server: $schema=annotation.schema.json\n"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft put in place: records proposed by table, open sentences, what moved, fields nobody gave."""

    source_id: str
    is_new: bool
    proposed: Mapping[str, int]
    open: int
    added: int
    moved: tuple[Moved, ...]
    missing: tuple[str, ...]
    changed: Sequence[str]


def draft(
    root: Path,
    file: Path,
    *,
    source_id: str | None = None,
    language: str | None = None,
    given: Mapping[str, str] | None = None,
    again: bool = False,
    write: bool = True,
) -> Drafted:
    """Draft a document into the package at `root`, or bring an earlier draft of it to its present text.

    Args:
        root: the package's folder.
        file: the document.
        source_id: its id; made of publisher and year, or of the file's name, where none is given.
        language: ISO 639-1, where the letters do not tell.
        given: cells of the sources entry that a person gives (full column names).
        again: whether proposals that nobody touched are made anew, though the text is the same.
        write: whether files are written.

    Raises:
        InvalidDataError: the document or a file of the package cannot be read; nothing is written.
        OSError: the files cannot be written; the old ones stand.
    """
    return _Drafting(root, file, source_id, language, given or {}, again, write).run()


class _Drafting:
    """One document on its way into one package."""

    def __init__(
        self,
        root: Path,
        file: Path,
        source_id: str | None,
        language: str | None,
        given: Mapping[str, str],
        again: bool,
        write: bool,
    ) -> None:
        self.root, self.file, self.given = root, file, given
        self.source_id, self.language, self.again, self.write = source_id, language, again, write
        self.problems: list[Problem] = []

    def run(self) -> Drafted:
        opened = self.opened()
        language = self.language or opened.language or ""
        if language not in languages():
            self.refuse("language", language or "a text in another language", " | ".join(languages()), "say --language")
        listed = read_yaml(self.root / LIST, LIST, self.problems)
        known = known_in(self.root, self.problems)
        self.stop()
        entries = entries_of(listed)
        content = opened.text.encode("utf-8")
        document = Document.of(content)
        proposer = Proposer(language, known)
        publisher = self.publisher(opened, known)
        published = self.given.get("published_on") or opened.published_on or ""
        found = _without_other_names(proposer.propose(proposer.read(document.text, publisher, published)), known)
        earlier = self.earlier(opened, document, entries)
        if earlier is None:
            return self.begin(opened, language, document, found, known, entries)
        before = Document.read(self.root / f"{FOLDER}/{earlier}.txt")
        found_before = found
        if before.text != document.text:
            found_before = proposer.propose(proposer.read(before.text, publisher, published))
            found_before = _without_other_names(found_before, known)
        return self.go_on(earlier, entries[earlier], opened, language, before, document, found_before, found)

    def publisher(self, opened: OpenedFile, known: Known) -> str:
        """The publisher's name: as the person gives it by its id, else as the document has it."""
        given = self.given.get("publisher_id", "")
        entity = known.entities.get(("organizations", given))
        names = entity.names.get(self.language or opened.language or "en", ()) if entity else ()
        return names[0] if names else given or opened.publisher or ""

    def opened(self) -> OpenedFile:
        try:
            return open_file(self.file)
        except UnreadableFileError as error:
            self.refuse("file", error.found, error.expected, error.remedy)
            raise

    def earlier(self, opened: OpenedFile, document: Document, entries: Mapping[str, Node]) -> str | None:
        """The source that was drafted from this document before: by the id given, else by its bytes or its text."""
        if self.source_id is not None:
            return self.source_id if self.source_id in entries else None
        hashes = {opened.sha256, document.sha256}
        for source_id, entry in entries.items():
            fields = entry.value if isinstance(entry.value, dict) else {}
            if any(name in fields and fields[name].value in hashes for name in ("sha256", "original_sha256")):
                return source_id
        return None

    def begin(
        self,
        opened: OpenedFile,
        language: str,
        document: Document,
        found: Proposals,
        known: Known,
        entries: Mapping[str, Node],
    ) -> Drafted:
        """A document that the package does not hold."""
        entry = entry_of(
            opened, self.file, document.sha256, language, found, known, self.given, self.source_id, entries
        )
        text, annotation = f"{FOLDER}/{entry.source_id}.txt", f"{ANNOTATIONS}/{entry.source_id}.yaml"
        for path in (text, annotation):
            if (self.root / path).exists():
                remedy = "move that file away, or give another id with --id"
                self.problems.append(Problem(path, None, "file", "a file that no source names", "none", remedy))
        self.stop()
        node = annotation_node(entry.source_id, document, found)
        files = {
            text: document.text.encode("utf-8"),
            LIST: text_with((self.root / LIST).read_text(encoding="utf-8"), entry).encode("utf-8"),
        }
        changed = self.put(files, annotation, HEADER, node, document)
        return self.drafted(entry, True, found, node, Carried(node, (), 0), changed)

    def go_on(
        self,
        source_id: str,
        entry: Node,
        opened: OpenedFile,
        language: str,
        before: Document,
        document: Document,
        found_before: Proposals,
        found: Proposals,
    ) -> Drafted:
        """A document that was drafted before."""
        path, name = f"{FOLDER}/{source_id}.txt", f"{ANNOTATIONS}/{source_id}.yaml"
        if before.sha256 != document.sha256 and is_published(self.root, source_id):
            remedy = "give the new edition an id of its own with --id: a published source is never edited"
            self.refuse("text", f"another text than that of {source_id}", "the text that is published", remedy)
        if read_annotation(self.root / name, name, self.problems) is None or self.problems:
            self.stop()
        old = read_yaml(self.root / name, name, self.problems)
        self.stop()
        assert old is not None
        fresh = annotation_node(source_id, document, found)
        fresh_before = annotation_node(source_id, before, found_before)
        carried = carry(old, before, fresh_before, document, fresh, language, again=self.again)
        hashes = {"sha256": document.sha256, "original_name": self.file.name, "original_sha256": opened.sha256}
        files = {path: document.text.encode("utf-8")}
        if before.sha256 != document.sha256:
            text = (self.root / LIST).read_text(encoding="utf-8")
            files[LIST] = text_with_hashes(text, entry, hashes).encode("utf-8")
        old_text = (self.root / name).read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        changed = self.put(files, name, old_text, carried.node, document)
        return self.drafted(SourceEntry(source_id, {}), False, found, carried.node, carried, changed)

    def put(
        self, files: dict[str, bytes], annotation: str, old_text: str, node: Node, document: Document
    ) -> Sequence[str]:
        """Write all files, or none."""
        formatted = layout(old_text, node, annotation, document, self.problems)
        self.stop()
        files[annotation] = formatted.encode("utf-8")
        if not self.write:
            return list(files)
        with only_build(self.root):
            return replace_files(self.root, files)

    def drafted(
        self,
        entry: SourceEntry,
        is_new: bool,
        found: Proposals,
        node: Node,
        carried: Carried,
        changed: Sequence[str],
    ) -> Drafted:
        counts: dict[str, int] = {}
        for record in found.records:
            counts[record.table] = counts.get(record.table, 0) + 1
        for entity in found.entities:
            counts[entity.table] = counts.get(entity.table, 0) + (not entity.is_known)
        fields = node.value if isinstance(node.value, dict) else {}
        left = fields["open"].value if "open" in fields else []
        missing = entry.missing if is_new else ()
        return Drafted(entry.source_id, is_new, counts, len(left), carried.added, carried.moved, missing, changed)

    def refuse(self, field: str, found: str, expected: str, remedy: str) -> None:
        """Add a problem of the document itself, and stop."""
        self.problems.append(Problem(str(self.file), None, field, found, expected, remedy))
        self.stop()

    def stop(self) -> None:
        if self.problems:
            raise InvalidDataError(self.problems)


def _without_other_names(found: Proposals, known: Known) -> Proposals:
    """Proposals without the names by which this document calls elections and missions that have one already.

    Another wording of a name contradicts nothing; any other cell that differs stays, for a person to weigh.
    """
    rows = {("elections", row["election_id"]): row for row in known.elections}
    rows |= {("missions", row["mission_id"]): row for row in known.missions}

    def kept(record: Record) -> Record:
        row = rows.get((record.table, record.key), {})
        cells = {
            name: value
            for name, value in record.cells.items()
            if not (name.startswith(("name_", "body_")) and row.get(name) and row[name] != value)
        }
        return replace(record, cells=cells)

    found.records = [kept(record) for record in found.records]
    return found
