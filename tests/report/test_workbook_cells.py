"""From cells of the page to columns of the workbook: limits apart, words apart from numbers, formats as on the page."""

import pytest

from sim.report.compared import KEY_FIGURES, OF_PEOPLE
from sim.report.language import language
from sim.report.site_rows import Cell, cell, single, spare_cell
from sim.report.study_page import NOTHING, Grid, Section, number, words
from sim.report.words import count, fine_percent, people_a_day, percent, signed
from sim.report.workbook.book import Book, Column, Figure, Form, Sheet, Table
from sim.report.workbook.cells import form_of, number_columns, text_column
from sim.report.workbook.excel import xlsx_bytes
from sim.report.workbook.grids import sheets_of
from sim.stats.interval import UNKNOWN, Interval
from tests.report.read_workbook import opened, tables_of


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (count, "#,##0"),
        (signed, "+#,##0;-#,##0;#,##0"),
        (people_a_day, "#,##0.0"),
        (percent, "0.0%"),
        (fine_percent, "0.00%"),
        (lambda value: f"{value:.2f}", "#,##0.00"),
        (lambda value: f"{value:+.2f} points", "+#,##0.00;-#,##0.00;#,##0.00"),
    ],
)
def test_the_workbook_shows_a_number_as_the_page_writes_it(write, code):
    assert form_of(write).code == code
    assert form_of(language("fi").write(write)).code == code


def test_every_measure_that_is_a_share_is_shown_as_one():
    for measure in (*KEY_FIGURES, *OF_PEOPLE):
        assert form_of(measure.write).is_share == measure.metric.endswith("_share"), measure.metric
        assert form_of(measure.write_change) == Form(
            max(form_of(measure.write).decimals, 0), form_of(measure.write).is_share, is_signed=True
        )


def test_an_interval_takes_three_columns_and_stays_unrounded():
    columns = number_columns("Needed", [cell(Interval(12.4, 10.1, 15.9)), single(7)])
    assert [column.head for column in columns] == ["Needed", "Needed: low", "Needed: high"]
    assert [[entry and entry.value for entry in column.entries] for column in columns] == [
        [12.4, 7.0],
        [10.1, None],
        [15.9, None],
    ]


def test_words_in_place_of_a_number_get_a_column_of_their_own():
    columns = number_columns("Needed", [single(7), Cell("suppressed (small group)"), cell(UNKNOWN), NOTHING])
    assert [column.head for column in columns] == ["Needed", "Needed: note"]
    assert columns[0].entries == [Figure(7.0), None, None, None]
    assert columns[1].entries == [None, "suppressed (small group)", "cannot be told", None]


def test_remarks_and_marks_stand_beside_the_number_they_belong_to():
    marked = number(Interval(5.0, 4.0, 6.0))
    people = single(30)._replace(limits="1.50 a desk")
    columns = number_columns("People", [marked._replace(value=f"{marked.value} \u25b2"), people])
    assert columns[-1].head == "People: note"
    assert columns[-1].entries == ["\u25b2", "1.50 a desk"]


def test_a_column_without_any_number_stays_words():
    (column,) = number_columns("Hardest hit", [words("Tapiola"), NOTHING])
    assert column == Column("Hardest hit", ["Tapiola", None])
    assert [one.head for one in text_column("Unit", [Cell("U1", "20 % worse")])] == ["Unit", "Unit: note"]


def test_spare_desks_are_missing_ones_with_the_other_sign():
    (estimate, low, high) = number_columns("Spare", [spare_cell(Interval(-12.0, -15.0, -8.0))])
    assert [column.entries[0].value for column in (estimate, low, high)] == [12.0, 8.0, 15.0]


def test_grids_that_name_a_sheet_stand_there_below_each_other():
    one = Grid(caption="One", head=("Site", "Desks"), rows=[[words("A"), single(1)]], sheet="Both")
    two = Grid(caption="Two", head=("Site", "Rooms"), rows=[[words("A"), single(2)]], sheet="Both")
    none = Grid(caption="Not in the workbook", head=("Site",), rows=[[words("A")]])
    empty = Grid(caption="Empty", head=("Site",), rows=[], sheet="Empty")
    sections = [Section(heading="h", grids=[one, none, empty], notes=["n"]), Section(heading="h", grids=[two])]
    (sheet,) = sheets_of(sections)
    assert (sheet.name, sheet.notes) == ("Both", ["n"])
    book = opened(xlsx_bytes(Book(title="t", lines=[], sheets=[sheet])))
    first, second = tables_of(book["Both"])
    assert (first.column("Desks"), second.column("Rooms")) == ([1], [2])
    assert {"One", "Two", "n"} <= {cell.value for (cell, *_) in book["Both"].iter_rows()}


def test_heads_that_excel_takes_for_the_same_are_numbered():
    columns = [Column("Policy", ["a"]), Column("policy", ["b"]), Column("=Policy", ["c"])]
    sheet = Sheet(name="S", tables=[Table(caption="c", columns=columns)])
    (table,) = tables_of(opened(xlsx_bytes(Book(title="t", lines=[], sheets=[sheet])))["S"])
    assert table.heads == ["Policy", "policy (2)", "=Policy"]
