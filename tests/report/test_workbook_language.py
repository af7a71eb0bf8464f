"""The workbook in the language of the run: other words, the same numbers in the same cells with the same formats."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from sim.report.compare_page import page as compare_page
from sim.report.evidence import gather
from sim.report.language import ENGLISH, LANGUAGES, language
from sim.report.ledger import ledger_of
from sim.report.sensitivity_page import sensitivity_page
from sim.report.workbook.comparison import comparison
from sim.report.workbook.excel import xlsx_bytes
from sim.report.workbook.levels import needed_at_levels
from sim.report.workbook.winners import winners_and_losers
from sim.report.workbook.write import project_book, study_book
from tests.figures.test_compare_figures import BASE, LEAN, compared
from tests.figures.test_size_figures import sizing
from tests.report.read_workbook import opened, table_of, tables_of
from tests.report.synthetic import make_facts, make_tables
from tests.report.test_sensitivity_page import row as sensitivity_row
from tests.report.test_workbook_of_studies import with_roles

FINNISH = language("fi")
#: Columns that hold what stands in the configuration.
AS_WRITTEN = {"Avain", "Arvo", "Lähde", "Asetettu"}
#: What the synthetic organization and its scenario are called.
NAMED = ("The city as it is", "How many desks does each site need?", "City of Espoo", "Espoo", "Unit", "head count")
ENGLISH_WORDS = re.compile(
    r"\b(the|of|and|under|people|desks?|rooms?|is|are|with|for|to|days?|weeks?|sites?|each|from|by|not|none|no|yes|more|"
    r"than|mean|share|wanted|needed|units?|zones?|floor|replications?|guess|judgment|low|high|note|policy|clearly)\b",
    re.IGNORECASE,
)
FORBIDDEN = set("[]:*?/\\")


def of_project(code):
    evidence = gather(make_tables(rooms=True), make_facts(language=code))
    return project_book(evidence, ledger_of(evidence.facts))


def of_comparison(code):
    sizes = {("everybody", "everybody"): 500, ("role", "expert"): 450, ("role", "manager"): 46}
    facts = make_facts(language=code, study="compare")
    told = replace(compared(BASE, with_roles(LEAN), sizes=sizes), scopes={"fi": "Tapaus espoo."})
    page = compare_page(told, language=language(code))
    return study_book(page, facts, ledger_of(facts))


def of_sensitivity(code):
    facts = make_facts(language=code, study="sensitivity")
    rows = [
        sensitivity_row("office days a person wishes in a week", parameter="wished_office_days"),
        sensitivity_row("head count", metric="attendance_rate_mean", metric_unit="share", swing=0.2),
    ]
    page = sensitivity_page(rows, [], facts)
    return study_book(page, facts, ledger_of(facts, None, page.ranking))


@pytest.fixture(scope="module", params=[of_project, of_comparison, of_sensitivity])
def books(request):
    return {code: opened(xlsx_bytes(request.param(code))) for code in LANGUAGES}


def numbers_of(sheet):
    return {
        cell.coordinate: (cell.value, cell.number_format)
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float)
    }


def test_every_number_stands_in_the_same_cell_with_the_same_format(books):
    for english, finnish in zip(books["en"].worksheets, books["fi"].worksheets, strict=True):
        assert numbers_of(english) == numbers_of(finnish), english.title
        assert english.dimensions == finnish.dimensions


def test_names_of_sheets_are_such_as_excel_takes(books):
    for code, book in books.items():
        names = book.sheetnames
        assert len({name.lower() for name in names}) == len(names), code
        for name in names:
            assert 0 < len(name) <= 31
            assert not FORBIDDEN & set(name)
            assert not name.startswith("'") and not name.endswith("'")
    assert set(books["en"].sheetnames) & set(books["fi"].sheetnames) == set()


def test_the_first_sheet_leads_to_each_of_the_others(books):
    cover = books["fi"].worksheets[0]
    assert cover.title == "Yhteenveto"
    links = [cell.hyperlink.location for line in cover.iter_rows() for cell in line if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in books["fi"].sheetnames[1:]]


def test_nothing_is_english_but_names_keys_and_sources(books):
    for sheet in books["fi"].worksheets:
        as_written = {
            cell.coordinate
            for table in tables_of(sheet)
            for place, head in enumerate(table.heads)
            if head in AS_WRITTEN and sheet.title == "Oletukset"
            for cell in (line[place] for line in table.rows)
        }
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.coordinate not in as_written:
                    text = cell.value
                    for name in NAMED:
                        text = text.replace(name, "")
                    text = re.sub(r"\((project|compare|sensitivity)\)|study=sensitivity|office-sim \S+", "", text)
                    assert not ENGLISH_WORDS.search(text), (sheet.title, cell.coordinate, text)


def test_titles_and_axes_of_charts_are_heads_of_the_sheet(books):
    charts = [(sheet, chart) for sheet in books["fi"].worksheets for chart in sheet._charts]
    for sheet, chart in charts:
        (table,) = tables_of(sheet)
        axes = {axis.title.tx.rich.p[0].r[0].t for axis in (chart.x_axis, chart.y_axis) if axis.title}
        assert axes <= set(table.heads)
        assert not ENGLISH_WORDS.search(chart.title.tx.rich.p[0].r[0].t)


def test_a_date_is_a_date_and_looks_like_one_of_the_language():
    for code, form in (("en", "yyyy-mm-dd"), ("fi", "d.m.yyyy")):
        cover = opened(xlsx_bytes(of_project(code))).worksheets[0]
        dates = [cell for line in cover.iter_rows() for cell in line if isinstance(cell.value, datetime)]
        assert {cell.number_format for cell in dates} == {form}
        assert len(dates) == 2


def test_limits_and_remarks_have_heads_in_finnish():
    heads = table_of(opened(xlsx_bytes(of_project("fi"))), "Toimipaikat").heads
    assert [head for head in heads if head.endswith(": alaraja")]
    assert len([head for head in heads if head.endswith(": alaraja")]) == len(
        [head for head in heads if head.endswith(": yläraja")]
    )
    assert "Ihmisiä: huomautus" in heads


def test_levels_of_a_size_are_of_the_days_it_counts():
    (english,) = needed_at_levels(sizing(["Leppävaara"]), (), ENGLISH)
    (finnish,) = needed_at_levels(sizing(["Leppävaara"]), (), FINNISH)
    assert english.tables[0].caption == "Desks needed so that they are enough on so many of the workdays"
    assert finnish.tables[0].caption.endswith("mihin osuuteen työpäivistä niiden on riitettävä")
    assert finnish.tables[0].chart.by == finnish.tables[0].columns[0].head == "Toimipaikka"


def test_a_comparison_names_its_baseline_in_the_form_a_sentence_needs():
    said = compared(BASE, with_roles(LEAN))
    assert comparison(said, FINNISH)[0].tables[0].caption.endswith("niiden ero nykytilasta")
    (winners,) = winners_and_losers(said, FINNISH)
    assert "kuin nykytilassa" in winners.tables[0].caption
    assert "kaikki" in winners.tables[0].columns[1].entries
    verdicts = comparison(said, FINNISH)[0].tables[0].columns[-1].entries
    assert "selvästi vähemmän" in verdicts


def test_the_same_numbers_give_the_same_bytes_in_finnish():
    assert xlsx_bytes(of_project("fi")) == xlsx_bytes(of_project("fi"))
