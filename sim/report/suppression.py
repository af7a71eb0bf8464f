"""Which groups are too small to be shown by themselves: under 5 people, and whoever a subtraction would reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALLEST_GROUP = 5

#: What stands in a published table where a group is not shown.
TOO_SMALL = f"suppressed (fewer than {SMALLEST_GROUP} people)"
COMPLEMENT = "suppressed (a total would reveal a small group)"


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
        Reason by id, smallest group first; empty when every group may be shown.
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


def total_may_be_shown(sizes: Mapping[str, int]) -> bool:
    """Whether the groups together are no small group themselves; nobody at all is none."""
    total = sum(sizes.values())
    return total == 0 or total >= SMALLEST_GROUP
