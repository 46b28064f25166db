"""Times of the day: 7.00, 07:00, "7 a.m.", «семь часов утра», "0900 GMT", "noon"; a decimal only where words say so."""

from dataclasses import dataclass

from extraction.dates import words as can
from extraction.dates.phrases import Phrases
from extraction.dates.words import Words, number
from extraction.mentions import Quantity
from extraction.numbers.precision import Qualifiers
from extraction.tokens import Tokens

_BEFORE_NOON, _AFTER_NOON, _NIGHT, _HOURS, _CLOCK = range(1, 6)
_CLOSE = frozenset({".", ":", ",", "/", "-"})
"""Marks that join a number with what stands close to it."""
_DASHES = frozenset({"–", "-", " – ", " - "})
_NUMERAL = can.NUMBER | can.HOUR_WORD
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
        data, keys = words.data, words.key_of
        dayparts = {_BEFORE_NOON: data["am"], _AFTER_NOON: data["pm"], _NIGHT: data["night"]}
        self._dayparts = Phrases(keys, dayparts)
        self._after_hours = Phrases(keys, {**dayparts, _AFTER_NOON: [*data["pm"], *data["pm_after_hours"]]})
        self._hours = Phrases(keys, {_HOURS: data["hours"], _CLOCK: data["oclock"]})
        self._before_hours = Phrases(keys, {0: data["hour_prepositions"]}, backward=True)
        self._before_hour = Phrases(
            keys, {int(minutes): phrases for minutes, phrases in data["before_hour"].items()}, backward=True
        )
        self._minutes = words.phrases("minutes")
        self._zones = words.phrases("time_zones")
        self._after_duration = frozenset(data["after_duration"])
        self._key_of = keys
        qualifying = {"before": data["time_precision"], "after": data["time_precision_after"], "links": {}}
        self._qualifiers = Qualifiers({f"precision_{name}": part for name, part in qualifying.items()}, keys)

    def read(self, tokens: Tokens, first: int) -> list[Quantity]:
        """The time that begins at a number, and another that a range joins to it."""
        if first and tokens.roles[first - 1] & can.PAST:
            found = self._past(tokens, first)
            if found is not None:
                return [found]
        time = self._time(tokens, first)
        if time is None:
            return self._from_hour(tokens, first)
        times = [self._mention(tokens, first, time)]
        after, gap = time.last + 1, tokens.gaps[time.last]
        if gap == " " and tokens.roles[after] & (can.TO | can.AND):
            after += 1
        elif gap not in _DASHES:
            return times
        if tokens.gaps[first] != " ":
            following = self._time(tokens, after, is_told=True)
        else:
            following = self._second_of_four(tokens, first, after)
        return times if following is None else [*times, self._mention(tokens, after, following)]

    def _time(self, tokens: Tokens, first: int, *, is_told: bool = False) -> _Time | None:
        gap, roles = tokens.gaps[first] if first < len(tokens.gaps) else "", tokens.roles[first]
        is_joined = first and tokens.gaps[first - 1] in _CLOSE and not is_told
        before = tokens.roles[first - 1] if first and tokens.gaps[first - 1].endswith((" ", "(")) else 0
        if roles & can.HOUR:
            return self._of_four(tokens, first, roles, is_told=is_told or bool(before & can.AT))
        if is_joined or not roles & _NUMERAL or number(roles) > 24:
            return None
        if gap in (":", "."):
            return self._with_minutes(tokens, first, is_told=is_told or bool(before & can.AT))
        if roles & (can.AM | can.PM):
            return _Time(number(roles), 0, first, tokens.end(first), _part(roles))
        has_word = gap == " " and tokens.roles[first + 1] & (can.TIME_WORD | can.HOUR_WORD)
        return self._with_hours(tokens, first, is_told=is_told) if has_word else None

    def _with_minutes(self, tokens: Tokens, first: int, *, is_told: bool) -> _Time | None:
        """07:00 anywhere; 7.00 with a part of the day or words for local time, or `is_told` and before no unit."""
        gaps, last = tokens.gaps, first + 1
        hour, roles = number(tokens.roles[first]), tokens.roles[last]
        has_two_digits = roles & (can.AM | can.PM) or len(tokens.words[last]) == 2
        if not roles & can.NUMBER or not has_two_digits or not _is_time(hour, number(roles)):
            return None
        following = tokens.roles[last + 1]
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
        """«00 часов 00 минут», «в 20 часов», «восемь часов утра», "8 o'clock", "eight p.m."."""
        gaps, last = tokens.gaps, first
        hour = tokens.roles[first]
        value = number(hour)
        if tokens.roles[first + 1] & can.HOUR_WORD:  # «двадцать один час»
            ones = number(tokens.roles[first + 1])
            if value != 20 or not 0 < ones < 5 or gaps[first + 1] != " ":
                return None
            last, value = first + 1, value + ones
        time = _Time(value, 0, last, tokens.end(last))
        if self._take(tokens, time, self._dayparts) is not None:
            return time if value <= 12 or hour & can.NUMBER else None
        kind = self._take(tokens, time, self._hours)
        if kind is None:
            return None
        is_told = is_told or self._before_hours.before(tokens, first) is not None
        time.is_told = kind == _CLOCK or (is_told and not self._is_duration(tokens, first, time.last))
        after = time.last + 1
        minutes = tokens.roles[after] if gaps[time.last] in (" ", ". ") else 0
        found = self._minutes.at(tokens, after + 1) if minutes & _NUMERAL and gaps[after] == " " else None
        if found is not None:
            time.minutes = number(minutes)
            time.last, time.end, _ = found
            time.is_told = time.is_told or tokens.words[after] == "00"  # no duration is written so
        self._take(tokens, time, self._after_hours)
        return time if time.is_told and _is_time(time.hour, time.minutes) else None

    def _is_duration(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether hours last: «24 часов с момента», «от 2 до 5 часов»."""
        after = tokens.words[last + 1] if tokens.gaps[last] == " " and last + 1 < len(tokens.words) else ""
        if self._key_of[after] in self._after_duration:
            return True
        opener = tokens.roles[first - 3]
        is_range = opener & can.FROM and not opener & can.FROM_HOUR and tokens.roles[first - 1] & can.TO
        return bool(is_range and tokens.roles[first - 2] & _NUMERAL)

    def _take(self, tokens: Tokens, time: _Time, phrases: Phrases) -> int | None:
        """Take in a phrase behind a time: a unit, or a part of the day, which says that it is one."""
        found = phrases.at(tokens, time.last + 1) if tokens.gaps[time.last] == " " else None
        if found is None:
            return None
        time.last, time.end, kind = found
        if kind < _HOURS:
            time.part, time.is_told = kind, True
        return kind

    def _of_four(self, tokens: Tokens, first: int, roles: int, *, is_told: bool) -> _Time | None:
        """08h30, "noon"; "at 0800 hours", "0900 GMT", "at 0700"."""
        hour, minutes = divmod(number(roles), 100)
        time = _Time(hour, minutes, first, tokens.end(first))
        if roles & can.LETTERS:
            return time
        has_zero = tokens.words[first][0] == "0"
        if tokens.gaps[first] == " ":
            found = self._hours.at(tokens, first + 1) if is_told or has_zero else None
            if found is not None:
                time.last, time.end, _ = found
            elif self._zones.at(tokens, first + 1) is None and not (
                is_told and has_zero and tokens.roles[first + 1] & (can.FUNCTION | can.TO | can.AND | can.WEEKDAY)
            ):
                return None
        elif not (is_told and has_zero) or tokens.gaps[first] in _CLOSE:
            return None
        return time

    def _second_of_four(self, tokens: Tokens, first: int, after: int) -> _Time | None:
        """The second of "0700 to 1900"."""
        if tokens.roles[first] & can.LETTERS or not tokens.roles[after] & can.HOUR:
            return None
        hour, minutes = divmod(number(tokens.roles[after]), 100)
        return self._time(tokens, after, is_told=True) or _Time(hour, minutes, after, tokens.end(after))

    def _past(self, tokens: Tokens, first: int) -> Quantity | None:
        """The time that ends with an hour: "half past seven", «без четверти шесть утра»."""
        found = self._before_hour.before(tokens, first)
        roles = tokens.roles[first]
        if found is None or not roles & _NUMERAL or not 0 < number(roles) <= 12:
            return None
        begin, minutes = found
        hour = number(roles) % 12 - (minutes < 0)
        time = _Time(hour % 12 or 12, minutes % 60, first, tokens.end(first))
        self._take(tokens, time, self._dayparts)
        return None if any(tokens.taken[begin:first]) else self._mention(tokens, begin, time)

    def _from_hour(self, tokens: Tokens, first: int) -> list[Quantity]:
        """The first hour of «с 7 до 20 часов» or "7–9 p.m.", which only the second shows to be one."""
        gaps, hour = tokens.gaps, tokens.roles[first]
        is_close = gaps[first] in _DASHES
        last = first + 1 if is_close else first + 2
        if last >= len(gaps) or not tokens.roles[last] & (_NUMERAL | can.HOUR):
            return []
        if not is_close:
            is_range = tokens.roles[first - 1] & (can.FROM_HOUR | can.BETWEEN)
            if not is_range or not tokens.roles[first + 1] & (can.TO | can.AND):
                return []
            if not gaps[first] == gaps[first + 1] == " ":
                return []
        is_clock = hour & can.HOUR and not hour & can.LETTERS
        if not is_clock and (not hour & _NUMERAL or number(hour) > 24 or (first and gaps[first - 1] in _CLOSE)):
            return []
        following = self._last_hour(tokens, last, is_close=is_close)
        if following is None:
            return []
        value, minutes = divmod(number(hour), 100) if is_clock else (number(hour), 0)
        time = _Time(value, minutes, first, tokens.end(first))
        if value < following.hour <= 12 or (is_close and following.part and value == following.hour):
            time.part = following.part
        return [self._mention(tokens, first, time), self._mention(tokens, last, following)]

    def _last_hour(self, tokens: Tokens, last: int, *, is_close: bool) -> _Time | None:
        roles = tokens.roles[last]
        if roles & (can.AM | can.PM):
            return self._time(tokens, last, is_told=True)
        gap = tokens.gaps[last]
        if gap != ":" and not (gap == " " and tokens.roles[last + 1] & (can.TIME_WORD | can.HOUR_WORD)):
            return None
        following = self._time(tokens, last, is_told=True)
        is_sure = not is_close or roles & can.HOUR or (following is not None and following.part)
        return following if is_sure else None

    def _mention(self, tokens: Tokens, first: int, time: _Time) -> Quantity:
        precision, _ = self._qualifiers.before(tokens, first)
        if precision is None and tokens.gaps[time.last] == " ":
            precision, _ = self._qualifiers.after(tokens, time.last)
        tokens.take(first, time.last)
        hour = time.hour
        if (time.part == _AFTER_NOON and hour < 12) or (time.part in (_BEFORE_NOON, _NIGHT) and hour == 12):
            hour = (hour + 12) % 24
        value = f"{hour:02}:{time.minutes:02}"
        return Quantity("time", tokens.starts[first], time.end, value, precision=precision or "exact")


def _is_time(hour: int, minutes: int) -> bool:
    return minutes < 60 and hour * 60 + minutes <= 24 * 60


def _part(roles: int) -> int:
    return _BEFORE_NOON if roles & can.AM else _AFTER_NOON if roles & can.PM else _NO_PART
