"""Reliability, in the numbers of a release: `python -m tests.reliability`; `make test` runs a small sample of each.

What is drawn at random follows from a seed, so that a failure can be repeated.
"""
