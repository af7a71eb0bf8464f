"""What a machine keeps to itself never reaches a results folder: not by itself, and not because a scenario asks."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from sim.__main__ import main
from tests.building import ROOT

SECRET = "tell-nobody-7341"
ASKS = ["${oc.env:SECRET_TOKEN}", "x ${oc.env:SECRET_TOKEN} y", "${oc.decode:${oc.env:SECRET_TOKEN}}", "${.title}"]


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", SECRET)
    monkeypatch.setenv("DATABASE_URL", f"postgres://user:{SECRET}@host/x")


def run(*arguments):
    """Run the command in this process; return its exit code and all it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(list(arguments))
    return code, said.getvalue()


def everything(folder):
    """All that stands in a folder, packed or not, as text by file."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                content = b"\n".join(book.read(name) for name in book.namelist())
        elif path.suffix == ".parquet":
            table = pl.read_parquet(path)
            content = f"{pl.read_parquet_metadata(path)} {table.columns} {table.write_csv()}".encode()
        yield path.relative_to(folder).as_posix(), content.decode("utf-8", "replace")


@pytest.mark.parametrize("study", ["project", "size"])
def test_nothing_of_the_environment_is_in_any_file(tmp_path, study):
    code, said = run(
        "scenario=small_office", f"study={study}", f"results_dir={tmp_path}", "run=quick", "run.replications=2",
        "run.weeks=13", "run.workers=1",
    )  # fmt: skip
    assert code == 0
    files = dict(everything(tmp_path))
    assert any(name.endswith("manifest.json") for name in files)
    assert any(name.startswith(".store/") for name in files)
    # Folders of whoever ran it tell of a machine and of a person.
    for private in (SECRET, str(Path.home()) + "/", str(ROOT)):
        assert private not in said.replace(str(tmp_path), "")
        assert [name for name, text in files.items() if private in text.replace(str(tmp_path), "")] == []


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("place", ["title", "question", "organization.name", "office.sites.S1.name", "run.seed"])
def test_a_scenario_that_asks_for_a_secret_is_refused_and_nothing_is_written(tmp_path, ask, place):
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(place.split("."))]
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("\n".join(lines) + f" '{ask}'\n", encoding="utf-8")
    code, said = run(f"scenario={scenario}", f"results_dir={tmp_path / 'results'}")
    assert code == 2
    assert SECRET not in said
    assert re.search(r"can read secrets of this machine", said)
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("key", ["title", "question", "run.seed", "organization.name", "study.policies"])
def test_nor_does_the_command_line_get_one(tmp_path, ask, key):
    code, said = run("scenario=small_office", f"{key}={ask}", f"results_dir={tmp_path / 'results'}")
    assert code == 2
    assert SECRET not in said
    assert not (tmp_path / "results").exists()
