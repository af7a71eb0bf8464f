"""Luck has names: every random number is a function of (seed, replication, purpose, stable id, moment).

Nothing depends on the order of drawing, so the same person is ill on the same day under every policy, removing a team
moves nobody else's luck, and any number of processes gives the same bytes. A draw is a 64-bit counter hash: the
finalizer of splitmix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195) over the stable id mixed with a key of
everything else. Laws are read through integer tables of their quantiles, so that no result hangs on the last bit of a
processor's logarithm.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

#: Quantile tables have one entry for each value of 16 bits.
TABLE_SIZE = 65_536

#: Utilities are compared in whole steps of 1/512 log weight.
SCORES_PER_UNIT = 512

_GOLDEN = 0x9E3779B97F4A7C15
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_MASK = (1 << 64) - 1


def stable_key(*names: str) -> int:
    """Hash names to 64 bits that are the same on every machine and in every process (unlike Python's `hash`)."""
    text = "\x1f".join(unicodedata.normalize("NFC", name) for name in names)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _mix(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble 64-bit numbers in place (the splitmix64 finalizer, a bijection with full avalanche)."""
    shifted = bits >> np.uint64(30)
    bits ^= shifted
    bits *= _MIX_1
    np.right_shift(bits, np.uint64(27), out=shifted)
    bits ^= shifted
    bits *= _MIX_2
    np.right_shift(bits, np.uint64(31), out=shifted)
    bits ^= shifted
    return bits


@dataclass(frozen=True, slots=True)
class Stream:
    """All draws of one purpose in one replication."""

    key: int

    def _moment_keys(self, moments: NDArray[np.int64]) -> NDArray[np.uint64]:
        keys = np.asarray(moments, dtype=np.int64).astype(np.uint64) * np.uint64(_GOLDEN) + np.uint64(self.key)
        return _mix(_mix(keys))

    def bits_over(self, ids: NDArray[np.uint64], moments: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Draw 64 random bits for every moment and id, shape moments.shape + ids.shape."""
        keys = self._moment_keys(moments)
        bits: NDArray[np.uint64] = keys.reshape(*keys.shape, *(1,) * ids.ndim) ^ ids
        return _mix(bits)

    def bits(self, ids: NDArray[np.uint64], moment: int = 0) -> NDArray[np.uint64]:
        """Draw 64 random bits for every id at one moment, shape of ids."""
        one: NDArray[np.uint64] = self.bits_over(ids, np.array([moment]))[0]
        return one

    def bits_each(self, ids: NDArray[np.uint64], moments: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Draw 64 random bits for each pair of an id and its own moment; both of one shape."""
        first = int(moments.min()) if len(moments) else 0
        count = int(moments.max()) - first + 1 if len(moments) else 1
        keys = self._moment_keys(np.arange(first, first + count))
        return _mix(keys[moments - first] ^ ids)


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of one replication under one seed: the parent of its named streams."""

    seed: int
    replication: int

    def stream(self, purpose: str) -> Stream:
        """Return the stream of a purpose. Two purposes never share a draw, nor do two seeds or replications."""
        return Stream(stable_key("draw", str(self.seed), str(self.replication), purpose) & _MASK)


def field(bits: NDArray[np.uint64], number: int) -> NDArray[np.uint16]:
    """Return one of the four independent 16-bit numbers (0 to 3) that a 64-bit draw holds, not to be written to."""
    # The lowest bits come first in memory: nothing needs to be computed or copied.
    four = np.ascontiguousarray(bits, dtype="<u8").view("<u2").reshape(*bits.shape, 4)
    return four[..., number]


def threshold(share: float | NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return the number that a 63-bit draw falls below with probability `share` (exact to 2**-53)."""
    return (np.asarray(share, dtype=np.float64) * 2.0**63).astype(np.uint64)


def quantile_table(quantile: Callable[[float], float]) -> NDArray[np.float64]:
    """Tabulate a quantile function at the middle of each of 65,536 equal steps of probability."""
    return np.array([quantile((step + 0.5) / TABLE_SIZE) for step in range(TABLE_SIZE)], dtype=np.float64)


@lru_cache(maxsize=1)
def normal_table() -> NDArray[np.float64]:
    """Quantiles of the standard normal law."""
    return quantile_table(NormalDist().inv_cdf)


@lru_cache(maxsize=1)
def gumbel_scores() -> NDArray[np.int32]:
    """Quantiles of the standard Gumbel law in scores.

    Adding one to each utility and taking the highest is a logit choice.
    """
    probability = (np.arange(TABLE_SIZE) + 0.5) / TABLE_SIZE
    return scores(-np.log(-np.log(probability)))


def scores(log_weight: NDArray[np.float64] | float) -> NDArray[np.int32]:
    """Turn log weights into whole numbers of 1/512, so that comparing them gives the same answer on every processor."""
    return np.asarray(np.rint(np.asarray(log_weight) * SCORES_PER_UNIT), dtype=np.int32)
