"""Small and capital letters of the Latin and Cyrillic scripts, as ranges for a class of a regular expression."""

SMALL_LATIN = "a-z"
SMALL_CYRILLIC = r"\u0430-\u044f\u0451"
SMALL = SMALL_LATIN + SMALL_CYRILLIC
CAPITAL = r"A-Z\u0410-\u042f\u0401"
