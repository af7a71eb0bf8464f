"""A small scenario as tables, and ways to write it: as a workbook, as CSV files, with one thing changed."""

import copy
import csv
import io

import openpyxl

SMALL = {
    "scenario": [
        ["setting", "value"],
        ["title", "Two sites"],
        ["policy", "free_choice"],
        ["run.weeks", 13],
        ["activities", "none"],
    ],
    "sites": [
        ["site_id", "name", "x_km", "opens_at"],
        ["S1", "Keskus", 0, "07:00"],
        ["S2", "Ranta", 2.5, "08:00"],
    ],
    "zones": [["zone_id", "site_id", "desks", "area_m2"], ["Z1", "S1", 8, 80.5], ["Z2", "S2", 6, 70]],
    "rooms": [["room_id", "site_id", "seats", "kind"], ["R1", "S1", 4, "meeting"], ["R2", "S2", 1, "booth"]],
    "units": [["unit_id", "name"], ["U1", "Hallinto"], ["U2", "Palvelut"]],
    "teams": [
        ["team_id", "unit_id", "site_id", "zone_id", "size"],
        ["T1", "U1", "S1", "Z1", 7],
        ["T2", "U2", "S2", "Z2", 9],
    ],
}


def small():
    """The small scenario, free to change."""
    return copy.deepcopy(SMALL)


def with_cell(table, row, column, value):
    """The small scenario with one cell changed; rows are counted as a spreadsheet does, the header being row 1."""
    tables = small()
    place = column if isinstance(column, int) else tables[table][0].index(column)
    tables[table][row - 1][place] = value
    return tables


def workbook(path, tables):
    """Write tables as sheets of a workbook, and return it for further changes before it is saved again."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return book


def csv_text(rows, separator=";", decimal=","):
    """One table as the text of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in rows:
        writer.writerow([str(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in row])
    return text.getvalue()


def csv_folder(path, tables, separator=";", decimal=",", encoding="utf-8-sig"):
    """Write tables as the files of a folder."""
    path.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (path / f"{name}.csv").write_bytes(csv_text(rows, separator, decimal).encode(encoding))
    return path
