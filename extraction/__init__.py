"""Text in, spans out: canonical text, quotes, sentences, names, dates. Knows no table and no election."""
