"""What a correct package is: one pandera model a table, keys, grounding, completeness, arithmetic."""
