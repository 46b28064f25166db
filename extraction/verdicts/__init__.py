"""Words that judge, with their stance after negation, and words that say whose statement it is."""
