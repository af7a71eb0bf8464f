"""Whether what is missing will fit on the disk, judged by the size of what is stored already."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sim.errors import DiskError
from sim.results.writing import disk_trouble

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.results.store import Store

#: Replications differ in size by a few percent, and other files come with them.
_MARGIN = 1.2
_MEGABYTE = 1_000_000


def check_space(store: Store, missing: Collection[int], keep_visits: Collection[int]) -> None:
    """Refuse to go on where the missing replications would need more than is free; say nothing of unknown sizes.

    Nothing is known of a scenario before its first replication is stored: then this is asked a second time.
    """
    counts = {"counts": len(missing), "visits": sum(replication in keep_visits for replication in missing)}
    with disk_trouble(store.folder):
        needed = sum(_MARGIN * count * (store.last_size(kind) or 0) for kind, count in counts.items() if count)
        free = shutil.disk_usage(store.folder).free
    if needed > free:
        raise DiskError(
            f"{len(missing)} more replications need about {_size(needed)} in {store.folder}, and {_size(free)} are "
            "free. Make room, give another results_dir, or ask for less: run.replications, output.records=none"
        )


def _size(count: float) -> str:
    return f"{count / _MEGABYTE:,.1f} MB" if count >= _MEGABYTE else f"{count / 1000:,.0f} kB"
