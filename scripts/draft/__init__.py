"""Drafts: proposals for a document as files of the package, and what a person decided about an earlier draft of it."""
