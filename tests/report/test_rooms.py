"""The page's section on rooms answers which rooms are missing, in words and a table, and is silent without rooms."""

import re

import polars as pl
import pytest

from sim.report.evidence import gather
from sim.report.page import render_page
from sim.report.room_answers import room_answers
from sim.report.room_rows import room_table
from sim.report.words import fine_percent
from sim.report.write import write_report
from tests.report.synthetic import make_facts, make_tables
from tests.report.synthetic_rooms import make_room_log, request

FIGURES = ("rooms_wanted", "room_request_fates", "room_day_plan", "room_hours")


@pytest.fixture(scope="module")
def tables():
    return make_tables(sites=2, replications=2, days=60, sizes=[100, 200], rooms=True)


def answers(tables, **facts):
    return {question.asked: question.answer for question in room_answers(gather(tables, make_facts(**facts)))}


def with_demand(tables, *changes):
    """Change estimate and limits of a metric of `room_demand`, for one size."""
    demand = tables["room_demand"]
    for seats, metric, estimate, low, high in changes:
        here = (pl.col("seats") == seats) & (pl.col("metric") == metric)
        demand = demand.with_columns(
            pl.when(here).then(pl.lit(value, dtype=pl.Float64)).otherwise(column).alias(column)
            for column, value in (("estimate", estimate), ("ci_low", low), ("ci_high", high))
        )
    return tables | {"room_demand": demand}


def test_the_page_has_a_section_on_rooms_with_its_figures_and_its_table(tables, tmp_path):
    write_report(tmp_path, tables, make_facts())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    section = page[page.index('<h2 id="rooms">') : page.index('<h2 id="busy">')]
    assert re.findall(r'<figure id="(.*?)">', section) == list(FIGURES)
    assert "Which rooms are missing?" in section and section.count('<th scope="row"') == 6
    assert {f"{name}.{kind}" for name in FIGURES for kind in ("svg", "png")} <= {
        path.name for path in (tmp_path / "figures").iterdir()
    }
    numbers = [int(number) for number in re.findall(r'aria-label="Figure (\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert not any(name in page[: page.index('<h2 id="rooms">')] for name in FIGURES)
    assert "T-secret" not in page


def test_an_office_without_rooms_has_no_section_and_no_figures_of_rooms(tmp_path):
    write_report(tmp_path, make_tables(sites=1, replications=2, days=60, sizes=[100]), make_facts())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'id="rooms"' not in page and "room" not in {path.stem[:4] for path in (tmp_path / "figures").iterdir()}


def test_missing_sizes_are_named_with_their_sites_and_limits(tables):
    said = answers(tables)["Which rooms are missing?"]
    assert said.startswith(
        "On the 95 % day more rooms are wanted at one moment than exist: rooms of 1 seat at 2 of 2 sites, 6 in all "
        "(most at Leppävaara: 5 (5 to 5) wanted, 2 there). Hardly anybody is refused for want of them: "
        "8.7 % of the requests there get a larger room"
    )


def test_a_size_that_people_are_refused_for_is_not_said_to_be_served_by_larger_rooms(tables):
    refusing = with_demand(tables, (1, "refused_share", 0.2, 0.1, 0.3))
    assert "Hardly anybody" not in answers(refusing)["Which rooms are missing?"]


def test_rooms_are_not_called_missing_where_the_interval_holds_what_exists(tables):
    unclear = with_demand(tables, (1, "wanted_peak_p95", 3, 2, 4))
    said = answers(unclear)["Which rooms are missing?"]
    assert said.startswith("Of no size are clearly more rooms wanted on the 95 % day than exist, at any site.")
    assert said.endswith("In 2 cases (a size at a site) it cannot be told.")
    assert not any(row.short for row in room_table(gather(unclear, make_facts())).rows)


def test_one_replication_and_a_short_run_say_that_they_cannot_tell():
    one = make_tables(sites=1, replications=1, days=60, sizes=[100], rooms=True)
    assert answers(one)["Which rooms are missing?"].startswith("With one replication it cannot be told")
    short = make_tables(sites=1, replications=2, days=20, sizes=[100], rooms=True)
    assert answers(short)["Which rooms are missing?"].startswith("This run is too short for the 95 % day")
    assert room_table(gather(short, make_facts())).rows[0].wanted.value == "cannot be told"


def test_the_refused_are_named_by_size_and_site(tables):
    said = answers(tables)["Who finds no room?"]
    assert said.startswith("2.8 % (2.7 to 2.8 %) of requests whose people come find no room")
    assert "10 seats at Leppävaara (25 % (25 to 25 %)) and 10 seats at Tapiola (25 % (25 to 25 %))" in said
    nobody = pl.when(pl.col("metric") == "refused_share").then(0.0)
    columns = ("estimate", "ci_low", "ci_high")
    demand = tables["room_demand"].with_columns(nobody.otherwise(column).alias(column) for column in columns)
    assert answers(tables | {"room_demand": demand})["Who finds no room?"].startswith("Nobody:")


def test_parties_too_large_for_any_room_are_told_from_those_who_find_all_taken(tables):
    asked = "Would more rooms help those who are refused?"
    assert "of 4 refused requests 2 (50 %) are for more people than the largest room" in answers(tables)[asked]
    day = tables["room_log"]["date"][0]
    small = make_room_log([request("S00", day, 600, 660)])
    assert answers(tables | {"room_log": small})[asked].startswith("Yes: in the replication")
    assert asked not in answers({name: table for name, table in tables.items() if name != "room_log"})


def test_a_site_without_rooms_is_said_to_have_none(tables):
    demand = tables["room_demand"].with_columns(
        pl.when(pl.col("site_id") == "S01").then(0).otherwise("seats").alias("seats"),
        pl.when(pl.col("site_id") == "S01").then(0).otherwise("rooms").alias("rooms"),
    )
    bare = demand.unique(["site_id", "seats", "metric"], maintain_order=True)
    evidence = gather(tables | {"room_demand": bare}, make_facts())
    assert room_answers(evidence)[0].answer.endswith("1 site has no rooms at all.")
    assert room_table(evidence).rows[-1].seats == "no rooms"


def test_a_suppressed_site_has_no_line_and_its_refusals_do_not_count():
    tables = make_tables(sites=3, replications=2, days=60, sizes=[200, 3, 30], rooms=True)
    evidence = gather(tables, make_facts())
    assert {row.site for row in room_table(evidence).rows} == {"Leppävaara"}
    assert "of 2 refused requests 1 (50 %) is for" in room_answers(evidence)[2].answer
    assert "Tapiola" not in " ".join(question.answer for question in room_answers(evidence))


def test_limits_of_a_share_stay_between_0_and_100_percent(tables):
    odd = with_demand(tables, (4, "refused_share", 0.002, -0.001, 0.005), (10, "refused_share", 0.9, 0.7, 1.1))
    refused = [row.refused for row in room_table(gather(odd, make_facts())).rows]
    assert refused[1][:3] == ("0.20 %", "0 to 0.50 %", False) and refused[2].limits == "70 to 100 %"


def test_four_people_get_no_section_on_rooms():
    tables = make_tables(sites=1, replications=2, days=60, sizes=[4], desks_each=[3], rooms=True)
    assert 'id="rooms"' not in render_page(gather(tables, make_facts()), [])


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.00001, "under 0.1 %"), (0.0018, "0.18 %"), (0.052, "5.2 %"), (0.144, "14 %")]
)
def test_small_shares_get_more_digits(share, words):
    assert fine_percent(share) == words
