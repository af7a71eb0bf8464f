"""study=close: which parts there are, what closing does to the office and its teams, and what the study writes."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from sim.__main__ import main
from sim.replication import replicate
from sim.report.close_answer import part_in
from sim.report.close_page import ClosureRow, close_page
from sim.report.language import ENGLISH
from sim.results.stack import Stack
from sim.studies.closing.effects import Effects, effects, home_sites
from sim.studies.closing.parts import Part, parts_of
from sim.studies.closing.without import without
from tests.building import scenario_of

SITES = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 5.0}, "S3": {"name": "Three", "x_km": 50.0}}
ZONES = {
    "A1": {"site_id": "S1", "floor": 1, "wing": "A", "desks": 10},
    "A2": {"site_id": "S1", "floor": 2, "wing": "A", "desks": 10},
    "B1": {"site_id": "S1", "floor": 1, "wing": "B", "desks": 20},
    "B1-touch": {"site_id": "S1", "floor": 1, "wing": "B", "kind": "touchdown", "desks": 5},
    "C": {"site_id": "S2", "desks": 6},
    "D": {"site_id": "S3", "desks": 6},
}
TEAMS = {
    "T1": {"site_id": "S1", "zone_id": "A1", "size": 12},
    "T2": {"site_id": "S1", "zone_id": "A2", "size": 8},
    "T3": {"site_id": "S1", "zone_id": "B1", "size": 6},
    "T4": {"site_id": "S2", "zone_id": "C", "size": 5},
}
ROOMS = {
    "R-A": {"site_id": "S1", "floor": 1, "wing": "A", "seats": 6, "count": 2},
    "R-B": {"site_id": "S1", "floor": 1, "wing": "B", "seats": 6},
}
BOOKED = {"one": {"room_id": "R-A-02", "starts_at": 540, "ends_at": 600}}


@pytest.fixture
def office():
    return scenario_of(sites=SITES, zones=ZONES, teams=TEAMS, rooms=ROOMS, room_bookings=BOOKED)


def test_every_wing_floor_and_site_is_listed_once(office):
    parts = parts_of(office.office)
    assert Part("S1") in parts
    assert Part("S2") in parts  # and neither its only wing nor its only floor, which are the same desks
    assert [part for part in parts if part.site_id == "S2"] == [Part("S2")]
    assert {part for part in parts if part.site_id == "S1"} == {
        Part("S1"),
        Part("S1", floor=1),
        Part("S1", floor=2),
        Part("S1", wing="A"),
        Part("S1", wing="B"),
        Part("S1", floor=1, wing="A"),
    }


def test_a_part_says_what_it_is():
    assert part_in(ENGLISH, "One", None, None) == "the whole of One"
    assert part_in(ENGLISH, "One", None, "A") == "wing A at One"
    assert part_in(ENGLISH, "One", 2, None) == "floor 2 at One"
    assert part_in(ENGLISH, "One", 2, "A") == "floor 2 of wing A at One"


def test_a_closed_wing_has_no_desks_and_no_rooms_and_its_bookings_end(office):
    closed = without(office, [Part("S1", wing="A")])
    assert {zone: closed.office.zones[zone].desks for zone in ZONES} == {
        "A1": 0, "A2": 0, "B1": 20, "B1-touch": 5, "C": 6, "D": 6,
    }  # fmt: skip
    assert list(closed.office.rooms) == ["R-B"]
    assert not closed.office.room_bookings


def test_teams_of_a_closed_wing_move_to_the_emptiest_zone_of_their_site_but_never_to_touchdown_desks(office):
    closed = without(office, [Part("S1", floor=1, wing="A")])
    teams = closed.organization.teams
    # A2 holds 8 people for 10 desks, B1 6 for 20.
    assert teams["T1"].zone_id == "B1"
    assert teams["T1"].lives_around_site_id is None
    assert teams["T2"] == office.organization.teams["T2"]


def test_teams_of_a_closed_site_move_to_the_nearest_one_and_keep_their_homes(office):
    closed = without(office, [Part("S1")])
    assert {team.site_id for team in closed.organization.teams.values()} == {"S2"}
    assert closed.organization.teams["T1"].lives_around_site_id == "S1"
    assert closed.organization.teams["T4"] == office.organization.teams["T4"]


def test_closing_everything_is_refused(office):
    with pytest.raises(ValueError, match="no desk would be left"):
        without(office, [Part("S1"), Part("S2"), Part("S3")])


def test_closing_a_wing_changes_nobodys_wish_and_never_sends_fewer_people_home():
    """Path by path: one pool of desks loses some of them; who wants to come is drawn without looking at desks."""
    everybody = scenario_of(
        zones={"A": {"wing": "A", "site_id": "S1", "desks": 15}, "B": {"wing": "B", "site_id": "S1", "desks": 15}},
        sites={"S1": {"name": "One"}},
        teams={"T1": {"size": 25, "zone_id": "A"}, "T2": {"size": 20, "zone_id": "B"}},
        changes={"cascade": {"another_zone": True}},
        weeks=20,
    )
    closed = without(everybody, [Part("S1", wing="A")])
    for replication in range(3):
        before, after = (replicate(world, replication).counted for world in (everybody, closed))
        np.testing.assert_array_equal(before["site_wanted_peak"], after["site_wanted_peak"])
        assert (after["site_forced_remote"] >= before["site_forced_remote"]).all()
        assert after["site_forced_remote"].sum() > before["site_forced_remote"].sum()


def test_closing_a_site_lengthens_the_way_to_work_when_the_next_one_is_far():
    sites = {"S1": {"name": "One"}, "S3": {"name": "Three", "x_km": 50.0}}
    zones = {"A": {"site_id": "S1", "desks": 40}, "D": {"site_id": "S3", "desks": 40}}
    world = scenario_of(sites=sites, zones=zones, teams={"T1": {"size": 30, "site_id": "S1", "zone_id": "A"}}, weeks=8)
    before = Stack({0: replicate(world, 0).counted})
    after = Stack({0: replicate(without(world, [Part("S1")]), 0).counted})
    np.testing.assert_array_equal(before["teams_office_days"], after["teams_office_days"])
    assert after["teams_commute_minutes"].sum() > 2 * before["teams_commute_minutes"].sum()


def test_the_study_writes_the_contracts_table_and_a_page(tmp_path, capsys):
    assert (
        main(
            [
                "scenario=small_office",
                "study=close",
                "run.replications=3",
                "run.weeks=13",
                "run.workers=1",
                f"results_dir={tmp_path}",
            ]
        )
        == 0
    )
    folder = next(tmp_path.glob("small-office-team-led-close-*"))
    assert capsys.readouterr().out.rstrip().endswith(f"results: {folder}")
    closures = pl.read_parquet(folder / "tables" / "closures.parquet")
    contract = (
        "site_id floor wing desks_freed m2_freed forced_remote_days_per_person_year displaced_share "
        "room_refused_share commute_minutes_per_person_week ci_low ci_high"
    )
    assert set(contract.split()) | {"scenario", "policy", "step"} <= set(closures.columns)
    today = closures.filter(pl.col("step") == 0).row(0, named=True)
    alone = closures.filter(pl.col("step").is_null())
    assert today["desks_freed"] == 0
    assert (alone["desks_freed"] > 0).all()
    assert (alone["more_forced_remote_days"] > 0).all()
    steps = closures.filter(pl.col("step") > 0).sort("step")
    assert today["keeps_level"] is False  # the 60 desks are too few already
    assert steps["keeps_level"].to_list() == [False]
    assert (folder / "figures" / "closing_ladder.png").is_file()
    assert "What each closure saves" in (folder / "report.html").read_text(encoding="utf-8")


def test_a_part_of_everything_is_all_of_it(office):
    """The ids of a part's zones are those of the office, so that nothing is freed twice."""
    every = [Part("S1"), Part("S1", wing="A"), Part("S2")]
    zones = frozenset[str]().union(*(part.zones(office.office) for part in every))
    assert zones == {"A1", "A2", "B1", "B1-touch", "C"}
    assert dataclasses.replace(office, title="Other").key == office.key


def test_a_replication_that_failed_in_one_world_has_no_partner_in_the_other():
    def found(*numbers):
        values = np.array(numbers, dtype=float)
        by_home = values[:, None]
        return Effects(numbers, values, values, values, values, values, by_home, by_home)

    a, b = found(0, 2, 3).beside(found(0, 1, 2))
    assert a.replications == b.replications == (0, 2)
    assert (a.forced_remote_days == b.forced_remote_days).all()


def test_an_office_that_loses_all_its_rooms_refuses_every_request(office):
    """The model counts no requests where there are no rooms; closing them must not look as if nobody asked."""
    closed = without(office, [Part("S1", wing="A"), Part("S1", wing="B")])
    assert not closed.office.rooms
    run = SimpleNamespace(
        replications=[0],
        job=SimpleNamespace(scenario=closed),
        stack=Stack({0: replicate(closed, 0).counted}),
    )
    assert effects(run, home_sites(office), rooms_today=True).refused_share.tolist() == [1.0]


def test_the_page_never_names_a_site_of_few_people_nor_one_that_would_reveal_it(tmp_path):
    """Four people at the hut: neither the hut nor the next smallest site may be called hardest hit."""
    row = ClosureRow(
        step=1, part="wing A", site_id="S1", floor=None, wing="A", desks_freed=3, m2_freed=30.0, eur_saved_per_year=1e5,
        forced_remote_days_per_person_year=2.0, displaced_share=0.1, room_refused_share=None,
        commute_minutes_per_person_week=100.0, ci_low=1.9, ci_high=2.1, turned_away_share=0.02, turned_away_low=0.01,
        turned_away_high=0.03, more_forced_remote_days=1.0, more_forced_remote_days_low=0.9,
        more_forced_remote_days_high=1.1, more_commute_minutes=0.0, hardest_hit_site_id="S2", hardest_hit_site="Hall",
        hardest_hit_more_days=9.0, keeps_level=True, sites_over=0, replications=3,
    )  # fmt: skip
    today = dataclasses.replace(row, step=0, part="nothing", hardest_hit_site_id=None, hardest_hit_site=None)
    facts = SimpleNamespace(
        scenario="s", policy="p", seed=1, weeks=4, service_level=0.95, replications_failed=0, language="en"
    )
    for people, named in (({"S1": 4, "S2": 50, "S3": 60}, False), ({"S1": 40, "S2": 50, "S3": 60}, True)):
        page = close_page([today, row], people, None, facts)
        cells = [cell.value for part in page.sections for grid in part.grids for line in grid.rows for cell in line]
        assert ("Hall" in page.answer) is named
        assert any("Hall" in cell for cell in cells) is named
    assert close_page([today, row], {"S1": 4}, None, facts).answer.startswith("Nothing can be published")
