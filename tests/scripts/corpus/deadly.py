"""Readers for tests of processes, which read nothing: what they do, the names of the documents say."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Item
from scripts.corpus.parts import Part, merged, unread
from scripts.corpus.settings import Settings


def skim(settings: Settings, items: Sequence[Item]) -> Part:
    """Take a moment for all documents."""
    time.sleep(0.02)
    return merged([unread(item, "words", "", "") for item in items])


def read(settings: Settings, items: Sequence[Item]) -> Part:
    """End the process, take too long, or answer at once."""
    for item in items:
        match item.name:
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "exits":
                os._exit(3)
            case "slow":
                signal.setitimer(signal.ITIMER_REAL, 0.01)
                time.sleep(60)
            case "refused":
                raise CorpusError("not here")
            case "once":
                mark = Path(item.path)
                if not mark.exists():
                    mark.touch()
                    os._exit(1)
    return unread(items[0], str(os.getpid()), "", "")
