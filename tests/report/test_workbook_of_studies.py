"""The workbook of each study: what its page shows, number by number, and no group that the page hides."""

from dataclasses import replace

import pytest

from sim.report.close_page import ClosureRow, close_page
from sim.report.compare_page import page as compare_page
from sim.report.compared import Change, Group
from sim.report.ledger import ledger_of
from sim.report.room_rules_page import MovedRow, Places, RuleRow, room_rules_page
from sim.report.sensitivity_page import sensitivity_page
from sim.report.size_page import size_page
from sim.report.sizing import Need
from sim.report.workbook.excel import xlsx_bytes
from sim.report.workbook.write import study_book
from sim.stats.interval import Interval
from tests.figures.test_compare_figures import BASE, LEAN, compared
from tests.figures.test_size_figures import sizing
from tests.report.read_workbook import every_cell, opened, table_of, tables_of, texts_of
from tests.report.synthetic import make_facts
from tests.report.test_sensitivity_page import row as sensitivity_row


def book_of(page, **facts):
    told = make_facts(**facts)
    content = xlsx_bytes(study_book(page, told, ledger_of(told, None, page.ranking)))
    assert content == xlsx_bytes(study_book(page, told, ledger_of(told, None, page.ranking)))
    book = opened(content)
    assert {cell.data_type for cell in every_cell(book)} <= {"s", "n", "d"}
    assert page.answer in texts_of(book)
    return book


@pytest.fixture
def three_sites():
    city = sizing(["Leppävaara", "Tapiola", "Olari"])
    whole = Need(resource="desk", current=150, needed=Interval(162.0, 158.0, 167.0), eur_each=2900.0, m2_each=10.0)
    zone = Need(resource="desk", site_id="S01", zone_id="Z1", wing="A", current=4, needed=Interval(3.0, 2.0, 4.0))
    return replace(city, totals=[whole], zones=[zone, replace(zone, zone_id="Z2")], small_zones=frozenset({"Z1"}))


def test_size_has_levels_sites_zones_and_rules_of_thumb(three_sites):
    book = book_of(size_page(three_sites, make_facts()))
    assert book.sheetnames == ["Summary", "Desks by service level", "Sites", "Zones", "Rules of thumb", "Assumptions"]
    sites = table_of(book, "Sites")
    needed = [site.needed.estimate for site in three_sites.sites]
    assert sites.column("Desks needed") == [*needed, 162]
    assert sites.column("Desks needed: low")[0] == three_sites.sites[0].needed.low
    eur = [site.eur_of_difference for site in three_sites.sites]
    assert sites.column("EUR a year of the difference") == [*eur, sum(eur)]
    levels = table_of(book, "Desks by service level")
    assert levels.column("Service level") == [0.8, 0.95] * 3
    assert levels.column("Desks needed") == [one for need in reversed(needed) for one in (need - 9, need)]
    assert len(book["Desks by service level"]._charts[0].series) == 3
    thumbs = table_of(book, "Rules of thumb")
    assert thumbs.column("Simulated") == needed
    zones = table_of(book, "Zones")
    assert zones.column("Zone") == ["Z1", "Z2"]
    assert zones.column("Desks needed") == [None, 3]
    assert zones.column("Desks needed: note") == ["suppressed (small group)", None]


def test_size_hides_a_small_site_and_the_next_smallest(three_sites):
    people = {"S00": 3, "S01": 40, "S02": 100}
    book = book_of(size_page(replace(three_sites, people=people), make_facts()))
    assert not [text for text in texts_of(book) if "Leppävaara" in text or "Tapiola" in text]
    assert table_of(book, "Desks by service level").column("Site") == ["Olari", "Olari"]


def closure(step, **changes):
    values = {
        "step": step, "part": "wing A at Tapiola", "site_id": "S1", "floor": None, "wing": "A", "desks_freed": 30,
        "m2_freed": 300.0, "eur_saved_per_year": 95_000.0, "forced_remote_days_per_person_year": 1.25,
        "displaced_share": 0.04, "room_refused_share": None, "commute_minutes_per_person_week": 104.4, "ci_low": 1.0,
        "ci_high": 1.5, "turned_away_share": 0.01, "turned_away_low": 0.0, "turned_away_high": 0.02,
        "more_forced_remote_days": 0.5, "more_forced_remote_days_low": 0.25, "more_forced_remote_days_high": 0.75,
        "more_commute_minutes": 0.0, "hardest_hit_site_id": "S1", "hardest_hit_site": "Tapiola",
        "hardest_hit_more_days": 2.0, "keeps_level": True, "sites_over": 0, "replications": 20,
    }  # fmt: skip
    return ClosureRow(**(values | changes))


def test_close_has_a_ladder_with_a_bar_for_each_step():
    rows = [closure(0, part="nothing"), closure(1), closure(None)]
    book = book_of(close_page(rows, {"S1": 40, "S2": 100}, None, make_facts()))
    assert book.sheetnames == ["Summary", "Closures", "Parts alone", "Assumptions"]
    ladder = table_of(book, "Closures")
    assert ladder.column("Closed") == ["today", "1. wing A at Tapiola"]
    assert ladder.column("EUR saved a year") == [95_000, 95_000]
    assert ladder.column("Days a person is sent home a year: high") == [1.5, 1.5]
    assert ladder.column("More than today") == [None, 0.5]
    assert ladder.column("Arrivals outside their own zone") == [0.04, 0.04]
    (chart,) = book["Closures"]._charts
    assert (type(chart).__name__, len(chart.series)) == ("BarChart", 1)
    assert "Tapiola: +2.0 days" in ladder.column("Hardest hit")[1]


def test_close_does_not_name_a_small_site_as_hardest_hit():
    rows = [closure(0, part="nothing"), closure(1), closure(None)]
    book = book_of(close_page(rows, {"S1": 3, "S2": 100, "S3": 20}, None, make_facts()))
    assert "Hardest hit" not in table_of(book, "Closures").heads or not [
        text for text in table_of(book, "Closures").column("Hardest hit") if text
    ]


def with_roles(policy):
    roles = [
        Group(kind="role", group=role, metric="imposed_days", better=0.1, worse=0.7, interval=Interval(9.0, 8.0, 10.0))
        for role in ("expert", "manager", "site_bound")
    ]
    changes = {"desks_needed": Change(interval=Interval(-40.0, -50.0, -30.0), verdict="a_higher")}
    return replace(policy, groups=[*policy.groups, *roles], changes=changes)


def test_compare_has_differences_winners_and_a_point_for_each_policy():
    sizes = {("everybody", "everybody"): 500, ("role", "expert"): 450, ("role", "manager"): 46}
    book = book_of(compare_page(compared(BASE, with_roles(LEAN), sizes=sizes | {("role", "site_bound"): 4})))
    assert {"Comparison", "Frontier", "Winners"} <= set(book.sheetnames)
    comparison = table_of(book, "Comparison")
    desks = [row for row in comparison.rows if row[0].value == "Desks needed"]
    values = [dict(zip(comparison.heads, [cell.value for cell in row], strict=True)) for row in desks]
    assert [one["Value"] for one in values] == [300, 260]
    assert values[0]["Verdict"] is None
    assert (values[1]["Difference"], values[1]["Difference: low"], values[1]["Verdict"]) == (-40, -50, "clearly less")
    shares = [row for row in comparison.rows if row[0].value == "Team-mates met"]
    assert {row[2].number_format for row in shares} == {"0.0%"}
    winners = table_of(book, "Winners")
    assert set(winners.column("Who")) == {
        "everybody",
        "experts",
    }  # of 4 people site bound, and managers would reveal them
    assert set(winners.column("Better off")) == {0.6, 0.1}
    (chart,) = book["Frontier"]._charts
    assert (type(chart).__name__, len(chart.series)) == ("ScatterChart", 2)


def test_compare_of_fewer_than_5_people_has_no_numbers():
    book = book_of(compare_page(compared(BASE, LEAN, people=4)))
    assert book.sheetnames == ["Summary", "Assumptions"]


def test_room_rules_have_what_a_rule_is_worth_and_what_weekdays_free():
    rule = RuleRow(
        rule="release_15", site_id=None, refused_share_without=0.08, refused_share_under=0.05, difference=0.03,
        ci_low=0.02, ci_high=0.04, adjusted_p=0.001, rooms_worth=2.5, eur_worth_per_year=9_000.0, replications=20,
    )  # fmt: skip
    moved = [
        MovedRow(
            weekday=day, weekday_name=name, site_id=site, desks_needed_now=80.0, desks_needed=76.0, desks_freed=4.0,
            ci_low=1.0, ci_high=6.0, adjusted_p=0.01,
        )
        for site in ("S1", "S2", "S3")
        for day, name in ((1, "monday"), (2, "tuesday"))
    ]  # fmt: skip
    places = Places(names={"S1": "Tapiola", "S2": "Hut", "S3": "Olari"}, people={"S1": 90, "S2": 3, "S3": 20})
    book = book_of(room_rules_page([rule], moved, places, make_facts()))
    rules = table_of(book, "Room rules")
    assert rules.column("Rule") == ["a booked room nobody checks in to is free after 15 minutes"]
    assert rules.column("Refused without it") == [0.08]
    assert rules.column("Fewer, in points: low") == [0.02]
    assert rules.column("Worth in rooms") == [2.5]
    days = table_of(book, "Shared days")
    assert days.column("Site") == ["Tapiola"]
    assert days.column("Monday: high") == [6]


def test_sensitivity_has_a_table_for_each_key_figure():
    rows = [sensitivity_row(), sensitivity_row(metric="attendance_rate_mean", metric_unit="share", swing=0.2)]
    book = book_of(sensitivity_page(rows, [], make_facts()))
    first, second = tables_of(book["What matters most"])
    assert first.column("Swing") == [400]
    assert first.column("Swing: low") == [380]
    assert second.column("Swing") == [0.2]
    assert second.formats("Swing") == {"0.0%"}
