"""The walk through what is undecided about a source: shows an item, reads a key, and writes each decision at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from scripts.review.asking import ask_fields, ask_missing, ask_more, ask_passage, ask_reason, confirmed
from scripts.review.bulk import acceptable, left_for_later
from scripts.review.checks import Checked, Checks, check_new
from scripts.review.edits import draft_of, placed, read_items, text_of_item
from scripts.review.files import CommentsLostError, Reviewed, open_source
from scripts.review.items import NAMES, Item
from scripts.review.keys import KEYS, footer, key_named, latin
from scripts.review.missing import with_values
from scripts.review.screen import Line, counts_in_words, item_lines, problem_line, words_lines
from scripts.review.session import Decision, New, Session, changed_annotation, title
from scripts.review.terminal import GivenUpError, Terminal
from scripts.review.undo import ChangedByHandError
from scripts.versions.opened import printable
from scripts.yaml_reader import Node
from validation.problems import InvalidDataError, Problem

_MOST_PROBLEMS = 10


class Walk:
    """One person at one source."""

    def __init__(self, reviewed: Reviewed, terminal: Terminal) -> None:
        self.reviewed = reviewed
        self.terminal = terminal
        self.at = 0
        self.reason = ""
        self.is_over = False
        self.actions: Mapping[str, Callable[[Item], None]] = {
            "a": self.accept,
            "e": self.edit,
            "r": self.reject,
            "d": self.dismiss,
            "s": self.skip,
            "b": self.back,
            "u": self.undo,
            "A": self.accept_rule,
            "t": self.go_to_table,
            "E": self.ask_english,
            "?": self.help,
            "q": self.quit,
        }

    @property
    def session(self) -> Session:
        """What there is to decide, as it stands."""
        return self.reviewed.session

    def run(self) -> None:
        """Walk until nothing is left, or the person leaves. Everything decided is written by then."""
        try:
            while not self.is_over:
                try:
                    if self.session.undecided:
                        self.step()
                    else:
                        self.finish()
                except GivenUpError:
                    self.terminal.say("Given up; nothing was decided.", "yellow")
        except (KeyboardInterrupt, EOFError):
            self.terminal.space()
        if self.session.undecided:
            left = counts_in_words(self.session.undecided)
            self.terminal.say(f"{self.reviewed.decided} decided. Left: {left}.")
            self.terminal.say(f"Go on: election-facts review {self.session.source_id}")

    def step(self) -> None:
        """One item and one key."""
        if self.at >= len(self.session.undecided):
            self.at = 0
            self.terminal.space()
            self.terminal.say(f"The end. Left: {counts_in_words(self.session.undecided)}. From the beginning:", "bold")
        item = self.session.undecided[self.at]
        self.show(item)
        typed = self.terminal.key()
        key = key_named(typed)
        if not key:
            self.terminal.say(f"{printable(typed)!r} is no key here; ? shows them.", "yellow")
            return
        self.actions[key](item)

    def show(self, item: Item) -> None:
        """The screen of an item."""
        count = self.reviewed.decided + len(self.session.undecided)
        position = (self.reviewed.decided + self.at + 1, count)
        checked = Checks(self.session).of(item)
        self.terminal.space()
        self.terminal.show(item_lines(self.session, item, position, checked, marks=self.terminal.marks))
        english = any(self.session.missing(one) for one in self.session.items if not one.is_undecided)
        for line in footer(item, self.terminal.width, is_english_left=english):
            self.terminal.say(line, "dim")

    # Moving

    def skip(self, item: Item) -> None:
        """Leave an item undecided and go on."""
        self.at += 1

    def back(self, item: Item) -> None:
        """Go to the undecided item before."""
        if self.at == 0:
            self.terminal.say("This is the first one.", "yellow")
        self.at = max(self.at - 1, 0)

    def go_to_table(self, item: Item) -> None:
        """Go to the next item of a table or kind that the person names by its first letters."""
        undecided = self.session.undecided
        counts: dict[str, int] = {}
        for one in undecided:
            for name in _names(one):
                counts[name] = counts.get(name, 0) + 1
        listed = ", ".join(f"{name} {count}" for name, count in counts.items())
        wanted = self.terminal.line(f"Next of ({listed}):")
        ahead = [*range(self.at + 1, len(undecided)), *range(self.at + 1)]
        found = next((number for number in ahead for name in _names(undecided[number]) if _begins(name, wanted)), None)
        if found is None:
            self.terminal.say(f"Nothing of {printable(wanted) or 'that'!r} is left.", "yellow")
        else:
            self.at = found

    def help(self, item: Item) -> None:
        """What the keys do."""
        for key in KEYS:
            self.terminal.show([Line(Text.assemble((f"{key.key}  {key.name:<10}", "bold"), f"  {key.help}"), 2)])
        self.terminal.say("Enter, space and → skip, ← goes back. Ctrl-C leaves a question, or the review.")
        self.terminal.say("Set EDITOR or VISUAL to edit in an editor; without one each field is asked for.")

    def quit(self, item: Item) -> None:
        """Leave."""
        self.is_over = True

    def finish(self) -> None:
        """Where nothing is left: what the build will ask for, and a last chance to take a decision back."""
        self.terminal.space()
        self.terminal.say(f"Nothing is left to decide in {self.session.source_id}.", "bold")
        later = left_for_later(self.session, self.reviewed.name)
        for problem in later[:_MOST_PROBLEMS]:
            self.terminal.say(str(problem))
        if len(later) > _MOST_PROBLEMS:
            self.terminal.say(f"… and {len(later) - _MOST_PROBLEMS} more", "dim")
        self.terminal.say("Next: election-facts build")
        self.is_over = True
        is_english_missing = any(self.session.missing(item) for item in self.session.items)
        keys = [*(["E english"] if is_english_missing else []), *(["u undo"] if self.reviewed.steps else [])]
        if not keys:
            return
        self.terminal.say("  ".join((*keys, "any other key ends")), "dim")
        action = {"u": self.undo, "E": self.ask_english}.get(key_named(self.terminal.key()))
        if action is not None:
            self.is_over = False
            action()

    # Deciding

    def accept(self, item: Item) -> None:
        """Accept an item, and what it needs."""
        if item.kind == "open":
            self.terminal.say("Nothing is proposed here: e states what it says, d dismisses it.", "yellow")
            return
        needed = self.session.dependencies(item)
        if needed and not self.goes_along(needed):
            return
        checks = Checks(self.session)
        if not all(self.is_sound(checks.of(one), one) for one in (*needed, item)):
            return
        values = {id(one.node): ask_missing(self.terminal, self.session, one) for one in (*needed, item)}
        for one in (*needed, item):
            given = values[id(one.node)]
            if self.lacks(self.session, one, with_values(one.node, given)):
                if given:
                    self.write(self.session.fill(one, given))
                self.at += one is item
                return
        self.write(self.session.accept((*needed, item), values))

    def lacks(self, session: Session, item: Item, node: Node) -> bool:
        """Whether an item lacks something without which it stays proposed; says what."""
        left = [".".join(wanted.path) for wanted in session.missing(item, node) if wanted.is_needed]
        if left:
            self.terminal.say(f"Still proposed: {printable(title(item))} has no {', '.join(left)}.", "yellow")
        return bool(left)

    def goes_along(self, needed: Sequence[Item]) -> bool:
        """Whether to accept what an item needs with it; or go there first."""
        self.terminal.say("It needs what is still proposed:")
        for one in needed:
            self.terminal.show([Line(Text(f"{NAMES[one.kind]}: {printable(title(one))}"), 2)])
        match latin(self.terminal.line("y accept them along, g go to the first of them, n leave it:")):
            case "y":
                return True
            case "g":
                self.at = next(number for number, one in enumerate(self.session.undecided) if one is needed[0])
        return False

    def is_sound(self, checked: Checked, item: Item) -> bool:
        """Whether an item can be accepted as it stands."""
        if checked.faults:
            self.terminal.say(f"{title(item)} cannot be accepted as it stands:", "red")
            self.terminal.show(problem_line(problem, 2) for problem in checked.faults)
            self.terminal.say("e changes it.")
            return False
        if checked.doubts:
            self.terminal.show(problem_line(problem, 2) for problem in checked.doubts)
            return confirmed(self.terminal, f"The build will ask for this. Accept {title(item)} all the same?")
        return True

    def ask_english(self, item: Item | None = None) -> None:
        """Ask for the English that was left for later, one decided item after the other; Ctrl-C stops."""
        place = self.session.undecided[self.at].order[:4] if item is not None else (0, 0, 0, 0)
        done = (-1, -1, -1, -1, -1)
        while True:
            left = [one for one in self.session.items if not one.is_undecided and one.order > done]
            one = next((one for one in left if self.session.missing(one)), None)
            if one is None:
                self.terminal.say("No other English is missing.")
                break
            done = one.order
            self.terminal.space()
            self.terminal.show(words_lines(self.session, one, marks=self.terminal.marks))
            values = ask_missing(self.terminal, self.session, one)
            if values:
                self.write(self.session.fill(one, values))
            self.at = self.session.after(place)

    def accept_rule(self, item: Item) -> None:
        """Accept everything that the rule of an item proposes, as far as it can stand, with what that needs."""
        if not item.rule:
            self.terminal.say("No rule proposes this.", "yellow")
            return
        chosen, faulty = acceptable(self.session, lambda one: one.rule == item.rule)
        needed = sum(one.rule != item.rule for one in chosen)
        if not chosen:
            self.terminal.say(f"None of {item.rule} can be accepted as it stands.", "yellow")
            return
        words = [f"Accept {len(chosen) - needed} of the rule {item.rule}"]
        if needed:
            words.append(f"with {needed} voices and entries of the vocabulary that they need")
        if faulty:
            words.append(f"but not {faulty} with something to mend")
        if self.session.language != "en":
            words.append("without their English")
        if confirmed(self.terminal, f"{', '.join(words)}?"):
            self.write(self.session.accept_all(chosen, f"{len(chosen)} by the rule {item.rule}", item.order[:4]))

    def reject(self, item: Item) -> None:
        """Take an item out, after a question where others need it."""
        if item.kind in ("open", "entry"):
            kinds = {
                "open": "An open sentence is dismissed (d) or stated (e).",
                "entry": "The entry can be changed (e).",
            }
            self.terminal.say(kinds[item.kind], "yellow")
            return
        users = self.session.users(item)
        if item.kind == "voices" and len([one for one in self.session.items if one.name == item.name]) > 1:
            users = ()  # it keeps other grounds
        if users:
            consequence = (
                "the voice is taken out of them" if item.kind == "voices" else "they will name what nothing makes"
            )
            if not confirmed(self.terminal, f"{counts_in_words(users)} need {title(item)}; {consequence}. Reject it?"):
                return
        self.write(self.session.reject(item))

    def dismiss(self, item: Item) -> None:
        """Dismiss the sentences of an item."""
        numbers = self.session.places.numbers(item.place)
        if not numbers:
            self.terminal.say("It has no sentence.", "yellow")
            return
        stated = self.session.decided_in(numbers)
        if stated:
            names = "; ".join(title(one) for one in stated)
            self.terminal.say(f"Already decided in this sentence: {printable(names)}. Change that first.", "yellow")
            return
        others = [one for one in self.session.in_sentences(numbers) if one is not item and one.kind != "open"]
        names = "; ".join(title(one) for one in others)
        if others and not confirmed(self.terminal, f"This also takes out {names}. Dismiss?"):
            return
        self.reason = ask_reason(self.terminal, self.reason)
        self.write(self.session.dismiss(item, self.reason))

    def undo(self, item: Item | None = None) -> None:
        """Take back the last decision."""
        if not self.reviewed.steps:
            self.terminal.say("There is no decision to take back.", "yellow")
            return
        step = self.reviewed.steps[-1]
        try:
            self.reviewed = self.reviewed.undo()
        except ChangedByHandError as error:
            self.terminal.say(
                f"{error.path} was changed by hand after “{printable(step.what)}”: nothing was undone.", "red"
            )
            self.read_anew()
            return
        except OSError as error:
            self.terminal.say(f"Cannot write: {error}. Nothing was undone.", "red")
            return
        self.at = self.session.after(step.order)
        self.terminal.say(f"Undone: {printable(step.what)}.", "green")

    def edit(self, item: Item) -> None:
        """Change an item, and accept what comes back."""
        path = draft_of(self.reviewed.root, self.session, item)
        if self.terminal.editor:
            try:
                self.edit_text(item, path)
                return
            except OSError as error:
                self.terminal.say(f"{error}; each field is asked for instead.", "yellow")
        if item.kind != "open":
            self.edit_by_field(item)
        elif not self.take(item, [("passages", "", ask_passage(self.terminal, self.session, item))], ()):
            self.terminal.say("Nothing was decided.", "yellow")

    def edit_text(self, item: Item, path: Path) -> None:
        """Edit an item in the person's editor until it can stand, or the person gives up."""
        if path.exists():
            self.terminal.say("This goes on with the text that you left; empty it to start anew.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text_of_item(self.session, item), encoding="utf-8")
        while True:
            if not self.terminal.edit(path):
                self.terminal.say("Not saved; nothing was decided.", "yellow")
                return
            if not path.read_bytes().strip():
                path.unlink()
                self.terminal.say("Empty; nothing was decided.", "yellow")
                return
            problems: list[Problem] = []
            new = read_items(path, self.session, item, problems)
            if self.take(item, new, problems, path.name):
                path.unlink(missing_ok=True)
                return
            if latin(self.terminal.line("e edit again, g give up (the text is kept):")) != "e":
                self.terminal.say(f"Nothing was decided; e goes on with {path}.", "yellow")
                return

    def take(self, item: Item, new: Sequence[New], problems: Sequence[Problem], file: str = "") -> bool:
        """Check what a person has written and write it in the place of an item; False where it is to be changed."""
        checked = Checked(tuple(problems)) if problems else self.checked(item, new, file)
        if checked.faults:
            self.terminal.show(problem_line(problem, 2) for problem in checked.faults[:_MOST_PROBLEMS])
            return False
        self.terminal.show(problem_line(problem, 2) for problem in checked.doubts[:_MOST_PROBLEMS])
        if checked.doubts and not confirmed(self.terminal, "The build will ask for this. Keep it all the same?"):
            return False
        candidate = self.candidate(item, new)
        ours = {id(node) for _, _, node in new}
        mine = [one for one in candidate.items if id(one.node) in ours]
        needed = {id(one.node): one for of in mine for one in candidate.dependencies(of)}
        along = [one for one in needed.values() if id(one.node) not in ours]
        checks = Checks(candidate)
        if along and not (self.goes_along(along) and all(self.is_sound(checks.of(one), one) for one in along)):
            return False
        values = {id(one.node): ask_missing(self.terminal, candidate, one) for one in (*along, *mine)}
        filled = {id(one.node): with_values(one.node, values[id(one.node)]) for one in (*along, *mine)}
        lacking = [one for one in (*along, *mine) if self.lacks(candidate, one, filled[id(one.node)])]
        if lacking and [one.kind for one in lacking] != ["entry"]:
            return False
        complete = placed([(kind, name, filled[id(node)]) for kind, name, node in new], item.node.line)
        if lacking:
            complete = [("entry", "", _marked_like(item, complete[0][2]))]
        self.write(self.session.replace(item, complete, along, values))
        return True

    def checked(self, item: Item, new: Sequence[New], file: str) -> Checked:
        """What is wrong with what a person has written."""
        if item.kind == "entry":
            return Checks(replace(self.session, entry=new[0][2]), file).of(replace(item, node=new[0][2]))
        return check_new(self.session, item, new, file)

    def candidate(self, item: Item, new: Sequence[New]) -> Session:
        """The source as it would be."""
        if item.kind == "entry":
            return replace(self.session, entry=new[0][2])
        changed = changed_annotation(self.session.annotation, {id(item.node): None}, new, before=item)
        return replace(self.session, annotation=changed)

    def edit_by_field(self, item: Item) -> None:
        """Ask for each field of an item, then for more, until the item can stand."""
        node = ask_fields(self.terminal, item.node)
        while True:
            more = ask_more(self.terminal, node)
            if more is not None:
                node = more
            elif self.take(item, [(item.kind, item.name, node)], ()):
                return

    # Writing

    def write(self, decision: Decision, *, drop_comments: bool = False) -> None:
        """Put a decision on the disk at once, and go on to what follows it."""
        try:
            self.reviewed = self.reviewed.write(decision, drop_comments=drop_comments)
        except ChangedByHandError as error:
            self.terminal.say(
                f"{error.path} was changed meanwhile: nothing was decided, and it is read anew.", "yellow"
            )
            self.read_anew()
            return
        except CommentsLostError as error:
            words = "; ".join(printable(comment) for comment in error.comments.values())
            if confirmed(self.terminal, f"This takes out a comment, too: {words}. Go on?"):
                self.write(decision, drop_comments=True)
            return
        except InvalidDataError as error:
            self.terminal.show(problem_line(problem, 2) for problem in error.problems[:_MOST_PROBLEMS])
            self.terminal.say("Nothing was decided.", "red")
            return
        except OSError as error:
            self.terminal.say(f"Cannot write: {error}. Nothing was decided.", "red")
            return
        self.at = self.session.after(decision.order)
        self.terminal.say(f"{decision.what[:1].upper()}{printable(decision.what[1:])}.", "green")

    def read_anew(self) -> None:
        """Read files that a person has changed by hand; where they cannot be read, wait until they are mended."""
        order = self.session.undecided[self.at].order[:4] if self.at < len(self.session.undecided) else (0, 0, 0, 0)
        while True:
            try:
                self.reviewed = open_source(self.reviewed.root, self.session.source_id)
                self.at = self.session.after(order)
                return
            except InvalidDataError as error:
                for problem in error.problems[:_MOST_PROBLEMS]:
                    self.terminal.say(str(problem), "red")
                self.terminal.say("Mend it, then press a key; q leaves.")
            except OSError as error:
                self.terminal.say(f"{error}. Mend it, then press a key; q leaves.", "red")
            if key_named(self.terminal.key()) == "q":
                raise EOFError


def _marked_like(item: Item, node: Node) -> Node:
    """Other content, proposed as an item is."""
    mark = {name: value for name, value in item.fields.items() if name == "proposed"}
    return Node({**mark, **(node.value if isinstance(node.value, dict) else {})}, item.node.line)


def _names(item: Item) -> tuple[str, ...]:
    """The tables and the kind of an item, to go to it by."""
    kind = {"passages": (), "voices": ("voices",), "entry": ()}.get(item.kind, (item.kind,))
    return tuple(dict.fromkeys((*kind, *item.tables)))


def _begins(name: str, wanted: str) -> bool:
    return bool(wanted) and name.startswith(wanted.lower())
