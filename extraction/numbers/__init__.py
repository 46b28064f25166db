"""Numbers: digits and words, with precision and what they count; ordinals, references, list numbers."""
