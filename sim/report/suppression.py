"""Which groups are too small to be shown by themselves: under 5 people, and whoever a subtraction would reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

SMALLEST_GROUP = 5

#: Keys of what stands in a published table where a group is not shown: it has few people, or a total would reveal one.
TOO_SMALL = "suppressed.too_small"
COMPLEMENT = "suppressed.complement"


def suppressed_groups(sizes: Mapping[str, int]) -> dict[str, str]:
    """Find the groups that may not be shown by themselves beside a total of all groups, each with the reason.

    A group of 1 to 4 people is suppressed; an empty one tells of nobody and is shown. Because the total is shown, total
    minus the shown groups must not be a small group either: while only one group is suppressed, or those suppressed
    count fewer than 5 people together, the next smallest joins them (ties by id).

    Parameters
    ----------
    sizes
        People in each group, by id.

    Returns
    -------
    dict
        Reason by id, a key of the catalog, smallest group first; empty when every group may be shown.
    """
    by_size = sorted((size, group) for group, size in sizes.items() if size > 0)
    small = [group for size, group in by_size if size < SMALLEST_GROUP]
    if not small:
        return {}
    hidden = dict.fromkeys(small, TOO_SMALL)
    for _, group in by_size[len(small) :]:
        if len(hidden) >= 2 and sum(sizes[other] for other in hidden) >= SMALLEST_GROUP:
            break
        hidden[group] = COMPLEMENT
    return hidden


def suppressed_beside(cells: Mapping[tuple[str, str], int], others_hidden: Collection[str]) -> dict[str, str]:
    """Find the groups that may not be shown where another parting of the same people stands beside them.

    Units and sites are two partings of the same people. Where a unit is all there is at a site, the line of the unit is
    that of the site, so a site that is left out of one table may stand in the other. Therefore the next smallest groups
    are hidden until no sum and no difference of what is shown, in both tables and in the total, gives a hidden group or
    fewer than 5 people.

    Parameters
    ----------
    cells
        People by group and group of the other parting, for example by unit and site.
    others_hidden
        Groups of the other parting that are not shown.

    Returns
    -------
    dict
        Reason by group, a key of the catalog; every group where nothing else protects the small ones.
    """
    crossing = _Crossing(cells)
    sizes = crossing.people_of(0)
    hidden = suppressed_groups(sizes)
    for _, group in sorted((size, group) for group, size in sizes.items() if size > 0 and group not in hidden):
        if not crossing.reveals(hidden, others_hidden):
            break
        hidden[group] = COMPLEMENT
    return hidden


class _Crossing:
    """People by two partings, and what the sums of shown groups tell: a vector has a place for each pair of groups."""

    def __init__(self, cells: Mapping[tuple[str, str], int]) -> None:
        self._pairs = [pair for pair, people in cells.items() if people > 0]
        self._people = np.array([cells[pair] for pair in self._pairs], dtype=np.float64)

    def people_of(self, parting: int) -> dict[str, int]:
        """Count people by group of the first (0) or the second (1) parting."""
        sizes: dict[str, int] = {}
        for pair, people in zip(self._pairs, self._people.tolist(), strict=True):
            sizes[pair[parting]] = sizes.get(pair[parting], 0) + int(people)
        return sizes

    def reveals(self, *hidden: Collection[str]) -> bool:
        """Whether what is shown of both partings, and the total, adds up to what may not be shown."""
        groups = [self._vectors(parting) for parting in (0, 1)]
        shown = [
            vector
            for parting, vectors in enumerate(groups)
            for group, vector in vectors.items()
            if group not in hidden[parting]
        ]
        secret = [groups[parting][group] for parting in (0, 1) for group in hidden[parting] if group in groups[parting]]
        told = _Told([np.ones(len(self._pairs)), *shown])
        small = [one for one in self._remainders(shown) if 0 < one @ self._people < SMALLEST_GROUP]
        return any(told.gives(vector) for vector in [*secret, *small])

    def _vectors(self, parting: int) -> dict[str, NDArray[np.float64]]:
        names = np.array([pair[parting] for pair in self._pairs])
        return {str(name): (names == name).astype(np.float64) for name in np.unique(names)}

    def _remainders(self, shown: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        """Return single pairs of groups, and each shown group without the shown groups that lie wholly in it."""
        found = list(np.eye(len(self._pairs)))
        for whole in shown:
            inside = [part for part in shown if not (part > whole).any() and (part < whole).any()]
            found.append(np.maximum(whole - sum(inside, np.zeros(len(whole))), 0.0))
        return found


class _Told:
    """All that sums and differences of the vectors of shown groups can give."""

    def __init__(self, vectors: Sequence[NDArray[np.float64]]) -> None:
        _, strengths, directions = np.linalg.svd(np.array(vectors), full_matrices=False)
        self._basis = directions[strengths > 1e-9 * strengths[0]]

    def gives(self, vector: NDArray[np.float64]) -> bool:
        """Whether the sum over a set of people is among them."""
        return bool(np.abs(vector - self._basis.T @ (self._basis @ vector)).max() < 1e-6)


def total_may_be_shown(sizes: Mapping[str, int]) -> bool:
    """Whether the groups together are no small group themselves; nobody at all is none."""
    total = sum(sizes.values())
    return total == 0 or total >= SMALLEST_GROUP
