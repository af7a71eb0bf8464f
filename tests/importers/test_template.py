"""study=template writes tables that run as they are, and never writes over what somebody has begun to fill in."""

import openpyxl
import polars as pl
import pytest

from sim import config
from sim.__main__ import main
from sim.importers import guide
from sim.importers.sheets import SHEETS

_SHORT = ("run.weeks=2", "run.replications=1", "run.workers=1")


@pytest.fixture
def template(here, capsys):
    """Write the template, and return its folder."""
    assert main(["study=template", "results_dir=out"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "results: out/small-office-template"
    assert "out/small-office-template/template.xlsx" in printed
    return here / "out" / "small-office-template"


def results_of(here, name, *arguments):
    """Run a scenario and return its results folder."""
    folder = here / f"run-{len(list(here.iterdir()))}"
    assert main([f"scenario={name}", *_SHORT, f"results_dir={folder.name}", *arguments]) == 0
    (results,) = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return results


def tables_in(results):
    return {path.stem: pl.read_parquet(path) for path in (results / "tables").glob("*.parquet")}


def test_template_runs_as_it_is_and_gives_the_tables_of_the_scenario_it_was_made_from(here, template):
    template.joinpath("template.xlsx").rename(here / "my_city.xlsx")
    template.joinpath("template_csv").rename(here / "my_folder")
    expected = tables_in(results_of(here, "small_office", "output.report=false"))
    for name, column in (("my_city.xlsx", "my_city"), ("my_folder/", "my_folder")):
        found = tables_in(results_of(here, name, "output.report=false"))
        assert set(found) == set(expected)
        for table, frame in found.items():
            assert set(frame["scenario"].unique()) <= {column}, table
            is_same = frame.drop("scenario").equals(expected[table].drop("scenario"))
            # The norms say where each was stated, which is another file.
            assert is_same or table == "norms", table
            assert frame.drop("scenario").columns == expected[table].drop("scenario").columns


def test_a_filled_in_template_runs_through_to_the_report(here, template):
    book = openpyxl.load_workbook(template / "template.xlsx")
    teams = book["teams"]
    row = next(number for number in range(1, 99) if teams.cell(number, 1).value == "T12")
    teams.cell(row, 5).value = 14
    teams.insert_rows(row + 1)
    for column, value in enumerate(("T13", "U2", "S1", "S1-south", 9), start=1):
        teams.cell(row + 1, column).value = value
    book["norms"].append(["team", None, "T13", None, None, 2])
    book.save(here / "my_office.xlsx")
    results = results_of(here, "my_office.xlsx")
    assert "my_office.xlsx" in (results / "report.html").read_text(encoding="utf-8")
    found = tables_in(results)["locations_daily"]
    assert set(found["scenario"].unique()) == {"my_office"}
    assert found.filter(pl.col("team_id") == "T13")["headcount"].max() == 9
    assert found.filter(pl.col("team_id") == "T12")["headcount"].max() == 14


def test_another_scenario_can_be_the_example(here, capsys):
    assert main(["study=template", "scenario=theory/v10", "results_dir=out"]) == 0
    capsys.readouterr()
    assert main(["scenario=out/theory-v10-template/template.xlsx", "--cfg", "job"]) == 0


def test_the_workbook_explains_itself_and_offers_choices(template):
    book = openpyxl.load_workbook(template / "template.xlsx")
    assert book.sheetnames == ["Read me", *(sheet.name for sheet in SHEETS)]
    words = [str(cell.value) for row in book["Read me"].iter_rows() for cell in row if cell.value]
    for column in ("seats", "anchor_weekdays", "team_day_probability"):
        assert column in words
    rooms = book["rooms"]
    assert rooms["A1"].value.startswith("# ")
    offered = {rule.formula1 for rule in rooms.data_validations.dataValidation}
    assert offered == {'"meeting,booth,project"', '"yes,no"'}
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)
    guide_text = (template / "template_csv" / "README.txt").read_text(encoding="utf-8-sig")
    assert guide.STEPS[0] in guide_text


def test_the_csv_files_are_those_of_a_finnish_spreadsheet(template):
    content = (template / "template_csv" / "rate_groups.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfrate_group;monday;")
    assert b"default;0,316;0,414;" in content
    assert b"\r\n" in content


def test_a_template_is_written_again_but_never_over_a_change(here, template, capsys):
    assert main(["study=template", "results_dir=out"]) == 0
    teams = template / "template_csv" / "teams.csv"
    changed = teams.read_bytes() + b"T13;U2;S1;S1-south;9;;;\r\n"
    teams.write_bytes(changed)
    capsys.readouterr()
    assert main(["study=template", "results_dir=out"]) == 2
    captured = capsys.readouterr()
    assert "teams.csv\n      was changed since it was written, and would be overwritten" in captured.err
    assert captured.out == ""
    assert teams.read_bytes() == changed


@pytest.mark.parametrize("name", ["my_city.xlsx", "template_csv/old/zones.csv", "template_csv/manifest.json"])
def test_what_a_planner_has_put_beside_a_template_is_not_deleted(here, template, capsys, name):
    own = template / name
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(b"a week of work")
    assert main(["study=template", "results_dir=out"]) == 2
    words = "does not come with the template, and would be deleted"
    assert f"out/small-office-template/{name}\n      {words}" in capsys.readouterr().err
    assert own.read_bytes() == b"a week of work"


@pytest.mark.parametrize("manifest", [None, "{}", '{"files": 3}', "[]", "not JSON"])
def test_a_template_that_has_lost_its_manifest_is_not_written_over(here, template, capsys, manifest):
    (template / "manifest.json").unlink()
    if manifest:
        (template / "manifest.json").write_text(manifest, encoding="utf-8")
    assert main(["study=template", "results_dir=out"]) == 2
    assert "does not come with the template, and would be deleted" in capsys.readouterr().err
    assert (template / "template.xlsx").exists()


def test_a_template_keeps_how_a_scenario_is_run_and_asked_about(here, capsys):
    (here / "mine.yaml").write_text(
        "defaults:\n  - override /organization: small_office\n  - override /office: small_office\n"
        "run: {people_limit: 300000, replication_timeout_minutes: 5}\n"
        "study: {service_level: 0.9, costs: {eur_per_m2_year: 310}}\noutput: {csv: true, records: none}\n",
        encoding="utf-8",
    )
    assert main(["study=template", "scenario=mine.yaml", "results_dir=out"]) == 0
    capsys.readouterr()
    original = config.read(["scenario=mine.yaml", "study=size"])[0].scenario
    for name in ("template.xlsx", "template_csv/"):
        found = config.read([f"scenario=out/mine-template/{name}", "study=size"])[0].scenario
        assert (found.run, found.study, found.output) == (original.run, original.study, original.output)


def test_a_tuned_policy_is_refused_because_a_table_cannot_hold_it(here, capsys):
    arguments = ["study=template", "policy=anchor_days", "policy.adherence=0.5", "results_dir=out"]
    assert main(arguments) == 2
    assert "policy.adherence = 0.5\n      cannot stand in a table" in capsys.readouterr().err
    assert not (here / "out").exists()


def test_a_name_that_a_spreadsheet_would_run_is_not_written(here, capsys):
    (here / "mine.yaml").write_text(
        "defaults:\n  - override /organization: small_office\n  - override /office: small_office\n"
        "office: {sites: {S1: {name: '=1+1'}}}\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["study=template", "scenario=mine.yaml", "results_dir=other"]) == 2
    assert "sites, name = =1+1\n      begins like a formula" in capsys.readouterr().err
    assert not (here / "other" / "mine-template").exists()
