"""A reader for tests of processes: documents whose names say so end the process, or take too long."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Item
from scripts.corpus.parts import Part, unread
from scripts.corpus.settings import Settings


def read(settings: Settings, items: Sequence[Item]) -> Part:
    """Read nothing; do what the names of the documents say."""
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
