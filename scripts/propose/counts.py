"""Numbers of observers and of polling stations: `observer_counts`, `polling_station_counts`."""

from scripts.propose.observers import Observers
from scripts.propose.passages import passages
from scripts.propose.proposals import Proposals
from scripts.propose.reading import Reading
from scripts.propose.stations import Stations


def propose_counts(reading: Reading, found: Proposals) -> None:
    """Every number of observers and of polling stations."""
    observers, stations = Observers(found), Stations(found)
    for passage in passages(reading, "counted"):
        if any(passage.of("count")):
            observers.read(passage)
            stations.read(passage)
