"""Tables have a column for every key there is, so that none can be forgotten; sources and settings are registered."""

import dataclasses
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import sim.importers
from sim.config import paths, shapes
from sim.importers import SOURCES, guide
from sim.importers.organization_sheets import NORMS
from sim.importers.settings_sheets import CHOICES, SETTING_NAMES, TEXT_SETTINGS, TIMES
from sim.importers.sheets import SHEETS
from sim.importers.texts import fold
from sim.norm import Norm
from sim.office import Site, Zone
from sim.organization import RateGroup, Team, Unit
from sim.rooms import Room, RoomBooking

THINGS = {
    "sites": Site,
    "zones": Zone,
    "rooms": Room,
    "room_bookings": RoomBooking,
    "units": Unit,
    "teams": Team,
    "rate_groups": RateGroup,
}


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.layout == "things"], ids=lambda sheet: sheet.name)
def test_a_table_of_things_has_a_column_for_every_field(sheet):
    fields = {field.name: field for field in dataclasses.fields(THINGS[sheet.name])}
    name, *columns, source = sheet.columns
    assert source.name == "source"
    assert name.needed
    # Norms stand in a table of their own.
    assert {str(column.path[0]) for column in columns} == set(fields) - {"norm"}
    for column in columns:
        field = fields[str(column.path[0])]
        is_required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        assert column.needed == is_required, column.name


def test_the_table_of_norms_has_a_column_for_every_part_of_a_norm():
    assert {field.name for field in dataclasses.fields(Norm)} <= {column.name for column in NORMS.columns}


def test_choices_of_a_column_are_those_of_its_type():
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.choices and sheet.layout == "things":
                hints = get_type_hints(THINGS[sheet.name])
                assert column.choices == get_args(hints[column.name]), (sheet.name, column.name)


def test_all_times_of_day_are_known_as_such():
    times = {str(path[-1]) for path, shape in shapes.walk(shapes.root()) if shape.is_time}
    assert times == set(TIMES)


def test_what_can_be_chosen_are_the_groups_of_conf():
    assert CHOICES == paths.GROUPS


def test_short_names_of_settings_mean_settings_there_are():
    known = {".".join(map(str, path)) for path, _ in shapes.walk(shapes.root())}
    assert {meant for meant in SETTING_NAMES.values() if meant not in known} == set()
    assert set(TEXT_SETTINGS) <= known


def test_no_two_columns_of_a_table_and_no_two_tables_share_a_name():
    for sheet in SHEETS:
        names = [fold(name) for column in sheet.columns for name in {column.name, *column.synonyms}]
        assert len(set(names)) == len(names), sheet.name
    tables = [fold(name) for sheet in SHEETS for name in {sheet.name, *sheet.synonyms}]
    assert len(set(tables)) == len(tables)
    assert not set(tables) & set(guide.FOR_PEOPLE)


def test_every_source_is_a_module_that_reads():
    folder = Path(sim.importers.__file__).parent
    for source in SOURCES:
        assert "\ndef read(" in (folder / f"{source}.py").read_text(encoding="utf-8")
    readers = {path.stem for path in folder.glob("*.py") if "\ndef read(path: Path, label" in path.read_text("utf-8")}
    assert readers - {"__init__"} == set(SOURCES)


def test_every_column_says_what_it_means():
    for sheet in SHEETS:
        assert len(sheet.meaning) > 10
        assert all(len(column.meaning) > 8 for column in sheet.columns)
