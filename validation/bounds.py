"""Bounds of a count from its value and precision (docs/coding.md, "Counts")."""

MEASURED = frozenset({"percent", "years", "days", "minutes", "time_of_day"})
"""Units of measure (codes of `figure_unit`): between two whole numbers of them there are others."""


def bounds(value: float, precision: str, unit: str) -> tuple[float | None, float | None]:
    """The least and the greatest number that the words allow; None where they set no limit.

    Of things that are counted, "more than 1000" is at least 1001; of a measure it has the limit itself as its bound.

    Args:
        value: the number that the words give.
        precision: a code of the list `precision`. For `between`, `several` and `unspecified` there is no value,
            so no bounds follow from it.
        unit: what is counted or measured, a code of `observer_unit`, `station_unit` or `figure_unit`.
    """
    step = 0 if unit in MEASURED else 1
    match precision:
        case "exact":
            return value, value
        case "more_than":
            return value + step, None
        case "at_least":
            return value, None
        case "fewer_than" | "almost":
            return None, value - step
        case "at_most":
            return None, value
        case _:
            return None, None
