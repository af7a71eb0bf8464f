"""The calendar says what its numbers are: bands, limits, which days count, and what one site tells of few people."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.report.calendar.close import Step, StepSeen, close_calendar
from sim.report.calendar.project import project_calendar
from sim.report.calendar.records import seen_of
from sim.report.calendar.shown import sites_hidden
from sim.report.evidence import gather
from sim.report.language import ENGLISH
from sim.report.page import render_page
from tests.report.calendar_reading import card, column, data_of, line, unpacked
from tests.report.synthetic import make_facts, make_tables
from tests.report.test_calendar_of_studies import DATES, NAMES, PEOPLE, closed, days, need, sized


def band(replications):
    """Shares of replications below and above the band of a day on which each wants another number."""
    wanted = np.random.default_rng(replications).permutation(replications)[:, None]
    seen = seen_of(3, wanted, np.zeros_like(wanted))
    return (wanted < seen.low).mean(), (wanted > seen.high).mean()


@pytest.mark.parametrize("replications", [20, 30, 60, 100, 101, 180, 1000])
def test_a_band_of_90_percent_leaves_out_as_many_above_as_below(replications):
    below, above = band(replications)
    assert below == above
    assert 0.05 - 1 / replications < below <= 0.05


@pytest.mark.parametrize("replications", [2, 5, 19])
def test_with_few_replications_the_band_is_all_of_them_and_says_so(replications):
    assert band(replications) == (0, 0)
    tables = make_tables(sites=2, replications=replications, days=70)
    heads = dict(project_calendar(gather(tables, make_facts(replications_done=replications))).details)
    assert heads["band"] == f"Lowest to highest of {replications} replications"


def test_with_enough_replications_the_band_is_said_to_be_of_90_percent(city_tables):
    assert dict(project_calendar(gather(city_tables, make_facts())).details)["band"] == "In 90 % of replications"


def test_no_limit_of_a_count_is_below_nobody():
    wanted = np.array([[0, 0], [0, 0], [9, 9]])
    seen = seen_of(3, wanted, wanted)
    assert seen.wanted_mean.low == seen.sent_home_mean.low == 0
    _, steps, _ = closed("A")
    first = replace(steps[0].places["A"], days_sent_home=np.array([0.0, 0.0, 0.0, 9.0]))
    view = close_calendar([replace(steps[0], places={"A": first, None: first})], DATES, NAMES, {"A": 9}, 0.95, ENGLISH)
    assert card(json.loads(view.data), 0, 4)[1].startswith("95 % interval 0")


def read(text):
    return 0.0 if text == "0" else 0.05 if text == "under 0.1" else float(text.replace(",", ""))


def meant(words):
    """Between which numbers a color lies: over the first, up to the second."""
    if words == "nobody":
        return -1.0, 0.0
    found = [float(number.replace(",", "")) for number in re.findall(r"[\d,.]+", words)]
    if words.startswith("up to"):
        return 0.0, found[0]
    return found[0], found[1] if len(found) > 1 else np.inf


def colored_as_named(data):
    """Check the color of every day; return all that is read of people sent home."""
    seen = set()
    for place, shown in enumerate(data["places"]):
        for value in column(data, place, "home"):
            color = sum(value > upper for upper in shown["home"]["uppers"])
            low, high = meant(shown["home"]["words"][color])
            assert low < read(data["sent"][value]) <= high, (data["sent"][value], shown["home"]["words"][color])
            seen.add(data["sent"][value])
    return seen


@pytest.fixture(scope="module")
def evidence(city_tables):
    return gather(city_tables, make_facts())


@pytest.fixture(scope="module")
def data(evidence):
    return data_of(render_page(evidence, []))


def test_the_color_of_every_day_is_the_one_that_the_legend_names(data):
    assert len(colored_as_named(data)) > 3


def test_somebody_sent_home_now_and_then_is_not_nobody():
    wanted = np.full((40, 65), 12)
    home = np.zeros_like(wanted)
    home[0, :5] = 1
    home[:, 9] = 23  # with some more it is 23.3, which is written as 23
    home[:12, 9] += 1
    site = StepSeen(
        desks=20, wanted=wanted, sent_home=home, days_sent_home=np.ones(40), turned_away=np.ones(40), over=True
    )
    view = close_calendar(
        [Step(name="nothing", site_id=None, places={"A": site, None: site})], DATES, NAMES, {"A": 9}, 0.95, ENGLISH
    )
    assert colored_as_named(json.loads(view.data)) == {"0", "under 0.1", "23"}


def test_all_sites_are_said_to_be_pooled_and_how_many_run_short_by_themselves(data, evidence):
    short = [site.name for site in evidence.answer.sites if site.verdict == "too_few"]
    said = line(data, 0)
    assert said.startswith("All sites are counted together here, as if anybody could sit at any site.")
    assert f"{len(short)} of the {len(evidence.answer.sites)} sites in the list" in said
    assert line(data, 1) == ""


def test_the_busiest_site_is_picked_first_and_all_sites_can_be(evidence):
    view = project_calendar(evidence)
    assert view.places[0] == "All sites"
    assert view.first_place == 1


def test_desks_needed_of_all_sites_are_named_for_what_they_are(data):
    assert data["headings"][1] == "Desks needed"
    assert data["headings_whole"][1] == "Desks needed if anybody could sit at any site"
    _, _, of_size = sized({"A": 33, "B": 20})
    assert of_size["headings_whole"][1] == "Desks needed, sites added up"
    assert "1 of the 2 sites in the list needs more desks than it has today" in line(of_size, 0)


def test_size_says_which_days_count_and_how_many():
    view, found, data = sized({"A": 33, "B": 20})
    assert data["headings"][3] == "Days of the busiest weekday with too few desks"
    counted = len(found["A"].counted)
    for place in range(3):
        rest = card(data, place, 3)[2]
        assert rest == f"4 replications of {counted} such days"
        assert "on at most 5 % of days of the busiest weekday" in data["about"][1]
        assert "Share of days of the busiest weekday" in data["about"][3]
    assert "(4 replications of 65" not in data["about"][1] + data["about"][3]
    assert any("all workdays" in note and "days of the busiest weekday only" in note for note in view.notes)
    everyday = sized({"A": 33}, days="all")
    assert everyday[2]["headings"][3] == "Workdays with too few desks"
    assert not any("busiest weekday" in note for note in everyday[0].notes)


def test_what_a_number_found_by_simulating_means_for_days_is_said():
    view, *_ = sized({"A": 33}, service_kind="arrivals")
    assert any("on more workdays than" in note for note in view.notes)
    assert not any("on more workdays than" in note for note in sized({"A": 33})[0].notes)


def test_a_place_that_few_people_ever_want_at_once_is_left_out():
    peaks = {"A": [60], "B": [40], "E": [2], "F": [0]}
    assert sites_hidden({"A": 60, "B": 40, "E": 0, "F": 0}, peaks) == {"E", "B"}, "B would tell of E"
    assert sites_hidden({"A": 60, "B": 40, "F": 0}, {**peaks, "E": [0]}) == set()
    assert sites_hidden({"A": 60, "B": 40, "E": 0}, {**peaks, "E": [2, 50]}) == {"E", "B"}, "today few want it"


def test_a_site_that_is_nobodys_home_does_not_tell_who_goes_there():
    people = {"A": 60, "B": 40, "D": 7, "C": 0}
    view, _, data = sized({"A": 33, "B": 20, "D": 9, "C": 1}, people=people)
    assert "Tiny" not in view.data
    assert "Next smallest" not in view.data, "it would tell of the other"
    assert [place["name"] for place in data["places"]] == ["All sites", "Alpha", "Beta <b>"]
    assert any(note.startswith("2 sites are not in the list") for note in view.notes)


def test_steps_that_close_a_place_few_people_want_are_left_out():
    _, steps, _ = closed("B", "C")
    few = {key: replace(one, wanted=np.minimum(one.wanted, 2)) for key, one in steps[0].places.items() if key == "C"}
    quiet = [replace(step, places={**step.places, **few}) for step in steps]
    view = close_calendar(quiet, DATES, NAMES, PEOPLE | {"C": 0, "D": 30}, 0.95, ENGLISH)
    assert len(view.steps) == 2
    assert "Tiny" not in view.data


def test_a_closed_site_is_called_closed_and_has_no_limits():
    _, steps, _ = closed("A")
    shut = replace(steps[1].places["A"], desks=0, wanted=np.zeros((4, len(DATES)), dtype=np.int64))
    after = replace(steps[1], places={**steps[1].places, "A": shut})
    data = json.loads(close_calendar([steps[0], after], DATES, NAMES, PEOPLE, 0.95, ENGLISH).data)
    (place,) = (number for number, one in enumerate(data["places"]) if one["name"] == "Alpha")
    for number in (1, 2, 3):
        value, limits, *_, about = card(data, place, number, 1)
        assert (value, limits) == ("closed", "")
        assert about == "The site is closed after this step."
        assert card(data, place, number, 0)[0] != "closed"
    assert line(data, place, 1).startswith("This site is closed after this step")
    assert line(data, place, 0) == ""


def test_before_anything_closes_desks_are_those_of_today():
    _, _, data = closed("A")
    assert card(data, 0, 0, 0)[2] == "Desks that there are today."
    assert card(data, 0, 0, 1)[2] == "Desks that are left after this step."


def test_of_values_that_were_drawn_the_page_says_from_how_many():
    _, _, data = sized({"A": 33}, replications=50)
    assert data["say"]["often_some"] == "in {short} of {of} replications drawn evenly from {all}"


def test_the_largest_number_of_desks_is_as_many_as_were_ever_wanted():
    wanted = replace(days(1, 20), wanted=np.random.default_rng(1).integers(0, 1000, (4, 65)))
    for most in range(990, 1001):
        wanted.wanted[0, 0] = most
        _, _, data = sized({"A": 33}, totals=[], sites=[need("A", 30, 33)], found={"A": wanted})
        choice = data["places"][0]["desks"]
        assert unpacked(choice["numbers"], choice["count"])[-1] == wanted.wanted.max()


def test_people_sent_home_though_there_are_desks_are_explained():
    tables = make_tables(sites=2, replications=2, days=70, people=300, desks_each=[500, 500])
    explained = [note.startswith("Whether desks are too few") for note in calendar_notes(tables)]
    assert explained == []
    tables["site_daily"] = tables["site_daily"].with_columns(forced_remote=pl.col("forced_remote") + 1)
    (note,) = calendar_notes(tables)
    assert "as if anybody could take any desk of the site" in note


def calendar_notes(tables):
    return project_calendar(gather(tables, make_facts(replications_done=2))).notes


def test_nothing_is_stored_that_the_page_does_not_read():
    _, _, data = sized({"A": 33, "B": 20})
    for place in range(3):
        assert "short" not in data["places"][place]
        assert card(data, place, 3)[:2] == ["", ""]


def test_a_run_begins_with_the_year_that_has_most_days():
    tables = make_tables(sites=1, replications=2, days=400)
    from_december = project_calendar(gather(tables, make_facts(weeks=80)))
    counted = {year: sum(month.year == year for month in from_december.months) for year in from_december.years}
    assert from_december.first_year == max(counted, key=counted.get)
