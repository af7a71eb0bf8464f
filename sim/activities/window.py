"""When a gathering starts: on a half hour in its window, and early enough to end before the site closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context
    from sim.activities.occasional import Occasional
    from sim.activities.series import Series

#: Starts are half an hour apart, the first one at the beginning of the window.
_SLOT_MINUTES = 30

#: Where a gathering is held that is held at no site: at a customer's, whose hours are not known.
AT_CUSTOMER = -1


def starts(
    context: Context, settings: Series | Occasional, site: NDArray[np.integer], draws: NDArray[np.uint16]
) -> NDArray[np.int32]:
    """Return starts in minutes since midnight, each half hour of the window at the gathering's site equally likely.

    The window opens with the site and shuts `minutes` before the site closes, where that is narrower than the settings
    say. If nothing is left of it, the gathering starts as late as it can and still end in time, or when the site opens
    if it is longer than the opening hours.
    """
    opens, closes = window(context, site)
    latest = np.minimum(settings.latest_start, closes - settings.minutes)
    earliest = np.maximum(np.minimum(settings.earliest_start, latest), opens)
    slots = np.maximum(latest - earliest, 0) // _SLOT_MINUTES + 1
    minutes: NDArray[np.int64] = earliest + _SLOT_MINUTES * (draws.astype(np.int64) * slots // TABLE_SIZE)
    return minutes.astype(np.int32)


def window(context: Context, site: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return when the site of each gathering opens and closes, in minutes; a customer's (-1) never closes."""
    sites = [context.office.sites[site_id] for site_id in context.office.site_ids]
    # The last element is what site -1 picks.
    opens = np.array([*(one.opens_at for one in sites), 0], dtype=np.int64)
    closes = np.array([*(one.closes_at for one in sites), 1440], dtype=np.int64)
    return opens[site], closes[site]
