"""A kind of fault: how it is caused, and whether anything was lost by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.bench import Bench

#: What a trial says: nothing where all is well, else what was lost.
Lost = str
#: Causes a fault so often and says after each what was lost.
Trials = Callable[["Bench", int, Random], Iterator[Lost]]


@dataclass(frozen=True)
class Kind:
    """One kind of fault: so many trials in the `whole` lane of `make faults`, and in the `short` one of every test run.

    In the whole lane, 0 stands for a loop over every call, which ends by itself; in the short one for none.
    """

    name: str
    trials: Trials
    whole: int
    short: int


class NotPossibleHereError(Exception):
    """This machine cannot cause a fault, and why."""
