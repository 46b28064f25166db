"""Questions that a decision may need an answer to: a reason, a value, English, a field after the other."""

from rich.text import Text

from extraction.text import fold
from scripts.annotations import RECORD_TABLES
from scripts.draft.nodes import node_of
from scripts.review.edits import column_at, fields_of, record_of
from scripts.review.items import Item, cell_columns
from scripts.review.keys import latin
from scripts.review.missing import with_values
from scripts.review.screen import Line
from scripts.review.session import Session, Values, title
from scripts.review.terminal import GivenUpError, Terminal
from scripts.versions.opened import printable
from scripts.yaml_reader import Node
from validation.codes import code_lists
from validation.columns import Column
from validation.values import UnfitValueError, read_value


def confirmed(terminal: Terminal, question: str) -> bool:
    """A question that is answered with y."""
    return latin(terminal.line(f"{printable(question)} (y/n)")).lower() in ("y", "yes", "да")


def ask_reason(terminal: Terminal, last: str) -> str:
    """A reason for a dismissal, by its code, the beginning of it or its number; Enter takes the last one again.

    Raises:
        GivenUpError: the answer is no reason of the list.
    """
    _show_codes(terminal, "dismissal_reason")
    written = terminal.line(f"Reason{f' (Enter: {last})' if last else ''}:") or last
    reason = code_begun(written, "dismissal_reason")
    if reason not in {code.code for code in code_lists()["dismissal_reason"]}:
        terminal.say(f"{printable(written)!r} is no reason of the list.", "yellow")
        raise GivenUpError
    return reason


def ask_missing(terminal: Terminal, session: Session, item: Item) -> Values:
    """What an item still lacks: required fields, English of what is Russian. Each may wait."""
    found: dict[tuple[str, ...], str] = {}
    for wanted in session.missing(item):
        about = f"{title(item)}: {wanted.words}" if wanted.words else title(item)
        terminal.show([Line(Text(printable(about)), 2)])
        name = ".".join(wanted.path)
        if wanted.column is not None:
            value = ask_cell(terminal, wanted.column, "Enter: later", name)
        else:
            value = terminal.line(f"{name}: {wanted.title} Enter: later:")
        if value:
            found[wanted.path] = value
    return found


def ask_cell(terminal: Terminal, column: Column, otherwise: str, name: str = "") -> str:
    """A value that fits a column, asked for until it does; "" where it is left out."""
    if column.code_list:
        _show_codes(terminal, column.code_list)
    while True:
        value = terminal.line(f"{printable(name) or column.short}: {column.description} {otherwise}:")
        if column.code_list:
            value = code_begun(value, column.code_list)
        if not value:
            return ""
        try:
            read_value(column, value)
        except UnfitValueError as error:
            terminal.say(f"Expected {error.expected}; {error.remedy}.", "yellow")
        else:
            return value


def ask_fields(terminal: Terminal, node: Node) -> Node:
    """Each text of an item, which Enter keeps and - takes out."""
    terminal.say("Enter keeps a field, - takes it out.")
    answers = {
        path: written
        for path, text in fields_of(node)
        if (written := terminal.line(f"{printable('.'.join(path))} [{printable(text)}]:"))
    }
    for path, written in reversed(answers.items()):  # what is taken out of a list moves only what follows
        node = with_values(node, {path: "" if written == "-" else written})
    return node


def ask_more(terminal: Terminal, node: Node) -> Node | None:
    """One more field; None where the person wants none."""
    written = terminal.line("One more, as field=value (such as events.visit.date=2019-06-09); Enter: done:")
    if not written:
        return None
    name, _, value = written.partition("=")
    path = tuple(name.strip().split("."))
    column = column_at(path)
    if column is not None and column.code_list:
        value = code_begun(value.strip(), column.code_list)
    return with_values(node, {path: value.strip()})


def ask_passage(terminal: Terminal, session: Session, item: Item) -> Node:
    """A passage that states what an open sentence says, with one record.

    Raises:
        GivenUpError: the table that is named is none.
    """
    quote = terminal.line("quote (Enter: the whole sentence):") or item.quote
    wanted = terminal.line(f"table ({', '.join(RECORD_TABLES)}):")
    tables = [name for name in RECORD_TABLES if name == wanted] or [
        name for name in RECORD_TABLES if wanted and name.startswith(wanted)
    ]
    if len(tables) != 1:
        terminal.say(f"{printable(wanted)!r} names no table, or several.", "yellow")
        raise GivenUpError
    key = terminal.line("id of the record:")
    voices = terminal.line(f"voices (of {', '.join(session.voices) or 'none'}), with commas:")
    cells = {
        column.short: value
        for column in cell_columns(tables[0]).values()
        if (value := ask_cell(terminal, column, "Enter: none"))
    }
    listed = [name.strip() for name in voices.split(",") if name.strip()]
    content: dict[str, object] = {"voice": listed} if listed else {}
    content["quote"] = quote
    if fold(quote) == fold(item.quote) and "occurrence" in item.fields:
        content["occurrence"] = str(item.fields["occurrence"].value)
    return node_of({**content, **record_of(tables[0], key, cells)})


def code_begun(written: str, code_list: str) -> str:
    """A code by its number in the list or its beginning, where only one begins so; else what is written."""
    codes = [code.code for code in code_lists()[code_list]]
    if written.isdecimal() and 1 <= int(written) <= len(codes):
        return codes[int(written) - 1]
    begun = [code for code in codes if written and code.startswith(written.lower())]
    return begun[0] if len(begun) == 1 and written not in codes else written


def _show_codes(terminal: Terminal, code_list: str) -> None:
    terminal.show(
        Line(Text.assemble((f"{number:>2} {code.code}", "cyan"), f"  {code.label}: {code.description}"), 2)
        for number, code in enumerate(code_lists()[code_list], 1)
    )
