"""A scenario on its way to the processes: written down once, read once by each, instead of sent with every task."""

from __future__ import annotations

import pickle
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario import Scenario

_opened: tuple[Path, Scenario] | None = None


@contextmanager
def parcel_of(scenario: Scenario) -> Iterator[Path]:
    """Write a scenario where only this user's processes can read it, for as long as they may ask for it."""
    with tempfile.TemporaryDirectory(prefix="office-sim-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "scenario"
        path.write_bytes(pickle.dumps(scenario, protocol=pickle.HIGHEST_PROTOCOL))
        yield path


def opened(parcel: Path) -> Scenario:
    """Return the scenario in a parcel; the last one is kept, with all that was worked out of it."""
    global _opened  # noqa: PLW0603 (what a process works out of a scenario serves all its replications)
    if _opened is None or _opened[0] != parcel:
        # Its own parent has just written it, into a folder that is nobody else's.
        _opened = parcel, pickle.loads(parcel.read_bytes())  # noqa: S301
    return _opened[1]
