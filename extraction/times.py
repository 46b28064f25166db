"""Times of the day: 7.00, 07:00, "7 a.m.", «00 часов 00 минут», "0800 hours"; a decimal only where words say so."""

from dataclasses import dataclass

from extraction import date_words as can
from extraction.date_words import Phrases, Words, number
from extraction.mentions import Mention
from extraction.tokens import Tokens

_BEFORE_NOON, _AFTER_NOON, _NIGHT, _HOURS, _CLOCK = range(1, 6)
_CLOSE = frozenset({".", ":", ",", "/", "-"})
"""Marks that join a number with what stands close to it."""
_DASHES = frozenset({"–", "-", " – ", " - "})
_NO_PART = 0


@dataclass(slots=True)
class _Time:
    """A time as written, up to the word `last`, and to `end` in the text; `is_told`: words say that it is a time."""

    hour: int
    minutes: int
    last: int
    end: int
    part: int = _NO_PART
    is_told: bool = False


class Times:
    """Reads a time from its first word on."""

    def __init__(self, words: Words) -> None:
        self._role = words.at
        data = words.data
        dayparts = {_BEFORE_NOON: data["am"], _AFTER_NOON: data["pm"], _NIGHT: data["night"]}
        self._dayparts = Phrases(words, dayparts)
        self._after_hours = Phrases(words, {**dayparts, _AFTER_NOON: [*data["pm"], *data["pm_after_hours"]]})
        self._hours = Phrases(words, {_HOURS: data["hours"], _CLOCK: data["oclock"]})
        self._minutes = words.phrases("minutes")
        self._zones = words.phrases("time_zones")

    def read(self, tokens: Tokens, first: int) -> list[Mention]:
        """The time that begins at a number, and another that a range joins to it."""
        time = self._time(tokens, first)
        if time is None:
            return self._from_hour(tokens, first)
        times = [_mention(tokens, first, time)]
        after, gap = time.last + 1, tokens.gaps[time.last]
        if gap == " " and self._role(tokens, after) & (can.TO | can.AND):
            after += 1
        elif gap not in _DASHES:
            return times
        following = self._time(tokens, after, is_told=True) if tokens.gaps[first] != " " else None
        return times if following is None else [*times, _mention(tokens, after, following)]

    def _time(self, tokens: Tokens, first: int, *, is_told: bool = False) -> _Time | None:
        gap, roles = tokens.gaps[first] if first < len(tokens.gaps) else "", self._role(tokens, first)
        is_joined = first and tokens.gaps[first - 1] in _CLOSE and not is_told
        before = self._role(tokens, first - 1) if first and tokens.gaps[first - 1].endswith((" ", "(")) else 0
        if roles & can.HOUR:
            return self._of_four(tokens, first, roles, before)
        if is_joined or not roles & can.NUMBER or number(roles) > 24:
            return None
        if gap in (":", "."):
            return self._with_minutes(tokens, first, is_told=is_told or bool(before & can.AT))
        if roles & (can.AM | can.PM):
            return _Time(number(roles), 0, first, tokens.end(first), _part(roles))
        has_word = gap == " " and self._role(tokens, first + 1) & can.TIME_WORD
        return self._with_hours(tokens, first, is_told=is_told or bool(before & can.AT_HOUR)) if has_word else None

    def _with_minutes(self, tokens: Tokens, first: int, *, is_told: bool) -> _Time | None:
        """07:00 anywhere; 7.00 with a part of the day or words for local time, or `is_told` and before no unit."""
        gaps, last = tokens.gaps, first + 1
        hour, roles = number(self._role(tokens, first)), self._role(tokens, last)
        has_two_digits = roles & (can.AM | can.PM) or len(tokens.words[last]) == 2
        if not roles & can.NUMBER or not has_two_digits or not _is_time(hour, number(roles)):
            return None
        following = self._role(tokens, last + 1)
        is_longer = gaps[last] in _CLOSE and gaps[last] != "-" and not following & can.LETTERS
        if is_longer or gaps[last].lstrip().startswith("%"):
            return None
        time = _Time(hour, number(roles), last, tokens.end(last), _part(roles), gaps[first] == ":" or _part(roles) > 0)
        if gaps[last] == " " and following & can.TIME_WORD:
            time.is_told = self._take(tokens, time, self._hours) is not None or time.is_told
            self._take(tokens, time, self._dayparts)
        if gaps[last] == " " and not time.is_told:
            is_told = self._zones.at(tokens, last + 1) is not None or (is_told and not following & can.UNIT)
        return time if time.is_told or is_told else None

    def _with_hours(self, tokens: Tokens, first: int, *, is_told: bool) -> _Time | None:
        """«00 часов 00 минут», «в 20 часов», «8 часов утра», "8 o'clock", "8 p.m."."""
        gaps = tokens.gaps
        time = _Time(number(self._role(tokens, first)), 0, first, tokens.end(first))
        if self._take(tokens, time, self._dayparts) is not None:
            return time
        kind = self._take(tokens, time, self._hours)
        if kind is None:
            return None
        time.is_told = is_told or kind == _CLOCK
        after = time.last + 1
        minutes = self._role(tokens, after) if gaps[time.last] in (" ", ". ") else 0
        found = self._minutes.at(tokens, after + 1) if minutes & can.NUMBER and gaps[after] == " " else None
        if found is not None:
            time.minutes = number(minutes)
            time.last, time.end, _ = found
            time.is_told = time.is_told or tokens.words[after] == "00"  # no duration is written so
        self._take(tokens, time, self._after_hours)
        return time if time.is_told and _is_time(time.hour, time.minutes) else None

    def _take(self, tokens: Tokens, time: _Time, phrases: Phrases) -> int | None:
        """Take in a phrase behind a time: a unit, or a part of the day, which says that it is one."""
        found = phrases.at(tokens, time.last + 1) if tokens.gaps[time.last] == " " else None
        if found is None:
            return None
        time.last, time.end, kind = found
        if kind < _HOURS:
            time.part, time.is_told = kind, True
        return kind

    def _of_four(self, tokens: Tokens, first: int, roles: int, before: int) -> _Time | None:
        """08h30; "at 0800 hours"."""
        hour, minutes = divmod(number(roles), 100)
        if roles & can.LETTERS:
            return _Time(hour, minutes, first, tokens.end(first))
        found = self._hours.at(tokens, first + 1) if before & can.AT and tokens.gaps[first] == " " else None
        return None if found is None else _Time(hour, minutes, found[0], found[1])

    def _from_hour(self, tokens: Tokens, first: int) -> list[Mention]:
        """The first hour of «с 7 до 20 часов», which only the second shows to be one."""
        gaps, last = tokens.gaps, first + 2
        hour = self._role(tokens, first)
        is_range = self._role(tokens, first - 1) & can.FROM and self._role(tokens, first + 1) & can.TO
        if not is_range or not hour & can.NUMBER or number(hour) > 24 or not gaps[first] == gaps[first + 1] == " ":
            return []
        if gaps[last : last + 1] != [":"] and not self._role(tokens, last + 1) & can.TIME_WORD:
            return []
        following = self._time(tokens, last, is_told=True)
        if following is None:
            return []
        time = _Time(number(hour), 0, first, tokens.end(first))
        return [_mention(tokens, first, time), _mention(tokens, last, following)]


def _is_time(hour: int, minutes: int) -> bool:
    return minutes < 60 and hour * 60 + minutes <= 24 * 60


def _part(roles: int) -> int:
    return _BEFORE_NOON if roles & can.AM else _AFTER_NOON if roles & can.PM else _NO_PART


def _mention(tokens: Tokens, first: int, time: _Time) -> Mention:
    tokens.take(first, time.last)
    hour = time.hour
    if (time.part == _AFTER_NOON and hour < 12) or (time.part in (_BEFORE_NOON, _NIGHT) and hour == 12):
        hour = (hour + 12) % 24
    return Mention("time", tokens.starts[first], time.end, f"{hour:02}:{time.minutes:02}")
