"""Garbage collection, held off while something large is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold collection off: it would look at every object of a lexicon or dictionary, and none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                gc.freeze()  # what was made counts as old at once; else the next object would have it looked at now
                gc.unfreeze()
            gc.enable()
