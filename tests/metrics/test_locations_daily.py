"""The `locations_daily` table of a week written by hand: everybody in one place a day."""

from __future__ import annotations

from datetime import date

from sim.metrics import locations_daily
from tests.metrics.handmade import PLAN, WEEK, counted, scenario

PLACES = ["own_premises", "other_premises", "customer", "home", "absent"]


def table_of(some):
    return locations_daily.rows(some, [0], counted(locations_daily.LocationsDaily, some, WEEK, PLAN))


def test_each_day_each_team_is_counted_by_place():
    """Displaced within the site is own premises; turned away is home; a guest elsewhere is other premises."""
    table = table_of(scenario(start_date="2027-01-11"))
    by_team = {team: [row for row in table.filter(team_id=team).select(PLACES).rows()] for team in ("A", "B", "C")}
    assert by_team == {
        "A": [(3, 0, 0, 0, 0), (1, 0, 0, 1, 1), (1, 1, 0, 1, 0), (0, 0, 1, 2, 0), (0, 0, 0, 2, 1)],
        "B": [(1, 0, 0, 1, 0), (0, 0, 0, 2, 0), (0, 0, 0, 2, 0), (2, 0, 0, 0, 0), (0, 0, 0, 2, 0)],
        "C": [(0, 0, 0, 1, 0), (0, 0, 0, 1, 0), (1, 0, 0, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 1, 0)],
    }
    assert table["date"].unique().sort().to_list() == [date(2027, 1, day) for day in range(11, 16)]


def test_a_holiday_has_no_rows():
    """Epiphany, Wednesday 6 January 2027, in the same week of visits."""
    table = table_of(scenario(calendar="finland", start_date="2027-01-04"))
    assert sorted({day.day for day in table["date"]}) == [4, 5, 7, 8]
    assert len(table) == 4 * 3


def test_the_five_places_add_up_to_the_head_count():
    table = table_of(scenario())
    assert table.select(PLACES).sum_horizontal().to_list() == table["headcount"].to_list()
