"""Review: a person decides on what is proposed for a source, item by item, in the terminal."""
