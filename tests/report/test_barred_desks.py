"""Desks that nobody may take are not called enough: what happened to people decides, not a number of desks."""

import numpy as np
import pytest

from sim.report.answer import answer
from sim.report.evidence import gather
from sim.report.page import render_page
from sim.report.plots import risk_curve
from sim.report.plots.canvas import drawing_style
from sim.report.remarks import remarks
from sim.report.site_need import judge
from sim.report.site_rows import city_row, most_when_never_seen, site_rows
from tests.building import plain, scenario_of, tables_of
from tests.report.synthetic import make_facts, make_tables

FACTS = make_facts(policy="free_choice", weeks=26, replications_planned=3, replications_done=3)


@pytest.fixture(scope="module")
def assigned_tables():
    """A team of 8 with 60 desks of its own, and a team of 60 with 12 desks."""
    zones = {
        "A": {"site_id": "S1", "kind": "assigned", "desks": 60},
        "B": {"site_id": "S1", "kind": "shared", "desks": 12},
    }
    teams = {"T1": {"size": 8, "zone_id": "A"}, "T2": {"size": 60, "zone_id": "B"}}
    changes = plain("behavior", "municipal")  # with leave and other absences, as in a real office
    return tables_of(scenario_of(teams=teams, zones=zones, changes=changes, weeks=26, replications=3))


def judged(sent_home_days, *, desks=50, wanted=40):
    """A site that wants as many desks every day, with somebody sent home on so many of 100 days, by replication."""
    sent_home = np.array([[1] * number + [0] * (100 - number) for number in sent_home_days])
    peaks = np.full(sent_home.shape, wanted)
    return judge("S1", "Talo", (desks, 80), 0.95, wanted=peaks, set_out=peaks, elsewhere=peaks, sent_home=sent_home)


def test_assigned_desks_that_others_may_not_take_are_not_enough(assigned_tables):
    found = answer(assigned_tables, FACTS)
    (site,) = found.sites
    assert site.verdict_in_number == "enough"
    assert site.verdict == "too_few"
    forced = assigned_tables["site_daily"]["forced_remote"] > 0
    assert site.days_sent_home_share.estimate == pytest.approx(forced.mean()) and forced.mean() > 0.5
    assert found.sentence.startswith(
        "Under free_choice the 72 desks of Only site are enough in number, but people are sent home on "
        f"{100 * forced.mean():.0f} % ("
    )
    assert "of workdays, because they may not take the empty ones (assigned or accessible zones" in found.sentence
    assert "stay empty" not in found.sentence
    assert site_rows(found)[0].spare.value == "not open to all"
    assert "are sent home." in " ".join(remarks(found, 3))


def test_the_page_and_the_risk_curve_of_such_a_site_do_not_call_it_enough(assigned_tables):
    evidence = gather(assigned_tables, FACTS)
    page = render_page(evidence, [])
    assert '<td role="cell" data-label="Today’s desks are" class="too_few">too few</td>' in page
    assert "look at the kinds of zones below" in page
    with drawing_style():
        title = risk_curve.draw(evidence).title
    assert title.startswith(
        "Desks are enough in number for 95 % of workdays at Only site, but people are sent home on "
    )


def test_one_barred_site_among_many_is_named_with_its_share_of_days():
    tables = make_tables(sites=2, replications=3, days=100, sizes=[100, 100], desks_each=[90, 90])
    daily = tables["site_daily"]
    home = daily["forced_remote"].to_numpy().copy()
    home[(daily["site_id"] == "S01").to_numpy()] = 2
    found = answer(tables | {"site_daily": daily.with_columns(forced_remote=home)}, make_facts())
    assert [site.verdict for site in found.sites] == ["enough", "too_few"]
    assert "at 1 site; people are sent home at Tapiola on every workday although" in found.sentence
    assert "elsewhere stay empty" in found.sentence


@pytest.mark.parametrize(
    ("sent_home_days", "verdict"),
    [((0, 0, 0), "enough"), ((5, 5, 5), "enough"), ((3, 5, 7), "cannot_tell"), ((20, 21, 22), "too_few")],
)
def test_people_may_be_sent_home_as_often_as_the_service_level_leaves(sent_home_days, verdict):
    assert judged(sent_home_days).verdict == verdict
    assert judged(sent_home_days).barred == (verdict != "enough")


def test_too_few_desks_stay_too_few_when_nobody_is_sent_home():
    assert judged((0, 0, 0), desks=30).verdict == "too_few"
    assert not judged((100, 100, 100), desks=30).barred


def test_what_was_never_seen_gets_a_bound():
    assert most_when_never_seen(20) == pytest.approx(0.139, abs=0.001)
    tables = make_tables(sites=1, replications=20, days=70, sizes=[100], desks_each=[100])
    (row,) = site_rows(answer(tables, make_facts()))
    assert row.days_short == row.days_sent_home
    assert row.days_short[:3] == ("none in 20 years", "at most 14 % of years", True)
    (row,) = site_rows(answer(tables, make_facts(weeks=14)))
    assert row.days_sent_home[:3] == ("none in 20 replications", "at most 14 % of replications", True)


def test_the_line_of_all_sites_counts_desks_as_if_anybody_could_take_any():
    tables = make_tables(sites=2, replications=3, days=100, sizes=[100, 100], desks_each=[90, 90])
    home = tables["site_daily"].with_columns(forced_remote=2)
    row = city_row(answer(tables | {"site_daily": home}, make_facts()))
    assert row is not None
    assert row.spare.value.startswith("+")
    assert row.sent_home.value == "4.0"
