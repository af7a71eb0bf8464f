"""`page(...)` runs the command on tables with a mistake, `read(...)` reads good ones."""

import pytest

from sim import config
from sim.__main__ import main
from tests.importers.tables import csv_folder, workbook


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def given(here):
    """Write what is given and return the argument: tables as a workbook or a folder, bytes as a file."""

    def put(content, form="workbook", **how):
        if isinstance(content, bytes):
            (here / form).write_bytes(content)
            return f"scenario={form}"
        if form == "workbook":
            workbook(here / "mine.xlsx", content)
            return "scenario=mine.xlsx"
        csv_folder(here / "mine", content, **how)
        return "scenario=mine/"

    return put


@pytest.fixture
def page(here, given, capsys):
    """Return the page of mistakes: exit code 2, nothing on stdout, nothing written, no words of a library."""

    def run(content, form="workbook", *arguments, **how):
        argument = content if isinstance(content, str) else given(content, form, **how)
        before = sorted(here.rglob("*"))
        assert main([argument, *arguments]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        for word in ("Traceback", "Input should", "pydantic", "openpyxl"):
            assert word not in captured.err
        assert sorted(here.rglob("*")) == before
        return captured.err

    return run


@pytest.fixture
def read(given, capsys):
    """Return the scenario that good tables hold, and what is said on reading them."""

    def run(content, form="workbook", **how):
        argument = given(content, form, **how)
        job = config.read([argument])[0]
        return job, capsys.readouterr().err

    return run
