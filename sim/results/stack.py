"""The counts of all replications on each other, each laid when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays

#: Larger ones are laid anew each time they are asked for: few ask for them, and of a region they fill the memory.
_LARGEST_KEPT_BYTES = 200_000_000
#: Each replication has its own number of shared days.
_OF_UNEQUAL_LENGTH = "shared_days"


class Stack(Mapping[str, "NDArray[Any]"]):
    """Arrays of shape [replications, ...], in the order of the replications' numbers; without shared days."""

    def __init__(self, counts: Mapping[int, Arrays]) -> None:
        self.replications = sorted(counts)
        self._counts = [counts[number] for number in self.replications]
        self._kept: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Lay the arrays of one name on each other."""
        if name in self._kept:
            return self._kept[name]
        if name == _OF_UNEQUAL_LENGTH:
            raise KeyError(name)
        first = self._counts[0][name]
        # Filled one by one, so that there is never more than one replication's array beside them all.
        stack = np.empty((len(self._counts), *first.shape), dtype=first.dtype)
        for number, counted in enumerate(self._counts):
            array = counted[name]
            stack = stack.astype(np.result_type(stack, array), copy=False)
            stack[number] = array
        if stack.nbytes <= _LARGEST_KEPT_BYTES:
            self._kept[name] = stack
        return stack

    @property
    def shared_days(self) -> list[NDArray[Any]]:
        """The shared days of each replication, see `sim.metrics.shared_days`."""
        return [counted[_OF_UNEQUAL_LENGTH] for counted in self._counts]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return (name for name in self._counts[0] if name != _OF_UNEQUAL_LENGTH)

    def __len__(self) -> int:
        """Count the names."""
        return sum(1 for _ in self)
