"""Whatever stands in tables, the answer is a scenario or a page of mistakes, and never a traceback."""

import contextlib
import datetime as dt
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sim import config
from sim.config.page import render
from sim.errors import InputError
from tests.importers.tables import csv_folder, small, workbook

_TEXTS = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(
        ["", " ", "T1", "S1", "Z1", "0,5", "1 000", "-1", "1e9", "nan", "???", "a.b", "[1; 2]", ";", "none"]
    ),
    st.sampled_from(
        ["_target_", "hydra", "defaults", "policy", "${x}", "organization.teams.T1.size", "run", "*", "&a", "!x"]
    ),
    st.text("0123456789.,-+eE %_:", max_size=8),
)
_VALUES = st.one_of(
    _TEXTS,
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2200, 1, 1)),
    st.times(),
)


@st.composite
def changed_tables(draw):
    """The small scenario with up to four cells changed, headers included, and sometimes a table under another name."""
    tables = small()
    tables["norms"] = [["level", "unit_id", "anchor_weekdays"], ["unit", "U1", "monday; friday"]]
    for _ in range(draw(st.integers(1, 4))):
        rows = tables[draw(st.sampled_from(sorted(tables)))]
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, len(row) - 1))] = draw(_VALUES)
    if draw(st.integers(0, 5)) == 0:
        tables[draw(st.sampled_from(["roomz", "Teams 2", "behavior", "x"]))] = tables.pop(
            draw(st.sampled_from(sorted(tables)))
        )
    return tables


def _answer(argument):
    """Return the page, or `accepted` where there is nothing wrong."""
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            config.read([f"scenario={argument}"])
        except InputError as error:
            return render(error.mistakes)
    return "accepted"


@given(tables=changed_tables())
@settings(max_examples=60)
def test_any_cells_of_a_workbook_are_answered(tables):
    with TemporaryDirectory() as folder:
        workbook(Path(folder) / "mine.xlsx", tables)
        page = _answer(f"{folder}/mine.xlsx")
    assert "cannot be read as a workbook" not in page
    assert page == "accepted" or "sheet" in page


@given(tables=changed_tables(), separator=st.sampled_from(";,\t"))
@settings(max_examples=120)
def test_any_cells_of_csv_files_are_answered(tables, separator):
    with TemporaryDirectory() as folder:
        csv_folder(Path(folder) / "mine", tables, separator, "," if separator == ";" else ".")
        _answer(f"{folder}/mine/")


@given(data=st.data())
@settings(max_examples=120)
def test_any_bytes_of_csv_files_are_answered(data):
    with TemporaryDirectory() as folder:
        mine = csv_folder(Path(folder) / "mine", small())
        file = data.draw(st.sampled_from(sorted(mine.iterdir())))
        content = bytearray(file.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content)))
            content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        file.write_bytes(bytes(content))
        _answer(f"{folder}/mine/")


@given(data=st.data())
@settings(max_examples=60)
def test_any_bytes_of_the_parts_of_a_workbook_are_answered(data):
    with TemporaryDirectory() as folder:
        workbook(Path(folder) / "whole.xlsx", small())
        with zipfile.ZipFile(Path(folder) / "whole.xlsx") as whole:
            parts = {name: bytearray(whole.read(name)) for name in whole.namelist()}
        content = parts[data.draw(st.sampled_from(sorted(parts)))]
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.integers(0, len(content)))
            content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        with zipfile.ZipFile(Path(folder) / "mine.xlsx", "w") as mine:
            for name, part in parts.items():
                mine.writestr(name, bytes(part))
        _answer(f"{folder}/mine.xlsx")
