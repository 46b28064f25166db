"""Quantities as the count columns hold them."""

from collections.abc import Mapping

from extraction.mentions import Quantity

_SEVERAL = (3, 10)
"""Several of a unit of count are three to nine of it, and short of ten (docs/coding.md, Counts)."""


def amount(quantity: Quantity, *, is_measure: bool = False) -> Mapping[str, str] | None:
    """Value and precision, with bounds where there is no value; None where no column could hold it.

    Counts are whole; only a measure (per cent, years …) may have a fraction.
    """
    if quantity.precision == "between":
        low, high = _number(quantity.low), _number(quantity.high)
        if low is None or high is None or float(low) > float(high):
            return None
        cells = {"lower_bound": low, "upper_bound": high, "precision": "between"}
    elif quantity.precision == "several":
        unit = _number(quantity.value or "1")
        if unit is None or "." in unit:
            return None
        cells = {
            "lower_bound": str(_SEVERAL[0] * int(unit)),
            "upper_bound": str(_SEVERAL[1] * int(unit) - 1),
            "precision": "several",
        }
    else:
        value = _number(quantity.value)
        if value is None:
            return None
        cells = {"value": value, "precision": quantity.precision}
    if not is_measure and any("." in cell for cell in cells.values()):
        return None
    return cells


def _number(written: str) -> str | None:
    """A decimal without needless zeros, as tables write it; None for a fraction such as 2/3."""
    whole, _, fraction = written.partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()) or len(whole) > 15:
        return None
    fraction = fraction.rstrip("0")
    return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
