"""Every table a scenario is made of.

The one list that the reader, the writer of templates and the documentation share. Columns have the names of the keys
they fill; a test holds them against the domain types, so that a new key cannot be forgotten here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.importers.headers import nearest
from sim.importers.office_sheets import ROOM_BOOKINGS, ROOMS, SITES, ZONES
from sim.importers.organization_sheets import NORMS, RATE_GROUPS, TEAMS, UNITS
from sim.importers.settings_sheets import ACTIVITIES, BEHAVIOR, SCENARIO
from sim.importers.texts import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.importers.columns import Sheet

#: Every table, in the order of a workbook.
SHEETS = (SCENARIO, SITES, ZONES, ROOMS, ROOM_BOOKINGS, UNITS, TEAMS, RATE_GROUPS, NORMS, ACTIVITIES, BEHAVIOR)


def sheet_named(name: str, sheets: Sequence[Sheet] = SHEETS) -> Sheet | None:
    """Return the table that a name of a sheet or a file means."""
    folded = fold(name)
    return next((sheet for sheet in sheets if folded in map(fold, (sheet.name, *sheet.synonyms))), None)


def nearly_named(name: str) -> str:
    """Return the table that a name which is none of a table was probably meant for, or nothing."""
    return "" if sheet_named(name) else nearest(name, [sheet.name for sheet in SHEETS], cutoff=0.7)


def meant_by(name: str) -> str:
    """Return which table a sheet or a file of this name is or was probably meant to be, or nothing."""
    sheet = sheet_named(name)
    return sheet.name if sheet else nearly_named(name)
