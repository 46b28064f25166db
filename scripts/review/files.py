"""The files of a source under review: read together, and changed by one decision at a time, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.text import Document, UnreadableTextError
from scripts.accepted import VOCABULARY_FOLDER, take_accepted, vocabulary_with
from scripts.annotations import annotation_of, closest
from scripts.draft.package import known_in
from scripts.format import Comments, entry_lines, layout
from scripts.outputs import only_build, replace_files
from scripts.review.places import Places, text_of
from scripts.review.session import Decision, Session
from scripts.review.undo import FOLDER, ChangedByHandError, Step, change_of, read_steps, steps_bytes, undone
from scripts.sources import FOLDER as FOLDER_OF_TEXTS
from scripts.sources import LIST
from scripts.vocabulary import read_entry
from scripts.yaml_reader import Node, parse_yaml, read_yaml
from validation.codes import codes_of
from validation.paths import inside
from validation.problems import InvalidDataError, Problem
from validation.tables import columns

ANNOTATIONS = "data/annotations"


class CommentsLostError(Exception):
    """A decision takes out an item with a comment above it, which has no other place; `comments` gives line → words."""

    def __init__(self, comments: Mapping[int, str]) -> None:
        super().__init__(", ".join(comments.values()))
        self.comments = comments


@dataclass(frozen=True)
class Reviewed:
    """A source as it stands on the disk.

    Attributes:
        root: the package's folder.
        session: what there is to decide.
        text: of the annotation file, as it was read.
        steps: the decisions that can be undone, the last one last.
    """

    root: Path
    session: Session
    text: str
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """The annotation file, from the package's folder."""
        return _annotation_of(self.session.source_id)

    @property
    def decided(self) -> int:
        """How many items were decided, as far as the kept decisions go back."""
        return sum(step.items for step in self.steps)

    def write(self, decision: Decision, *, drop_comments: bool = False) -> "Reviewed":
        """Put a decision on the disk, and give the source as it then stands.

        Accepted vocabulary goes to data/vocabulary.

        Raises:
            ChangedByHandError: a file was changed since it was read; nothing is written.
            CommentsLostError: a comment would be lost; nothing is written unless `drop_comments`.
            InvalidDataError: what is to be written does not fit the package; nothing is written.
            OSError: a file cannot be written; the old ones stand.
        """
        with only_build(self.root):
            self._require_unchanged()
            problems: list[Problem] = []
            node, accepted = take_accepted(decision.annotation, self.name)
            files = {self.name: self._laid_out(node, problems, drop_comments=drop_comments)}
            if decision.entry is not self.session.entry:
                text = _read(self.root, LIST)
                files[LIST] = with_entry(text, self.session.source_id, decision.entry)
            changed = vocabulary_with(self.root, accepted, problems)
            for one in accepted:
                path = f"{VOCABULARY_FOLDER}/{one.table}.yaml"
                if path in changed:
                    entries = parse_yaml(changed[path].decode("utf-8")).value
                    entry = entries[one.record_id] if isinstance(entries, dict) else one.entry
                    read_entry(one.table, one.record_id, entry, path, problems)
            _stop_at(problems)
            files |= {path: content.decode("utf-8") for path, content in changed.items()}
            before = {path: _read(self.root, path) for path in files}
            changes = tuple(change_of(path, before[path], text) for path, text in files.items() if before[path] != text)
            step = Step(decision.what, decision.order, decision.items, changes)
            return self._put(files, (*self.steps, step), known_again=bool(changed))

    def undo(self) -> "Reviewed":
        """Take back the last decision.

        Raises:
            IndexError: there is none.
            ChangedByHandError: a file that it changed was changed since; nothing is written.
            OSError: a file cannot be written; the old ones stand.
        """
        with only_build(self.root):
            step = self.steps[-1]
            files = {change.path: undone(change, _read(self.root, change.path)) for change in step.changes}
            return self._put(files, self.steps[:-1], known_again=any("vocabulary" in path for path in files))

    def _put(self, files: Mapping[str, str], steps: tuple[Step, ...], *, known_again: bool) -> "Reviewed":
        journal = {_steps_of(self.session.source_id): steps_bytes(steps)}
        replace_files(self.root, {path: text.encode("utf-8") for path, text in files.items()} | journal)
        text = files.get(self.name, self.text)
        problems: list[Problem] = []
        known = known_in(self.root, problems) if known_again else self.session.known
        entry = self.session.entry
        if LIST in files:
            entry = _entry_in(parse_yaml(files[LIST]), self.session.source_id, problems)
        _stop_at(problems)
        session = replace(self.session, entry=entry, annotation=parse_yaml(text), known=known)
        return Reviewed(self.root, session, text, steps)

    def _laid_out(self, node: Node, problems: list[Problem], *, drop_comments: bool) -> str:
        found: list[Problem] = []
        formatted = layout(_plain(self.text), node, self.name, None, found)  # it is in order
        lost = {problem.line: problem.found for problem in found if problem.field == "comment" and problem.line}
        if lost and not drop_comments:
            raise CommentsLostError(lost)
        if lost:
            lines = _plain(self.text).split("\n")
            for line in lost:
                lines[line - 1] = ""
            formatted = layout("\n".join(lines), node, self.name, None, problems)
        else:
            problems += found
        return formatted

    def _require_unchanged(self) -> None:
        """Fail where somebody has changed what the person decided on."""
        if _read(self.root, self.name) != self.text:
            raise ChangedByHandError(self.name)
        problems: list[Problem] = []
        entry = _entry_in(read_yaml(self.root / LIST, LIST, problems), self.session.source_id, problems)
        if problems or _said(entry) != _said(self.session.entry):
            raise ChangedByHandError(LIST)


def open_source(root: Path, source_id: str) -> Reviewed:
    """Read a source for review; an accepted vocabulary that still stands in its file counts as decided.

    Raises:
        InvalidDataError: a file cannot be read, or holds what review cannot keep.
        OSError: likewise.
    """
    name = _annotation_of(source_id)
    with only_build(root):
        problems: list[Problem] = []
        listed = read_yaml(root / LIST, LIST, problems)
        _stop_at(problems)
        entry = _entry_in(listed, source_id, problems)
        _stop_at(problems)
        node = read_yaml(root / name, name, problems)
        _stop_at(problems)
        assert node is not None
        language = text_of(entry.value if isinstance(entry.value, dict) else {}, "language")
        if language not in codes_of("language"):
            expected = " | ".join(codes_of("language"))
            found = language or "nothing"
            problems.append(Problem(LIST, entry.line, f"{source_id}.language", found, expected, "add it"))
        document = _document(root, source_id, entry, problems)
        annotation_of(take_accepted(node, name)[0], name, problems)
        known = known_in(root, problems)
        _stop_at(problems)
        assert document is not None
        text = _read(root, name)
        layout(_plain(text), node, name, None, problems)
        _stop_at(problems)
        session = Session(source_id, language, entry, node, Places(document, language, node), known)
        return Reviewed(root, session, text, read_steps(root / _steps_of(source_id)))


def undecided_sources(root: Path) -> dict[str, int]:
    """Sources with something undecided → how many items; files that cannot be read are left to the build.

    Raises:
        InvalidDataError: the list of sources cannot be read.
    """
    problems: list[Problem] = []
    listed = read_yaml(root / LIST, LIST, problems)
    _stop_at(problems)
    entries = listed.value if listed is not None and isinstance(listed.value, dict) else {}
    found = {}
    for source_id, entry in entries.items():
        path = root / _annotation_of(source_id)
        is_entry_proposed = isinstance(entry.value, dict) and "proposed" in entry.value
        count = int(is_entry_proposed) + (_undecided_in(path, source_id) if path.is_file() else 0)
        if count:
            found[source_id] = count
    return found


def with_entry(text: str, source_id: str, entry: Node) -> str:
    """sources.yaml with another content of one entry; comments inside it are put above it, the rest is untouched."""
    entries = parse_yaml(text).value
    assert isinstance(entries, dict)
    lines = text.splitlines()
    first = entries[source_id].line - 1
    last = next((other.line - 1 for other in entries.values() if other.line - 1 > first), len(lines))
    while not lines[last - 1].strip() or lines[last - 1].startswith("#"):  # belongs to what follows
        last -= 1
    comments = [words for line, words in sorted(Comments(text).left.items()) if first < line <= last]
    order = ["proposed", *(column.short for column in columns("sources"))]
    fields = entry.value if isinstance(entry.value, dict) else {}
    ordered = sorted(fields, key=lambda name: order.index(name) if name in order else len(order))
    content = Node({name: fields[name] for name in ordered}, entry.line)
    lines[first:last] = [*comments, *entry_lines(source_id, content)]
    return "\n".join(lines) + "\n"


def _annotation_of(source_id: str) -> str:
    return f"{ANNOTATIONS}/{source_id}.yaml"


def _steps_of(source_id: str) -> str:
    return f"{FOLDER}/{source_id}.json"


def _read(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode("utf-8")


def _plain(text: str) -> str:
    """A text as its lines are counted."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _stop_at(problems: Sequence[Problem]) -> None:
    if problems:
        raise InvalidDataError(problems)


def _entry_in(listed: Node | None, source_id: str, problems: list[Problem]) -> Node:
    """The entry of a source."""
    entries = listed.value if listed is not None and isinstance(listed.value, dict) else {}
    if source_id not in entries:
        remedy = closest(source_id, entries, "did you mean {!r}?".format, "draft the document first")
        problems.append(Problem(LIST, None, "source", repr(source_id), "the id of a source", remedy))
        return Node({}, 1)
    return entries[source_id]


def _document(root: Path, source_id: str, entry: Node, problems: list[Problem]) -> Document | None:
    """The text, as the entry's hash has it."""
    fields = entry.value if isinstance(entry.value, dict) else {}
    name = text_of(fields, "path") or f"{FOLDER_OF_TEXTS}/{source_id}.txt"
    target = inside(root, name)
    try:
        if target is None:
            raise PermissionError(None, "a path that leads out of the package")
        document = Document.read(target)
    except (OSError, UnreadableTextError) as error:
        found = getattr(error, "strerror", None) or str(error)
        problems.append(Problem(name, None, "source", found, "the text of the source", "restore it"))
        return None
    wanted = text_of(fields, "sha256")
    if document.sha256 != wanted:
        remedy = "restore it, or run `election-facts draft` on the changed document"
        found = f"bytes with the hash {document.sha256}"
        problems.append(Problem(name, None, "source", found, wanted or "a hash", remedy))
    return document


def _undecided_in(path: Path, source_id: str) -> int:
    content = path.read_bytes()
    if b"proposed" not in content and b"open:" not in content:
        return 0
    problems: list[Problem] = []
    node = read_yaml(path, path.name, problems)
    annotation = annotation_of(node, path.name, problems) if node is not None else None
    return annotation.undecided.proposed + annotation.undecided.open if annotation is not None else 0


def _said(node: Node) -> object:
    """What a node says, apart from lines."""
    if isinstance(node.value, dict):
        return {key: _said(value) for key, value in node.value.items()}
    return [_said(item) for item in node.value] if isinstance(node.value, list) else node.value
