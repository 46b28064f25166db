"""Persons in any case, brought to the nominative and joined across forms; lists of candidates."""
