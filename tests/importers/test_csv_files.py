"""CSV files as programs save them: Finnish and not, old letters, broken quotes; and files that are no CSV at all."""

import pytest

from sim import config
from tests.importers.tables import csv_folder, csv_text, small


@pytest.fixture
def folder(here, capsys):
    """Write the small scenario with some files replaced, and read it: the job and what was said."""

    def put(**files):
        path = csv_folder(here / "mine", small())
        for name, content in files.items():
            (path / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        return "scenario=mine/"

    return put


ZONES = "zone_id;site_id;desks;area_m2\nZ1;S1;8;80,5\nZ2;S2;6;70\n"
BROKEN = [
    (
        "decimal_comma",
        "zone_id,site_id,desks\nZ1,S1,8\nZ2,S2,6,5\n",
        "row 3  6,5\n      has 4 fields, and the header has 3: a decimal comma?\n      fix: write 6.5",
    ),
    (
        "quoted_comma",
        'zone_id,site_id,desks,area_m2\nZ1,S1,8,"80,5"\nZ2,S2,6,70\n',
        "row 2  area_m2 = 80,5\n      is a number with a decimal comma, in a file whose",
    ),
    (
        "short_row",
        "zone_id;site_id;desks;area_m2\nZ1;S1;8\nZ2;S2;6;70\n",
        "row 2\n      has 3 fields, and the header has 4",
    ),
    (
        "long_row",
        "zone_id;site_id;desks\nZ1;S1;8;x\nZ2;S2;6\n",
        "row 2\n      has 4 fields, and the header has 3\n      fix: put text that holds semicolons",
    ),
    ("open_quote", 'zone_id;site_id;desks\nZ1;"S1;8\nZ2;S2;6\n', "row 2\n      opens a quote and does not close it"),
    ("quote_inside", 'zone_id;site_id;desks\nZ1;"S1"x;8\nZ2;S2;6\n', "row 2\n      has a quote inside a field"),
    (
        "huge_field",
        'zone_id;site_id;desks\nZ1;"' + "x" * 200_000 + '";8\n',
        "row 2\n      holds a field of more than 131,072 signs",
    ),
    (
        "two_ways",
        "zone_id;site_id;desks;area_m2\nZ1;S1;8;1.500\nZ2;S2;6;70\n",
        "area_m2 = 1.500\n      can be read in two ways",
    ),
    ("workbook", b"PK\x03\x04abc", "zones.csv\n      is a workbook or an archive, not a table as text"),
    ("old_workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "is a workbook of the old format .xls, or one protected"),
    ("web_page", b"\xef\xbb\xbf<!DOCTYPE html><table>", "is a web page that was saved under this name"),
    ("xml", b"<?xml version='1.0'?><x/>", "is a file of XML"),
    ("zeros", b"a\0b;c\n", "is not text"),
    ("unknown_letters", b"zone_id;site_id\n\x81\x8d;S1\n", "zones.csv, row 2\n      holds letters of an unknown code"),
    ("half_utf16", b"\xff\xfea", "begins as UTF-16 and does not go on so"),
    ("nothing", b"", "zones.csv\n      is empty"),
    ("remarks_only", "# nothing\n", "zones.csv\n      is empty"),
    ("too_long", ZONES + "Z3;S1;1;1\n" * 1_000_000, "zones.csv\n      has more than 10,000 rows"),
    ("too_large", b"x" * 20_000_001, "zones.csv\n      is larger than 20 MB"),
]


@pytest.mark.parametrize(("content", "words"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_a_broken_file_is_told_in_a_sentence_and_hides_nothing_else(page, folder, content, words):
    argument = folder(zones=content, rooms="room_id;site_id;seats\nR1;S1;-4\n")
    text = page(argument)
    assert words in text
    assert "file zones is missing" not in text


def test_what_follows_from_a_row_that_cannot_be_read_is_not_told_too(page, folder):
    assert "1 mistake in" in page(folder(zones="zone_id;site_id;desks\nZ1;S1\nZ2;S2;6\n"))
    assert "1 mistake in" in page(folder(zones='zone_id;site_id;desks\nZ1;"S1;8\nZ2;S2;6\n'))


@pytest.mark.parametrize(
    ("separator", "decimal", "words"),
    [(";", ",", "Finnish CSV, with semicolons and decimal commas"), ("\t", ",", "parted by tabs"), (",", ".", "")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_way_to_save_a_file_gives_the_same_scenario(here, capsys, separator, decimal, encoding, words):
    tables = small()
    tables["units"][1][1] = "Henkilöstö"
    csv_folder(here / "mine", tables, separator, decimal, encoding)
    csv_folder(here / "plain", tables, ",", ".", "utf-8")
    job, plain = config.load("mine/"), config.load("plain/")
    said = capsys.readouterr().err
    assert job.scenario == plain.scenario
    assert job.scenario.organization.units["U1"].name == "Henkilöstö"
    assert words in said
    assert ("read as Windows-1252, for example Henkilöstö" in said) == (encoding == "cp1252")
    assert ("read as UTF-16" in said) == (encoding == "utf-16")


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_line_ending_is_read(folder, ending):
    job = config.read([folder(zones=ZONES.replace("\n", ending))])[0]
    assert job.scenario.office.zones["Z1"].area_m2 == 80.5


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", " "])
def test_thousands_are_grouped_by_spaces(folder, space):
    job = config.read([folder(zones=ZONES.replace("80,5", f"1{space}080,5"))])[0]
    assert job.scenario.office.zones["Z1"].area_m2 == 1080.5


def test_blank_lines_trailing_separators_and_remarks_are_passed_over(page, folder):
    text = "# alueet\n\nzone_id;site_id;desks;;;\nZ1;S1;8;;;\n;;;;;\n# and\nZ2;S2;6\n"
    assert set(config.read([folder(zones=text)])[0].scenario.office.zones) == {"Z1", "Z2"}
    # Rows are counted as a spreadsheet shows them.
    assert "mine/zones.csv, row 7  desks = -6" in page(folder(zones=text.replace("S2;6", "S2;-6")))


def test_a_line_that_names_the_separator_is_obeyed(folder):
    job = config.read([folder(zones="sep=|\nzone_id|site_id|desks\nZ1|S1|8\nZ2|S2|6\n")])[0]
    assert job.scenario.office.zones["Z2"].desks == 6


def test_a_quoted_field_may_hold_separators_and_quotes(folder):
    job = config.read([folder(units='unit_id;name\nU1;"a; ""b"", c"\nU2;d\n')])[0]
    assert job.scenario.organization.units["U1"].name == 'a; "b", c'


def test_files_that_are_no_tables_are_not_even_opened(folder, capsys):
    job = config.read([folder(muistio=b"a;b\n1\n\xff\x00", Readme=b"\x00")])[0]
    assert set(job.scenario.office.zones) == {"Z1", "Z2"}
    assert "mine: not read: muistio" in capsys.readouterr().err


def test_the_names_that_libreoffice_gives_to_the_sheets_of_a_workbook_are_understood(here):
    csv_folder(here / "mine", {f"my_city-{name}": rows for name, rows in small().items()})
    assert set(config.load("mine/").scenario.organization.teams) == {"T1", "T2"}


def test_a_csv_file_that_is_not_there_is_told_as_such(page):
    assert "nowhere.csv\n      there is no such file or folder" in page("scenario=nowhere.csv")


def test_a_single_csv_file_is_no_scenario(page, here):
    (here / "teams.csv").write_text(csv_text(small()["teams"]), encoding="utf-8")
    assert "teams.csv\n      is one table, and a scenario needs several" in page("scenario=teams.csv")


def test_a_folder_without_its_slash_is_recognized(page, folder):
    folder()
    assert "did you mean: mine/?" in page("scenario=mine")


def test_a_folder_without_tables_is_no_scenario(page, here):
    (here / "mine").mkdir()
    (here / "mine" / "notes.txt").write_text("x", encoding="utf-8")
    assert "mine/\n      is a folder without tables" in page("scenario=mine/")


def test_a_link_to_an_endless_device_is_refused(page, folder, here):
    argument = folder()
    (here / "mine" / "zones.csv").unlink()
    (here / "mine" / "zones.csv").symlink_to("/dev/zero")
    assert "zones.csv\n      is not an ordinary file" in page(argument)


def test_a_link_to_nowhere_is_told(page, folder, here):
    argument = folder()
    (here / "mine" / "zones.csv").unlink()
    (here / "mine" / "zones.csv").symlink_to("nowhere")
    assert "zones.csv\n      there is no such file" in page(argument)


def test_a_link_in_a_folder_is_not_followed(page, folder, here):
    argument = folder()
    (here / "secret.csv").write_text("zone_id;site_id;desks\nZ1;S1;8\nZ2;S2;6\n", encoding="utf-8")
    (here / "mine" / "zones.csv").unlink()
    (here / "mine" / "zones.csv").symlink_to(here / "secret.csv")
    assert "zones.csv\n      is a link, and links in a folder of tables are not followed" in page(argument)


def test_a_second_file_of_a_table_is_told_by_its_name(page, folder, here):
    argument = folder()
    (here / "mine" / "my_city-teams.csv").write_bytes((here / "mine" / "teams.csv").read_bytes())
    text = page(argument)
    assert "mine/teams.csv\n      is table teams a second time, beside my_city-teams.csv" in text


def test_a_workbook_among_csv_files_is_passed_over_aloud(folder, here, capsys):
    argument = folder()
    (here / "mine" / "rooms.xlsx").write_bytes(b"PK")
    assert config.read([argument])
    assert "mine: not read: rooms.xlsx; a workbook is given by itself" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "meant"), [("Z1,S1,1,8,80,5", "80.5"), ("Z1,S1,1,8,5,80", "5.80"), ("Z1,S1,1,12,5,north", "12.5")]
)
def test_of_several_pairs_the_last_is_the_decimal_comma(page, folder, row, meant):
    text = page(folder(zones=f"zone_id,site_id,floor,desks,area_m2\n{row}\nZ2,S2,1,6,70\n"))
    assert f"a decimal comma?\n      fix: write {meant}, or save with semicolons" in text
