"""The `deciders` table of a week written by hand: shares of a site's office days."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics import deciders
from tests.metrics.handmade import MON, WEEK, Visit, counted, scenario


def shares(table, site_id):
    """The shares above 0 of one site."""
    rows = table.filter(site_id=site_id).select("decided_by", "purpose", "office_days_share").rows()
    return {(who, why): share for who, why, share in rows if share != 0}


def test_office_days_are_shared_out_by_decider_and_purpose_where_people_sit():
    """S1 has eight days: two own and three team's on team days, three own at the desk; nobody at home counts."""
    some = scenario()
    table = deciders.rows(some, counted(deciders.Deciders, some, WEEK))
    assert shares(table, "S1") == {
        ("person", "team_day"): pytest.approx(2 / 8),
        ("team", "team_day"): pytest.approx(3 / 8),
        ("person", "desk_work"): pytest.approx(3 / 8),
    }
    assert shares(table, "S2") == {("person", "desk_work"): 1.0}


def test_there_is_a_row_for_every_site_decider_and_purpose():
    some = scenario()
    table = deciders.rows(some, counted(deciders.Deciders, some, WEEK))
    assert len(table.unique(["site_id", "decided_by", "purpose"])) == len(table) == 2 * 5 * 13


def test_a_site_nobody_visited_has_no_shares():
    some = scenario()
    table = deciders.rows(some, counted(deciders.Deciders, some, [Visit(MON, "a0", "Z1", "Z1")]))
    assert table.filter(site_id="S2")["office_days_share"].is_null().all()


def test_shares_are_averaged_over_the_replications_that_saw_the_site():
    some = scenario()
    parts = [
        counted(deciders.Deciders, some, week)["deciders_days"]
        for week in (WEEK, [Visit(MON, "a0", "Z1", "Z1")], [Visit(MON, "a0", "Z1", "")])
    ]
    table = deciders.rows(some, {"deciders_days": np.concatenate(parts)})
    assert shares(table, "S1")["person", "desk_work"] == pytest.approx((3 / 8 + 1) / 2)
    assert shares(table, "S2") == {("person", "desk_work"): 1.0}
