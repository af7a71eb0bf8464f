"""The workbook of a run: the numbers of the tables, in real tables with formats and a chart, and never a formula."""

import html
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from sim.report.evidence import gather
from sim.report.language import ENGLISH
from sim.report.ledger import ledger_of
from sim.report.page import render_page
from sim.report.site_rows import site_rows
from sim.report.unit_rows import MEASURES, unit_rows
from sim.report.workbook.excel import xlsx_bytes
from sim.report.workbook.levels import LEVELS
from sim.report.workbook.write import project_book
from sim.stats.day_quantile import day_quantile
from tests.report.read_workbook import every_cell, opened, table_of, tables_of, texts_of
from tests.report.synthetic import NASTY, make_facts, make_tables

BEGIN_LIKE_FORMULAS = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\x00=1", "{=1+1}", "http://example.org", "12"]
SMALL = ["Small", "Next smallest"]


def written(evidence, results_dir=None):
    return xlsx_bytes(project_book(evidence, ledger_of(evidence.facts, results_dir)))


@pytest.fixture(scope="module")
def city():
    return gather(make_tables(rooms=True), make_facts())


@pytest.fixture(scope="module")
def book(city):
    return opened(written(city))


@pytest.fixture(scope="module")
def nasty():
    names = [*NASTY, *BEGIN_LIKE_FORMULAS, "N" * 300, *SMALL]
    sizes = [400] + [100] * (len(names) - 3) + [3, 30]
    tables = make_tables(sites=len(names), names=names, replications=2, days=70, sizes=sizes, rooms=True)
    odd = SimpleNamespace(key="=a", value="+x\x00y", source='J: =HYPERLINK("x")', file="@a.yaml")
    facts = make_facts(title="=1+1", scenario="@x", policy="-y", question="+1", assumptions=(odd,))
    return gather(tables, facts)


@pytest.fixture(scope="module")
def nasty_book(nasty):
    return opened(written(nasty))


def test_sheets_come_in_the_order_of_the_page_after_one_that_explains_them(book):
    assert book.sheetnames == [
        "Summary", "Sites", "Desks by service level", "Zones", "Rooms", "Shared days", "People", "Assumptions",
    ]  # fmt: skip


def test_the_first_sheet_answers_the_question_and_says_where_the_numbers_come_from(book, city):
    page = book["Summary"]
    lines = {row[0].value: row[1].value for row in page.iter_rows(max_col=2) if row[0].value}
    assert page["A1"].value == city.facts.title
    assert lines["Question"] == city.facts.question
    assert lines["Answer"] == city.answer.sentence
    assert city.scope() in lines["Scope"]
    assert "95 % interval" in lines["Low and high"]
    assert "fewer than 5 people" in lines["Small groups"]
    assert (lines["Seed"], lines["Version"], lines["Key"]) == ("20270104", "office-sim 0.1.0", "3f9a1c")
    assert lines["First workday"].date() == city.facts.first_date
    links = [cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_sites_have_the_numbers_that_the_answer_was_made_from(book, city):
    table = table_of(book, "Sites")
    for site in city.answer.sites:
        row = table.row(site.name)
        assert row["Desks"] == site.desks
        assert row["People"] == site.people
        for head, number in (
            ("Desks needed for 95 % of workdays", site.needed),
            ("Desks wanted on an average day", site.wanted_mean),
            ("People seated outside the zone they set out for, a day", site.elsewhere),
        ):
            assert row[head] == pytest.approx(number.estimate), head
            assert row[f"{head}: low"] == pytest.approx(number.low), head
            assert row[f"{head}: high"] == pytest.approx(number.high), head
        assert row["Workdays short of desks"] == pytest.approx(site.days_short_share.estimate)
        spare = row["Spare (+) or missing (\u2212)"]
        assert spare == (None if site.barred else -site.missing.estimate)
    assert table.rows[-1][0].value == "All sites at once"
    assert table.rows[-1][2].value == city.answer.city.desks


def test_what_never_happened_is_a_zero_with_a_remark_and_no_limits():
    tables = make_tables(desks_each=[2000] * 10, replications=20)
    table = table_of(opened(written(gather(tables, make_facts()))), "Sites")
    row = table.row("Leppävaara")
    assert row["Workdays short of desks"] == 0
    assert row["Workdays short of desks: note"] == "at most 14 % of years"
    assert row.get("Workdays short of desks: low") is None


def test_desks_by_service_level_are_quantiles_of_the_days(book, city):
    table = table_of(book, "Desks by service level")
    known = [level for level in LEVELS if level < 0.99]  # 253 days are too few for that
    for place, site_id in enumerate(city.demand.site_ids):
        name = city.demand.names[site_id]
        found = [row for row in table.rows if row[0].value == name]
        assert [row[1].value for row in found] == known
        for row, level in zip(found, known, strict=True):
            needed = day_quantile(city.demand.wanted[place], level)
            assert [cell.value for cell in row[2:5]] == [needed.estimate, needed.low, needed.high]
    whole = [row[2].value for row in table.rows if row[0].value == "All sites at once"]
    assert whole == [day_quantile(city.demand.city_wanted, level).estimate for level in known]


def test_a_chart_draws_a_line_for_each_site_from_the_cells_of_the_table(book, city):
    (chart,) = book["Desks by service level"]._charts
    assert type(chart).__name__ == "LineChart"
    assert len(chart.series) == len(city.answer.sites)
    rows = book["Desks by service level"]
    largest_first = sorted(city.answer.sites, key=lambda site: -site.desks)
    for site, series in zip(largest_first, chart.series, strict=True):
        cells = rows[series.val.numRef.f.partition("!")[2].replace("$", "")]
        assert {rows.cell(cell.row, 1).value for (cell,) in cells} == {site.name}
        assert len(cells) == 5


def test_of_very_many_sites_the_chart_draws_the_largest():
    tables = make_tables(sites=300, replications=2, days=60, people=30_000)
    book = opened(written(gather(tables, make_facts())))
    (chart,) = book["Desks by service level"]._charts
    assert len(chart.series) == 20
    desks = [
        row[-1].value for row in table_of(book, "Desks by service level").rows if row[0].value != "All sites at once"
    ]
    assert desks == sorted(desks, reverse=True)


def test_zones_rooms_and_units_have_the_numbers_of_the_tables(book, city):
    zones, desks = table_of(book, "Zones"), city.tables["zones"]
    assert dict(zip(zones.column("Zone"), zones.column("Desks"), strict=True)) == dict(
        desks.select("zone_id", "desks").iter_rows()
    )
    rooms, demand = table_of(book, "Rooms"), city.tables["room_demand"].drop_nulls(["site_id", "seats"])
    wanted = demand.filter(pl.col("metric") == "wanted_peak_mean").sort("site_id", "seats")["estimate"]
    np.testing.assert_allclose(rooms.column("Wanted at the peak of an average day"), wanted.to_list())
    people = table_of(book, "People")
    for unit in unit_rows(city):
        row = people.row(unit.unit)
        assert row["People"] == unit.people
        for measure, value in zip(MEASURES, unit.values, strict=True):
            assert row[measure.head_in(ENGLISH)] == pytest.approx(value.estimate), measure.column
    assert people.rows[-1][1].value == 2500


def test_shared_days_are_means_over_the_days_of_a_replication(book, city):
    row = table_of(book, "Shared days").row("Leppävaara")
    days = city.tables["shared_days"].filter(pl.col("site_id") == "S00")
    extra = (days["wanted_peak"] - days["wanted_peak_without"]).mean()
    assert row["Shared days a replication"] == 2
    assert row["Wanted with the event"] == pytest.approx(days["wanted_peak"].mean())
    assert row["Wanted more because of it"] == pytest.approx(extra)


def test_assumptions_are_those_of_the_ledger(book, city):
    table = table_of(book, "Assumptions")
    entries = ledger_of(city.facts).entries
    assert table.column("Key") == [entry.key for entry in entries]
    assert table.column("Value") == [entry.value for entry in entries]
    assert table.column("Source") == [entry.source for entry in entries]
    assert table.column("Set in") == [entry.set_in for entry in entries]


def test_numbers_look_like_what_they_are(book):
    table = table_of(book, "Sites")
    assert table.formats("Desks") == {"#,##0"}
    assert table.formats("Workdays short of desks") == {"0.0%"}
    assert table.formats("Spare (+) or missing (\u2212)") <= {"+#,##0;-#,##0;#,##0", "General"}
    assert table.formats("Site") == {"@"}
    assert table_of(book, "People").formats("Office days a week") == {"#,##0.00"}
    assert table_of(book, "Rooms").formats("Wanted at the peak of an average day") == {"#,##0.0"}
    dates = [cell for cell in every_cell(book) if cell.data_type == "d"]
    assert {cell.number_format for cell in dates} == {"yyyy-mm-dd"}
    assert len(dates) == 2


def test_heads_and_names_stay_in_sight_and_columns_are_as_wide_as_what_they_hold(book):
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B3", sheet.title
        widths = [sheet.column_dimensions[chr(ord("A") + place)].width for place in range(4)]
        assert all(8 < width <= 46 for width in widths), sheet.title
        (table,) = tables_of(sheet)
        assert len({head.lower() for head in table.heads}) == len(table.heads)
        assert next(iter(sheet.tables.values())).autoFilter is not None


def test_no_cell_is_a_formula_whatever_things_are_called(nasty_book):
    assert {cell.data_type for cell in every_cell(nasty_book)} <= {"s", "n", "d"}
    outside = [cell.hyperlink.target for cell in every_cell(nasty_book) if cell.hyperlink and cell.hyperlink.target]
    assert outside == []


def test_names_stay_the_text_they_are(nasty_book):
    names = table_of(nasty_book, "Sites").column("Site")
    for name in (
        "=1+1",
        "+1",
        "-2",
        "@SUM(A1)",
        "=1",
        "{=1+1}",
        "http://example.org",
        "12",
        "<script>alert(1)</script>",
    ):
        assert name in names
    assert "\ufffd=1" in names  # a NUL cannot stand in a workbook
    assert "N" * 300 in names
    assert "שלום עולם" in names
    assert nasty_book["Summary"]["A1"].value == "=1+1"
    assert table_of(nasty_book, "Assumptions").column("Value") == ["+x\ufffdy"]


def test_a_small_site_and_the_next_smallest_have_desks_and_nothing_else(nasty_book):
    table = table_of(nasty_book, "Sites")
    for name in SMALL:
        row = table.row(name)
        assert row.pop("Site") == name
        assert row.pop("Today's desks are").startswith("suppressed")
        assert row.pop("Desks") > 0
        assert set(row.values()) == {None}
    others = texts_of(nasty_book, without=("Sites",))
    assert not {text for text in others if text in SMALL}


def test_nothing_is_named_that_the_page_does_not_show(nasty, nasty_book):
    page = html.unescape(render_page(nasty, []))
    for sheet in ("Sites", "Zones", "Rooms", "People"):
        for row in table_of(nasty_book, sheet).rows:
            assert row[0].value in page, (sheet, row[0].value)
    shown = {row.name for row in site_rows(nasty.answer) if not row.suppressed}
    for sheet in ("Desks by service level", "Zones", "Rooms", "Shared days"):
        assert set(table_of(nasty_book, sheet).column("Site")) - {"All sites at once"} <= shown


def test_of_fewer_than_5_people_only_the_assumptions_are_published():
    tables = make_tables(sites=1, replications=2, days=60, sizes=[4], names=["Hut"])
    book = opened(written(gather(tables, make_facts())))
    assert book.sheetnames == ["Summary", "Assumptions"]
    assert "Hut" not in texts_of(book)
    assert "Nothing can be published: the whole organization has fewer than 5 people." in texts_of(book)


def test_one_replication_has_no_limits(tiny_tables):
    facts = make_facts(replications_planned=1, replications_done=1, weeks=4)
    book = opened(written(gather(tiny_tables, facts)))
    heads = table_of(book, "Sites").heads
    assert "Desks wanted on an average day" in heads
    assert not [head for head in heads if head.endswith((": low", ": high"))]
    assert "Desks by service level" in book.sheetnames  # 20 days tell the median and 80 %
    assert set(table_of(book, "Desks by service level").column("Service level")) == {0.5, 0.8}


def test_the_same_numbers_give_the_same_bytes(city):
    assert written(city) == written(gather(make_tables(rooms=True), make_facts()))
