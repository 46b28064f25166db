"""From what a tool tells back to an annotation file: each span is verified, and each mark put in its place."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from extraction.text import Document, Span, fold
from scripts.exchange.marks import CODED, CORRECTIONS, KINDS, LISTS, NUMBERED, Head, Mark, whole_places
from scripts.exchange.tree import ABOVE, TEXT, as_file, escaped, is_comment, on_one_line, read_line, unescaped
from scripts.format import layout
from scripts.yaml_reader import Node, read_yaml_text
from validation.codes import codes_of
from validation.problems import Problem

_HEAD_WORDS = 8
"""So many words at most begin a dismissal of many sentences whose ends were moved."""

_IN_VERDICT = ("type", "verdict", "passage")


@dataclass(frozen=True, slots=True)
class Told:
    """A mark as the file of a tool has it, not verified.

    Attributes:
        number, kind, codes, is_proposed, body: as in `Mark`.
        spans: where it stands, in code points; several where a tool holds one label on words apart.
        words: what the tool says stands there; None where the format does not say it.
        before, after: what stands around it, for words that stand in several places.
        line: its line in the tool's file, where that has lines.
        where: what names it there.
    """

    number: int | None
    kind: str
    spans: tuple[Span, ...]
    words: str | None
    codes: Mapping[str, str] = field(default_factory=dict)
    is_proposed: bool = False
    body: str = ""
    before: str = ""
    after: str = ""
    line: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Relocated:
    """A mark whose words no longer stood at its position, and stood at one other place."""

    kind: str
    words: str
    position: int
    new_position: int


@dataclass(slots=True)
class Restored:
    """An annotation file as text, its marks, and what was done on the way."""

    text: str
    marks: list[Mark]
    relocated: list[Relocated]
    orphans: list[Mark]


@dataclass(slots=True)
class _Placed:
    """A verified mark with its fields."""

    mark: Mark
    told: Told
    entries: dict[str, Node]

    @property
    def order(self) -> tuple[float, int]:
        return (float("inf") if self.mark.number is None else self.mark.number, self.mark.span.start)


def head_of(told: Sequence[Told], name: str, problems: list[Problem]) -> Head | None:
    """What the mark `document` says; None, and a problem, where it is missing or damaged."""
    heads = [mark for mark in told if mark.kind == "document"]
    if len(heads) != 1:
        expected = "one mark `document`, which says what belongs to the whole file"
        problems.append(
            Problem(name, None, "document", f"{len(heads)} of them", expected, "restore it, or export anew")
        )
        return None
    entries = read_line(heads[0].body, name, heads[0].line, "document", problems)
    if entries is None:
        return None
    values = {key: node.value for key, node in entries.items() if isinstance(node.value, str)}
    rest = entries.get("rest")
    missing = [key for key in ("source", "text", "file", "marks") if not values.get(key)]
    if missing or rest is None or not isinstance(rest.value, dict) or not values["marks"].isdecimal():
        found = f"no {', '.join(missing)}" if missing else "fields that an export does not write"
        problems.append(
            Problem(name, heads[0].line, "document", found, "what the export wrote there", "restore it, or export anew")
        )
        return None
    return Head(values["source"], values["text"], values["file"], int(values["marks"][:9]), rest)


def restore(
    told: Sequence[Told],
    head: Head,
    document: Document,
    layout_document: Document | None,
    name: str,
    problems: list[Problem],
) -> Restored | None:
    """The annotation file that a tool's marks amount to; None, and problems under `name`, where they do not fit.

    `layout_document` is the text that `format` orders passages by.
    """
    before = len(problems)
    return _Restoring(head, document, name, problems).run(told, layout_document, before)


class _Restoring:
    def __init__(self, head: Head, document: Document, name: str, problems: list[Problem]) -> None:
        self.head = head
        self.document = document
        self.name = name
        self.problems = problems
        self.relocated: list[Relocated] = []
        self.orphans: list[Mark] = []
        self.numbered: dict[int, list[_Placed]] = defaultdict(list)

    def run(self, told: Sequence[Told], layout_document: Document | None, before: int) -> Restored | None:
        placed = [one for mark in told if mark.kind != "document" for one in self.placed(mark)]
        placed.sort(key=lambda one: one.order)
        passages = [one for one in placed if one.mark.kind == "passage"]
        for passage in passages:
            self.numbered[passage.mark.number or 0].append(passage)
        lists: dict[str, list[Node]] = defaultdict(list)
        voices: dict[str, list[Node]] = {name: [] for name in _held(self.head.rest, "voices")}
        for one in placed:
            if one.mark.kind == "term":
                self.term(one, passages)
            elif one.mark.kind == "name":
                self.pin(one, passages)
        mentions = self.mentions([one for one in placed if one.mark.kind == "mention"])
        for one in placed:
            kind = one.mark.kind
            if kind in CORRECTIONS:
                lists[kind] += self.correction(one)
            elif kind == "voice":
                voices.setdefault(self.voice(one, voices), []).append(self.item(one))
            elif kind not in ("term", "name", "mention"):
                lists[kind].append(self.item(one))
        lists["mention"] = mentions
        if len(self.problems) > before:
            return None
        tree = self.tree(lists, voices)
        text = as_file(tree)
        node = read_yaml_text(text, self.name, self.problems)
        if node is None or not isinstance(node.value, dict):
            return None
        formatted = layout(text, node, self.name, layout_document, self.problems)
        orphans = {id(mark) for mark in self.orphans}
        marks = [one.mark for one in placed if id(one.mark) not in orphans]
        return None if len(self.problems) > before else Restored(formatted, marks, self.relocated, self.orphans)

    def tree(self, lists: Mapping[str, list[Node]], voices: Mapping[str, list[Node]]) -> Node:
        """The file: what was no mark, and every mark in its list."""
        rest = dict(self.head.rest.value) if isinstance(self.head.rest.value, dict) else {}
        rest["source"] = Node(self.head.source_id, 1)
        for key, kind in LISTS.items():
            if lists.get(kind):
                rest[key] = Node(lists[kind], 1)
        named = {escaped(name): Node(grounds, 1) for name, grounds in voices.items() if grounds}
        _fill(rest, "voices", named)
        _fill(rest, "sentences", {kind: Node(lists[kind], 1) for kind in CORRECTIONS if lists.get(kind)})
        return Node(rest, 1)

    # Spans

    def placed(self, told: Told) -> list[_Placed]:
        """The mark at its verified place, or at each of its places."""
        if told.kind not in KINDS:
            expected = f"one of {', '.join(KINDS)}"
            self.problem(told, "label", told.kind or "nothing", expected, "choose one of these labels")
            return []
        entries = read_line(told.body, self.name, told.line, told.where, self.problems)
        spans = self.verified(told)
        if entries is None or not spans:
            return []
        if len(spans) > 1 and told.kind != "mention":
            self.problem(
                told, "span", f"{len(spans)} runs of words", "one run of words", "mark one run, or several times"
            )
            return []
        for code_list, code in told.codes.items():
            known = CODED.get(told.kind, {}).get(code_list)
            if known is None or known in entries:
                found = f"{code_list} {code!r}" + (f", and {known} beside it" if known else "")
                self.problem(told, code_list, found, f"what a {told.kind} has, once", "remove it")
                return []
            entries[known] = Node(code, 1)
        if not told.is_proposed:
            entries.pop("proposed", None)
        marks = [Mark(told.number, told.kind, span, body=on_one_line(Node(entries, 1))) for span in spans]
        return [_Placed(mark, told, dict(entries)) for mark in marks]

    def verified(self, told: Told) -> list[Span]:
        """The spans, if the words stand there; else the one place where they do."""
        text = self.document.text
        spans = [self.trimmed(span) for span in told.spans if 0 <= span.start < span.end <= len(text)]
        fits = bool(spans) and len(spans) == len(told.spans) and all(span.start < span.end for span in spans)
        stands = fold(" ".join(self.document.slice(span) for span in spans))
        if fits and (told.words is None or stands == fold(told.words)):
            return spans
        if told.words is None or not fold(told.words):
            found = ", ".join(f"{span.start} to {span.end}" for span in told.spans) or "no position"
            expected = f"words between 0 and {len(text)}"
            self.problem(told, "span", found, expected, "mark the words again")
            return []
        return self.searched(told, told.words)

    def searched(self, told: Told, words: str) -> list[Span]:
        places = self.document.find(words)
        if len(places) > 1 and (told.before or told.after):
            text = self.document.text
            places = [
                place
                for place in places
                if text.endswith(told.before, 0, place.start) and text.startswith(told.after, place.end)
            ]
        if len(places) == 1:
            position = told.spans[0].start if told.spans else 0
            self.relocated.append(Relocated(told.kind, fold(words), position, places[0].start))
            return places
        found = f"stands {len(places)} times in the source, and" if places else "stands nowhere in the source,"
        expected, remedy = "words at their position, or at one place", "mark the words again"
        near = None if places else self.document.nearest(words)
        if near is not None:
            remedy += f"; nearest, line {self.document.line_of(near.start)}: {fold(self.document.slice(near))}"
        self.problem(told, "span", f"{fold(words)!r}, which {found} not at the position given", expected, remedy)
        return []

    def trimmed(self, span: Span) -> Span:
        """The span without white space at its ends."""
        words = self.document.slice(span)
        return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))

    # Items

    def item(self, one: _Placed) -> Node:
        """A passage, ground, dismissal, open sentence or entry of the vocabulary as the file writes it."""
        entries, span = one.entries, one.mark.span
        if one.mark.kind == "dismissed" and "through" in entries:
            head, through = self.ends(entries.pop("quote", None), entries.pop("through"), span)
            entries |= {"through": Node(through, 1)} if through else {}
            words, places = head, [Span(place.start, span.end) for place in self.document.find(head)]
        else:
            words = fold(self.document.slice(span))
            places = self.document.find(words)
            if "quote" in entries:
                self.problem(
                    one.told, "quote", "a quote in the fields", "the words that are marked", "remove the field"
                )
        self.count(entries, places, span)
        return self.with_words(one, words)

    def count(self, entries: dict[str, Node], places: Sequence[Span], span: Span) -> None:
        """Say which occurrence it is, where that is in doubt or was said before."""
        if len(places) > 1 or "occurrence" in entries:
            entries["occurrence"] = Node(str(places.index(span) + 1), 1)

    def with_words(self, one: _Placed, words: str) -> Node:
        return Node({**one.entries, "quote": Node(words, 1)}, 1)

    def ends(self, head: Node | None, through: Node, span: Span) -> tuple[str, str]:
        """The words that a long dismissal begins with, and those that it runs to; "" where the first say it all."""
        begin = head.value if head is not None and isinstance(head.value, str) else ""
        end = through.value if isinstance(through.value, str) else ""
        folded = fold(self.document.slice(span))
        if not begin or not folded.startswith(fold(begin)):
            begin = " ".join(folded.split()[:_HEAD_WORDS])
        if self.runs_to(end, span):
            return begin, end
        words = folded.split()
        for count in range(min(_HEAD_WORDS, len(words)), len(words)):
            end = " ".join(words[-count:])
            if self.runs_to(end, span):
                return begin, end
        return folded, ""

    def runs_to(self, words: str, span: Span) -> bool:
        """Whether the first place of some words from the beginning of a span on ends with it."""
        later = (place for place in self.document.find(words) if place.start >= span.start)
        return next(later, Span(0, 0)).end == span.end

    def voice(self, one: _Placed, taken: Mapping[str, object]) -> str:
        """The name of the voice that a ground belongs to; one that a person marked without a name gets a free one."""
        name = one.entries.pop("name", None)
        if name is not None and isinstance(name.value, str) and (name.value.strip() or name.value in taken):
            return name.value
        number = 1
        while f"new-{number}" in taken:
            number += 1
        return f"new-{number}"

    def correction(self, one: _Placed) -> list[Node]:
        """The words of a boundary put right."""
        words = fold(self.document.slice(one.mark.span))
        places = self.document.find(words)
        above = one.entries.pop(ABOVE, None)
        if len(places) > 1:
            found = f"{words!r}, which stands {len(places)} times in the source"
            self.problem(one.told, one.mark.kind, found, "one place", "mark more words")
        if one.entries:
            self.problem(one.told, one.mark.kind, ", ".join(one.entries), "the marked words alone", "remove the fields")
        text = Node(words, 1)
        return [text if above is None else Node({ABOVE: above, TEXT: text}, 1)]

    def mentions(self, marks: Sequence[_Placed]) -> list[Node]:
        """Set-asides: one for all places of some words where each place is marked alike, else one for each place."""
        alike: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
        for one in marks:
            words = fold(self.document.slice(one.mark.span))
            alike[words, on_one_line(Node(dict(sorted(one.entries.items())), 1))].append(one)
        found: list[tuple[tuple[float, int], Node]] = []
        for (words, _), group in alike.items():
            places = self.document.find(words)
            at: dict[Span, list[_Placed]] = {place: [] for place in places}
            for one in group:
                at[one.mark.span].append(one)
            whole = 0 if "occurrence" in group[0].entries else min(len(ones) for ones in at.values())
            for index in range(whole):
                first = min((ones[index] for ones in at.values()), key=lambda one: one.order)
                found.append((first.order, self.with_words(first, words)))
            for place, ones in at.items():
                for one in ones[whole:]:
                    self.count(one.entries, places, place)
                    found.append((one.order, self.with_words(one, words)))
        return [node for _, node in sorted(found, key=lambda pair: pair[0])]

    # What stands in a passage

    def term(self, one: _Placed, passages: Sequence[_Placed]) -> None:
        """Put a term back into the verdict that it belongs to."""
        home = self.home(one, passages, lambda passage: len(_verdicts(passage)) == 1)
        if home is None:
            return
        verdicts = _verdicts(home)
        named = one.entries.get("verdict")
        key = named.value if named is not None else next(iter(verdicts), "") if len(verdicts) == 1 else ""
        record = verdicts.get(key) if isinstance(key, str) else None
        kind = one.entries.get("type")
        if record is None or not isinstance(record.value, dict):
            expected = f"one of {', '.join(verdicts) or 'the verdicts of a passage; its passage states none'}"
            self.problem(one.told, "verdict", str(key) or "nothing", expected, "name it under `verdict`")
            return
        if kind is None or kind.value not in codes_of("term_type"):
            found = "nothing" if kind is None else str(kind.value)
            self.problem(one.told, "term_type", found, f"one of {', '.join(codes_of('term_type'))}", "choose one")
            return
        fields = {name: node for name, node in one.entries.items() if name not in _IN_VERDICT}
        places = self.inside(one, home)
        if places:
            self.count(fields, places, one.mark.span)
            words = Node(fold(self.document.slice(one.mark.span)), 1)
            _append(record.value, "terms", Node({str(kind.value): words, **fields}, 1))

    def pin(self, one: _Placed, passages: Sequence[_Placed]) -> None:
        """Put a name back into the passage that pins it."""
        home = self.home(one, passages, lambda passage: True)
        if home is not None and self.inside(one, home):
            form = Node(fold(self.document.slice(one.mark.span)), 1)
            fields = {name: node for name, node in one.entries.items() if name != "passage"}
            _append(home.entries, "names", Node({**fields, "form": form}, 1))

    def inside(self, one: _Placed, home: _Placed) -> list[Span]:
        """The places in the passage of the words of a mark; none, and a problem, where the mark is not one of them."""
        words = fold(self.document.slice(one.mark.span))
        places = whole_places(self.document, words, home.mark.span)
        if one.mark.span in places:
            return places
        expected = f"whole words of its passage, {fold(self.document.slice(home.mark.span))!r}"
        self.problem(one.told, "span", repr(words), expected, "move one of them, or delete this mark")
        return []

    def home(self, one: _Placed, passages: Sequence[_Placed], fits: Callable[[_Placed], bool]) -> _Placed | None:
        """The passage that a mark names, or else the narrowest that holds it and `fits`."""
        named = one.entries.get("passage")
        written = str(named.value) if named is not None else ""
        number = int(written) if NUMBERED.match(written) else None
        if number is not None:
            numbered = self.numbered[number]
            if numbered:
                return next((passage for passage in numbered if _holds(passage, one)), numbered[0])
            if max(number, one.mark.number or 0) <= self.head.marks:  # both are of the export: the passage was deleted
                self.orphans.append(one.mark)
                return None
        fitting = [passage for passage in passages if named is None and _holds(passage, one) and fits(passage)]
        if fitting:
            return min(fitting, key=lambda passage: passage.mark.span.end - passage.mark.span.start)
        found = "no passage that holds it" if named is None else f"passage {named.value}"
        self.problem(one.told, "passage", found, "a passage around it", "name its number under `passage`")
        return None

    def problem(self, told: Told, where: str, found: str, expected: str, remedy: str) -> None:
        where = f"{told.where}: {where}" if told.where else where
        self.problems.append(Problem(self.name, told.line, where, found, expected, remedy))


def _holds(passage: _Placed, one: _Placed) -> bool:
    """Whether a passage's words hold those of a mark."""
    return passage.mark.span.start <= one.mark.span.start and one.mark.span.end <= passage.mark.span.end


def _verdicts(passage: _Placed) -> dict[str, Node]:
    verdicts = passage.entries.get("verdicts")
    return verdicts.value if verdicts is not None and isinstance(verdicts.value, dict) else {}


def _append(entries: dict[str, Node], key: str, item: Node) -> None:
    """Add an item to a list of a mapping, which is made where it is missing."""
    held = entries.get(key)
    items = held.value if held is not None and isinstance(held.value, list) else []
    entries[key] = Node([*items, item], 1)


def _held(rest: Node, key: str) -> list[str]:
    """The names in a mapping of what is no mark."""
    held = rest.value.get(key) if isinstance(rest.value, dict) else None
    return (
        [unescaped(name) for name in held.value if not is_comment(name)]
        if held and isinstance(held.value, dict)
        else []
    )


def _fill(rest: dict[str, Node], key: str, entries: Mapping[str, Node]) -> None:
    """Add entries to a mapping of the file; names that nothing was added to go, and so does a mapping without any."""
    held = rest.get(key)
    before = held.value if held is not None and isinstance(held.value, dict) else {}
    after = {name: value for name, value in {**before, **entries}.items() if value.value != ""}
    if any(not is_comment(name) for name in after):
        rest[key] = Node(after, 1)
    elif before:
        rest.pop(key)
