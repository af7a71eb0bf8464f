"""Tests that were missing: each was written because a seeded fault went through all the others unnoticed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.commitments import Commitments
from sim.population import draw_population
from sim.report.site_need import judge
from sim.stats.interval import Interval
from sim.studies.simulate import simulate
from tests.activities.weeks import MONDAY, series, week_of
from tests.building import plain, scenario_of
from tests.engine.room_stories import Meets, house, told


def planned(scenario):
    """Plan and arrivals of the whole run of the first replication."""
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    return Planner(scenario, population, luck).plan(slice(0, scenario.run.weeks)), Arrivals(scenario, population, luck)


def test_a_run_gives_up_the_desk_of_a_no_show_after_the_grace_or_when_the_stay_would_have_ended():
    def no_shows(grace):
        bookings = {"desk_booked_share": 1.0, "desk_no_show_share": 1.0, "desk_release_minutes": grace}
        plan, arrivals = planned(scenario_of(changes={"bookings": bookings}))
        return arrivals.no_shows(plan)

    kept, given_up = no_shows(0), no_shows(60)
    assert len(kept) > 0
    assert given_up.departure.tolist() == np.minimum(kept.departure, kept.arrival + 60).tolist()


def called_on_monday(at, minutes):
    """When the nine people called to the meetings of Monday come and go; nobody else is called."""
    hour = {"earliest_start": at, "latest_start": at}
    plan, arrivals = planned(week_of(series("team_meeting", MONDAY, minutes=minutes, **hour)))
    visits = arrivals.visits(plan)
    called = np.isin(visits.person, plan.gatherings.person) & (visits.day == 0)
    assert called.sum() == 9, "all but Dee, who is a team of one"
    return visits.arrival[called], visits.departure[called]


def test_who_is_needed_at_a_late_meeting_stays_to_its_end():
    _, departure = called_on_monday("17:00", 90)
    assert departure.min() == 18 * 60 + 30


def test_who_is_needed_at_an_early_meeting_comes_when_it_begins():
    arrival, _ = called_on_monday("07:00", 30)
    assert arrival.max() == 7 * 60


def test_whom_a_meeting_needs_and_who_is_bound_to_the_site_comes_though_everybody_else_stays_away():
    bookings = {"bookings": {"desk_booked_share": 1.0, "desk_no_show_share": 1.0}}
    plan, _ = planned(week_of(series("team_meeting", MONDAY), changes=bookings))
    assert plan.office.sum(axis=2)[:, 0].tolist() == [9, 0, 0, 0, 0]
    assert plan.no_show.sum(axis=2)[:, 0].tolist() == [1, 10, 0, 0, 0], "they wish Monday and Tuesday"
    plan, _ = planned(week_of({}, changes=bookings | {"people": {"site_bound_share": 1.0}}))
    supervisors = 4
    assert plan.office.sum(axis=2)[:, 0].tolist() == [10 - supervisors] * 5


def test_who_leaves_a_meeting_at_eleven_is_free_at_eleven():
    meetings = Commitments.of(np.array([7]), np.array([600], dtype=np.int32), np.array([660], dtype=np.int32))
    minutes = np.array([599, 600, 659, 660], dtype=np.int32)
    assert meetings.busy_at(np.full(4, 7), minutes).tolist() == [False, True, True, False]


def test_a_meeting_may_move_to_the_last_half_hour_before_the_house_closes():
    day = [
        Meets(name="long", who="gus hal ida", at="14:00", minutes=90, booked=True),
        Meets(name="put off", who="ann bob cid", at="14:30", minutes=30),
    ]
    assert told(house({"Hall": {"seats": 10}}, another_time=True), day)[-2:] == [
        "15:30 put off takes Hall for 3 (moved)",
        "16:00 put off leaves Hall",
    ]


def test_a_run_that_goes_on_computes_only_what_is_missing_and_tells_all(tmp_path):
    def run(replications):
        scenario = scenario_of(weeks=1, replications=replications)
        return simulate(SimpleNamespace(name="test", policy="free_choice", scenario=scenario, results_dir=tmp_path))

    first, more, again = run(1), run(3), run(3)
    assert (first.computed, first.reused) == ([0], [])
    assert (more.computed, more.reused, more.done) == ([1, 2], [0], 3)
    assert (again.computed, again.reused, again.done) == ([], [0, 1, 2], 3)
    assert more.tables["city_daily"]["replication"].unique().sort().to_list() == [0, 1, 2]


def test_whatever_decides_the_numbers_has_a_place_of_its_own_in_the_store():
    scenario = scenario_of()
    others = [
        scenario_of(policy="anchor_days"),
        scenario_of(policy=plain("policy", "anchor_days") | {"weekdays": [1]}),
        scenario_of(teams={"T1": {"size": 11}}),
        scenario_of(zones={"Z1": {"site_id": "S1", "desks": 11}}),
        scenario_of(activities=series("team_meeting", MONDAY)),
        scenario_of(changes={"bookings": {"desk_booked_share": 0.5}}),
        scenario_of(calendar="finland"),
        scenario_of(seed=2),
        scenario_of(weeks=3),
        scenario_of(tick_seconds=30),
        scenario_of(start_date="2027-02-01"),
    ]
    assert len({one.key for one in (scenario, *others)}) == 1 + len(others)
    assert replace(scenario, question="Another?").key == scenario.key


def test_a_day_on_which_every_desk_is_wanted_and_none_is_missing_is_not_short():
    nobody = np.zeros((2, 4), dtype=np.int64)
    wanted = np.array([[9, 10, 10, 11], [9, 10, 10, 11]])
    site = judge("S1", "One", (10, 20), 0.95, wanted=wanted, set_out=wanted, elsewhere=nobody, sent_home=nobody)
    assert site.days_short_share.estimate == 0.25


def test_a_lower_limit_of_exactly_the_desks_there_are_does_not_call_them_too_few():
    nobody = np.zeros((2, 4), dtype=np.int64)
    site = judge("S1", "One", (10, 20), 0.95, wanted=nobody, set_out=nobody, elsewhere=nobody, sent_home=nobody)
    assert replace(site, needed=Interval(11.0, 10.0, 12.0)).verdict == "cannot_tell"
    assert replace(site, needed=Interval(12.0, 11.0, 13.0)).verdict == "too_few"
