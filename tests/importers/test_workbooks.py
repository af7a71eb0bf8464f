"""Workbooks as people send them: dates for numbers, merged cells, formulas; and files that are none, or do harm."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from tests.importers.tables import small, workbook


@pytest.fixture
def changed(here):
    """Write the small scenario as a workbook, change it, and return the argument."""

    def put(change, tables=None):
        book = workbook(here / "mine.xlsx", tables or small())
        change(book)
        book.save(here / "mine.xlsx")
        return "scenario=mine.xlsx"

    return put


@pytest.fixture
def repacked(here):
    """Write the small scenario as a workbook with parts added, left out or altered, and return the argument."""

    def put(extra=None, drop=(), alter=None):
        workbook(here / "whole.xlsx", small())
        with (
            zipfile.ZipFile(here / "whole.xlsx") as whole,
            zipfile.ZipFile(here / "mine.xlsx", "w", zipfile.ZIP_DEFLATED) as mine,
        ):
            for name in set(whole.namelist()) - set(drop):
                content = whole.read(name)
                mine.writestr(name, alter(content) if alter and name == "xl/worksheets/sheet3.xml" else content)
            for name, content in (extra or {}).items():
                mine.writestr(name, content)
        (here / "whole.xlsx").unlink()
        return "scenario=mine.xlsx"

    return put


CELLS = [
    ("date", "zones", "C3", dt.date(2027, 3, 1), "row 3  desks = 1 March 2027\n      was taken for a date"),
    ("date_for_id", "zones", "A3", dt.date(2027, 3, 1), "row 3  zone_id = 1 March 2027\n      was taken"),
    ("time", "zones", "C3", dt.time(8, 30), "row 3  desks = 08:30:00\n      was taken for a date"),
    ("switch", "zones", "C3", True, "row 3  desks = TRUE\n      was taken for a switch"),
    ("formula", "zones", "C3", "=1+2", "row 3  desks = =1+2\n      holds a formula without a stored value"),
    ("call", "units", "B3", '=HYPERLINK("x")', "holds a formula without a stored value, and formulas are not run"),
    ("error", "zones", "C3", "#N/A", "row 3  desks = #N/A\n      is what a spreadsheet shows"),
    ("comma", "zones", "C3", "1,500", "is text that can be read as two numbers"),
    ("seconds", "sites", "D2", dt.time(7, 0, 30), "row 2  opens_at = 07:00:30\n      is a time with seconds"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "words"), [one[1:] for one in CELLS], ids=[one[0] for one in CELLS])
def test_what_a_spreadsheet_makes_of_a_value_is_told(page, changed, sheet, cell, value, words):
    text = page(changed(lambda book: book[sheet].__setitem__(cell, value)))
    assert words in text
    assert f"mine.xlsx, sheet {sheet}, row " in text


def test_merged_cells_are_told(page, changed):
    text = page(changed(lambda book: book["zones"].merge_cells("B2:B3")))
    assert "mine.xlsx, sheet zones, row 2  cells B2:B3\n      are merged" in text


def test_cells_merged_above_the_header_or_beside_the_table_harm_nobody(changed):
    from sim import config

    def change(book):
        book["zones"].insert_rows(1)
        book["zones"]["A1"] = "# alueet"
        book["zones"].merge_cells("A1:D1")
        book["zones"].merge_cells("H3:H4")

    assert config.read([changed(change)])[0].scenario.office.zones["Z2"].desks == 6


def test_times_and_dates_of_a_spreadsheet_are_read_as_such(changed):
    from sim import config

    def change(book):
        book["sites"]["D2"] = dt.time(7, 30)
        book["sites"]["D3"] = dt.timedelta(hours=9)
        book["scenario"].append(["run.start_date", dt.datetime(2027, 3, 1)])
        book["scenario"].append(["calendar.closed_dates", "2027-05-14; 2027-12-27"])

    scenario = config.read([changed(change)])[0].scenario
    assert [scenario.office.sites[site].opens_at for site in ("S1", "S2")] == [450, 540]
    assert scenario.run.start_date == dt.date(2027, 3, 1)
    assert len(scenario.calendar.closed_dates) == 2


def test_the_stored_value_of_a_formula_is_taken_aloud(here, capsys):
    import xlsxwriter

    from sim import config

    with xlsxwriter.Workbook(here / "mine.xlsx") as book:
        for name, rows in small().items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == "zones":
                page.write_formula("C3", "=2*3", None, 6)
    assert config.load("mine.xlsx").scenario.office.zones["Z2"].desks == 6
    assert "formulas are not run: 1 values are those stored when the file was saved" in capsys.readouterr().err


def many(element, times):
    """A part that holds an element many times, each of its own, so that it does not shrink like a bomb."""
    return b"<x>" + "".join(element % number for number in range(times)).encode() + b"</x>"


PARTS = [
    ("macros", {"xl/vbaProject.bin": b"x"}, "holds macros, which are programs"),
    ("old_macros", {"xl/macrosheets/sheet1.xml": b"<x/>"}, "holds macros, which are programs"),
    ("controls", {"xl/activeX/activeX1.xml": b"<x/>"}, "holds macros, which are programs"),
    ("links", {"xl/externalLinks/externalLink1.xml": b"<x/>"}, "takes values from other files"),
    ("queries", {"xl/connections.xml": b"<x/>"}, "fetches data from elsewhere"),
    ("objects", {"xl/embeddings/oleObject1.bin": b"x"}, "holds other files"),
    ("binary", {"xl/worksheets/sheet9.bin": b"x"}, "is a binary workbook (.xlsb)"),
    ("bomb", {"xl/media/x.xml": b"0" * 50_000_000}, "unpacks to far more than tables of sites and teams hold"),
    ("many_parts", {f"xl/x{n}.xml": b"" for n in range(1_001)}, "unpacks to far more than tables"),
    ("entities", {"xl/x.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares XML entities"),
    ("renamed", {"xl/worksheets/x.dat": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares XML entities"),
    ("upper_case", {"xl/X.XML": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares XML entities"),
    ("picture", {"xl/media/x.png": b'\xef\xbb\xbf\n<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "declares XML entities"),
    ("renamed_utf16", {"xl/x": "<x/>".encode("utf-16-le")}, "holds XML in UTF-16"),
    ("unpacked", {f"xl/{n}.dat": b"0" * 1_000_000 for n in range(151)}, "unpacks to far more than tables"),
    ("texts", {"xl/x.xml": many("<si><t>%d</t></si>", 100_010)}, "holds more than 100,000 different texts"),
    ("cells", {"xl/x.xml": many('<x:c r="A%d"/>', 200_001)}, "holds more than 200,000 cells, blank ones"),
    ("merged", {"xl/x.xml": many('<mergeCell ref="A%d:B9"/>', 100_001)}, "holds more than 100,000 merged cells"),
    ("rows", {"xl/x.xml": many('<row r="%d"/>', 50_001)}, "has more than 10,000 rows, or something stands far"),
    ("utf16", {"xl/x.xml": "<x/>".encode("utf-16")}, "holds XML in UTF-16"),
]


@pytest.mark.parametrize(("extra", "words"), [one[1:] for one in PARTS], ids=[one[0] for one in PARTS])
def test_a_workbook_that_could_run_or_fetch_or_grow_is_refused(page, repacked, extra, words):
    assert f"mine.xlsx\n      {words}" in page(repacked(extra))


def test_a_picture_harms_nobody(repacked):
    from sim import config

    assert config.read([repacked({"xl/media/image1.png": b"\x89PNG\r\n\x1a\n<!DOCTYPE"})])


def test_texts_that_cells_share_are_read_once(here, monkeypatch):
    import xlsxwriter
    from openpyxl.reader import excel

    from sim import config

    with xlsxwriter.Workbook(here / "mine.xlsx") as book:
        for name, rows in small().items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    reads = []
    whole = excel.read_string_table
    monkeypatch.setattr(excel, "read_string_table", lambda source: reads.append(1) or whole(source))
    assert config.load("mine.xlsx").scenario.office.sites["S1"].name == "Keskus"
    assert reads == [1]


def test_of_very_many_merged_cells_as_many_are_told_as_a_page_shows(page, repacked):
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(2, 90_000))
    text = page(repacked(alter=lambda content: content.replace(b"</sheetData>", b"</sheetData>" + merged)))
    assert "20 mistakes in" in text


def test_a_workbook_that_lacks_a_sheet_it_names_is_refused(page, repacked):
    assert "names sheets that it does not hold" in page(repacked(drop=["xl/worksheets/sheet3.xml"]))


def test_a_workbook_that_is_cut_off_is_refused(page, repacked, here):
    assert "cannot be read as a workbook" in page(repacked(alter=lambda content: content[:300]))
    content = (here / "mine.xlsx").read_bytes()
    assert "is damaged, or protected by a password" in page(content[:-200], "mine.xlsx")


def test_a_stray_row_far_below_is_refused_quickly(page, repacked):
    def far(content):
        return content.replace(b"</sheetData>", b'<row r="99999999999"><c r="A9"><v>1</v></c></row></sheetData>')

    assert "something stands far below the others" in page(repacked(alter=far))


@pytest.mark.parametrize("rows", [12_000, 60_000])
def test_too_many_rows_are_refused(page, here, rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("zones")
    for number in range(rows):
        sheet.append([number])
    book.save(here / "mine.xlsx")
    assert "has more than 10,000 rows" in page("scenario=mine.xlsx")


FILES = [
    ("old.xls", b"<html><table></table></html>", "is a web page that was saved under this name, not an .xlsx workbook"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxx", "is a workbook of the old format .xls, or one protected"),
    ("mine.xlsx", b"a;b\n1;2\n", "is not an .xlsx workbook"),
    ("mine.xlsx", b"", "is empty"),
    ("mine.xlsm", b"PK\x03\x04", "is a workbook with macros, which are programs"),
    (
        "mine.ods",
        b"PK\x03\x04" + b"x" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
        "is an OpenDocument file",
    ),
    ("mine.xlsx", b"PK\x03\x04" + b"x" * 20_000_000, "is larger than 20 MB"),
]


@pytest.mark.parametrize(("name", "content", "words"), FILES)
def test_a_file_that_is_no_workbook_is_answered_in_a_sentence(page, name, content, words):
    assert f"{name}\n      {words}" in page(content, name)


def test_an_archive_that_is_no_workbook_is_refused(page, here):
    with zipfile.ZipFile(here / "mine.xlsx", "w") as archive:
        archive.writestr("notes.txt", "x")
    assert "is an archive, but not a workbook" in page("scenario=mine.xlsx")


def test_a_workbook_that_is_not_there_is_named(page, here):
    assert "nowhere.xlsx\n      there is no such file" in page("scenario=nowhere.xlsx")
    (here / "endless.xlsx").symlink_to("/dev/zero")
    assert "endless.xlsx\n      is not an ordinary file" in page("scenario=endless.xlsx")
    (here / "folder.xlsx").mkdir()
    assert "folder.xlsx\n      is a folder without tables" in page("scenario=folder.xlsx")


def test_a_workbook_for_an_argument_is_told_how_to_be_given(page):
    assert "did you mean: scenario=mine.xlsx?" in page("mine.xlsx")


def test_text_that_looks_like_a_formula_is_refused_as_an_id_too(page, changed):
    def change(book):
        book["teams"]["A3"] = "=1+1"
        book["teams"]["A3"].data_type = "s"

    assert "sheet teams, row 3  team_id = =1+1\n      begins like a formula" in page(changed(change))
