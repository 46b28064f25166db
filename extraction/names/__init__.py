"""Organizations, countries and places: known names in any case, unknown ones by their shape."""
