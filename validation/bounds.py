"""Bounds of a count from its value and precision (docs/coding.md, "Counts")."""


def bounds(value: float, precision: str) -> tuple[float | None, float | None]:
    """The least and the greatest number that the words allow; None where they set no limit.

    Args:
        value: the number that the words give.
        precision: a code of the list `precision`. For `between`, `several` and `unspecified` there is no value,
            so no bounds follow from it.
    """
    match precision:
        case "exact":
            return value, value
        case "more_than":
            return value + 1, None
        case "at_least":
            return value, None
        case "fewer_than" | "almost":
            return None, value - 1
        case "at_most":
            return None, value
        case _:
            return None, None
