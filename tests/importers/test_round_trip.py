"""What is written as tables and read again is the same scenario, whatever stands in it."""

from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sim import config, importers
from sim.activities.registry import AnyActivity
from sim.behavior import Behavior
from sim.config import paths
from sim.importers import written_csv, written_workbook
from sim.importers.filled import filled_tables
from sim.importers.organization_sheets import TEAMS
from sim.importers.sheets import SHEETS
from sim.office import Office
from sim.organization import Organization
from sim.studies.template import tables_of
from tests.random_scenarios import scenarios

WRITERS = {"mine.xlsx": written_workbook.write, "mine": written_csv.write}
FORMS = pytest.mark.parametrize("form", WRITERS)
#: Signs that a name may hold and that mean something to some reader of tables.
_NAMES = st.text("aäÖ;,\"'|&<>%€ -+.10=@#$\\/", min_size=1, max_size=20)
_PARTS = {"organization": Organization, "office": Office, "behavior": Behavior, "activities": dict[str, AnyActivity]}


@pytest.mark.parametrize("name", paths.scenario_names())
@FORMS
def test_every_scenario_as_tables_is_the_same_world(tmp_path, name, form):
    job = config.load(name)
    WRITERS[form](tmp_path / form, tables_of(job))
    back = config.load(str(tmp_path / form))
    assert back.scenario.key == job.scenario.key
    assert back.policy == job.policy
    assert back.scenario.title == job.scenario.title
    assert back.scenario.run == job.scenario.run


def _named(draw, scenario):
    """Give sites and units names that are hard to read in a table, and norms to the employer and a unit."""
    names = _NAMES.map(str.strip).filter(lambda name: name and not name.startswith(("=", "@")))
    units = {one: replace(unit, name=draw(names)) for one, unit in scenario.organization.units.items()}
    sites = {one: replace(site, name=draw(names)) for one, site in scenario.office.sites.items()}
    return replace(scenario.organization, units=units), replace(scenario.office, sites=sites)


@pytest.mark.parametrize("form", WRITERS)
@given(data=st.data())
@settings(max_examples=25)
def test_any_organization_and_office_come_back_equal(form, data):
    scenario = data.draw(scenarios())
    organization, office = _named(data.draw, scenario)
    whole = {**asdict(scenario), "organization": asdict(organization), "office": asdict(office)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / form
        WRITERS[form](path, filled_tables(whole, "free_choice", {}))
        back = importers.read(path, form, "mine")
    assert back.mistakes == []
    wanted = {**{part: getattr(scenario, part) for part in _PARTS}, "organization": organization, "office": office}
    for part, kind in _PARTS.items():
        assert TypeAdapter(kind).validate_python(back.data.get(part, {})) == wanted[part], part


@FORMS
def test_sources_travel_with_the_values_they_stand_beside(tmp_path, form):
    job = config.load("small_office")
    WRITERS[form](tmp_path / form, tables_of(job))
    back = {one.key: one for one in config.load(str(tmp_path / form)).assumptions}
    known = {one.key: one for one in job.assumptions if one.source.startswith(("S:", "J:", "D:"))}
    settings_with_source = {key for key in known if key.startswith(("behavior.", "activities."))}
    for key in settings_with_source & set(back):
        assert back[key].source == known[key].source
        assert back[key].file == str(tmp_path / form)
    # A source of a whole section stands beside each of its values.
    for section in settings_with_source - set(back):
        assert any(key.startswith(f"{section}.") for key in back), section


@FORMS
def test_the_same_tables_give_the_same_bytes(tmp_path, form):
    tables = tables_of(config.load("small_office"))
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        WRITERS[form](tmp_path / folder / form, tables)
    files = [path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file()]
    assert len(files) == (1 if form.endswith("xlsx") else len(SHEETS) + 1)
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


def test_a_column_of_every_kind_of_thing_is_written_in_its_place():
    tables = {table.sheet.name: table for table in tables_of(config.load("espoo"))}
    names = [column.name for column in TEAMS.columns]
    first = dict(zip(names, tables["teams"].rows[0], strict=True))
    assert first["team_id"] == "T001"
    assert first["size"] == 10
    assert len(tables["teams"].rows) == len(config.load("espoo").scenario.organization.teams)
