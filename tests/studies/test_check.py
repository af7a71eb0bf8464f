"""study=check: a whole folder passes, a changed one is told in a page, and a hostile one does no harm."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time

import polars as pl
import pytest

from sim.__main__ import main
from sim.results.columns import COLUMNS, ORIGIN
from sim.results.folder import SCHEMA
from sim.results.needed_tables import NEEDED_TABLES
from tests.documents.reading import ROOT, columns_of_tables


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A place for results with one folder in it."""
    results = tmp_path_factory.mktemp("original") / "results"
    few = ("scenario=small_office", "run.replications=2", "run.weeks=2", "run.workers=1", "output.report=false")
    assert main([*few, f"results_dir={results}"]) == 0
    return results


@pytest.fixture
def folder(original, tmp_path):
    """A copy of it that a test may change."""
    shutil.copytree(original, tmp_path / "results")
    return next((tmp_path / "results").glob("small-office-*"))


@pytest.fixture
def checked(folder, capsys):
    """Check the folder: exit code, and what was said on either stream."""

    def check(*arguments: str) -> tuple[int, str]:
        code = main(["study=check", f"results={folder}", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.err if code else captured.out

    return check


def change(folder, **facts) -> None:
    """Write something else into the manifest."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **facts}), encoding="utf-8")


def forge(folder, name: str, content: bytes) -> None:
    """Change a file and its hashes with it, as somebody would who wants to pass."""
    (folder / name).write_bytes(content)
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told["files"][name] = hashlib.sha256(content).hexdigest()
    if name.endswith(".parquet"):
        told["tables_sha256"][name.removeprefix("tables/").removesuffix(".parquet")] = told["files"][name]
    change(folder, **told)


def test_a_whole_folder_passes_in_a_few_lines(folder, checked):
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.parent.rglob("*"))
    code, said = checked()
    assert code == 0
    assert said.splitlines() == [
        f"{folder.name} is whole and as it was written.",
        "Hashes in manifest.json: 25 of 25 files match.",
        "Columns of docs/tables.md: 22 of 22 tables have them.",
        "study=project, seed 20270104, by office-sim 0.1.0: 2 of 2 replications.",
        "The store beside it: 3 of 3 files match their names.",
        f"results: {folder}",
    ]
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.parent.rglob("*")) == before


def test_all_folders_of_a_place_for_results_are_checked_at_once(folder, capsys):
    twin = folder.with_name("twin")
    shutil.copytree(folder, twin)
    (folder.parent / "empty").mkdir()
    (folder.parent / "link").symlink_to(twin)
    assert main(["study=check", f"results={folder.parent}"]) == 0
    said = capsys.readouterr().out
    assert said.count(" is whole and as it was written.") == 2
    assert said.splitlines()[-1] == f"results: {folder.parent}"
    (twin / "config.yaml").write_text("")
    assert main(["study=check", f"results={folder.parent}"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"{twin} does not pass the check:"


def test_a_folder_without_its_store_is_checked_alone(folder, checked):
    shutil.rmtree(folder.parent / ".store")
    code, said = checked()
    assert code == 0
    assert "The store of its replications is not beside it, so only the folder was checked." in said


def test_every_change_is_told_at_once(folder, checked):
    (folder / "config.yaml").write_text("people: 1\n", encoding="utf-8")
    (folder / "tables" / "teams.parquet").unlink()
    (folder / "tables" / "more.parquet").write_bytes(b"")
    stored = sorted(folder.parent.glob(".store/*/*.counts.*"))[0]
    stored.write_bytes(b"")
    code, said = checked()
    assert code == 2
    assert said.splitlines() == [
        f"{folder} does not pass the check:",
        "  config.yaml has changed since it was written",
        "  tables/more.parquet is not in manifest.json: somebody has added it",
        "  tables/teams.parquet is missing",
        f"  {stored.name} in the store does not match its name; the folder's command computes it again",
        "Nothing was changed.",
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"schema": SCHEMA + 1, "office_sim": "9.0"}, "written by a newer office-sim (9.0, schema 2)"),
        ({"schema": "x"}, "`schema` is x"),
        ({"schema": True}, "`schema` is True"),
        ({"files": ["a"]}, "`files` is not a section of hashes"),
        ({"files": {"config.yaml": 1}}, "`files` is not a section of hashes"),
        ({"tables_sha256": {}}, "`tables_sha256` and `files` tell other tables"),
        ({"replications_done": 3}, "2 replications planned, 3 done, 0 of them reused, 0 failed, 0 failures named"),
        ({"replications_done": 1, "replications_failed": 1}, "1 failed, 0 failures named"),
        ({"replications_done": "2"}, "are not all whole numbers"),
        ({"replications_reused": -1}, "are not all whole numbers"),
        ({"failures": []}, "no failures named"),
    ],
)
def test_a_manifest_that_cannot_be_true_is_told(folder, checked, facts, words):
    change(folder, **facts)
    code, said = checked()
    assert code == 2
    assert words in said


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": ' * 100_000])
def test_a_manifest_that_is_none_is_told(folder, checked, content):
    (folder / "manifest.json").write_bytes(content)
    code, said = checked()
    assert code == 2
    assert "manifest.json is damaged: it is not a JSON object" in said


def test_a_folder_of_an_older_version_is_told_what_to_do(folder, checked):
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del told["files"], told["schema"]
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert "before hashes of all files were kept; run its command again" in checked()[1]


def test_failed_replications_are_said(folder, checked):
    change(folder, replications_planned=4, replications_failed=2, failures={"2": "killed", "3": "killed"})
    code, said = checked()
    assert code == 0
    assert ": 2 of 4 replications; 2 failed.\n" in said


@pytest.mark.parametrize("kind", ["link", "link to a folder", "pipe"])
def test_links_and_pipes_are_not_followed(folder, checked, tmp_path, kind):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    place = folder / "tables" / "z"
    {"pipe": os.mkfifo}.get(kind, lambda path: path.symlink_to(tmp_path if "folder" in kind else secret))(place)
    code, said = checked()
    assert code == 2
    assert f"tables/z is a {kind.split()[0]}, not a file" in said


def test_a_link_in_place_of_the_manifest_is_not_read(folder, checked, tmp_path):
    (folder / "manifest.json").rename(tmp_path / "manifest.json")
    (folder / "manifest.json").symlink_to(tmp_path / "manifest.json")
    assert "manifest.json is a link, not a file" in checked()[1]


def test_giant_many_and_deep_files_are_refused_before_they_are_read(folder, checked):
    giant = folder / "config.yaml"
    os.truncate(giant, 5_000_000_000_000)
    assert "config.yaml makes it too large to be looked at (5,000,000,000,000 bytes)" in checked()[1]
    os.truncate(giant, 10)
    deep = folder / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    assert "folders lie more than 3 deep" in checked()[1]
    shutil.rmtree(folder / "a")
    for number in range(10_001):
        (folder / f"{number}.txt").touch()
    assert "there are more than 10,000 files" in checked()[1]


def test_a_manifest_that_is_too_large_is_not_read(folder, checked):
    os.truncate(folder / "manifest.json", 30_000_000)
    assert "manifest.json is larger than 20,000,000 bytes" in checked()[1]


@pytest.mark.parametrize("key", ["../../..", "/etc", "0123456789abcdeg", "", None, 7, "0123456789abcdef/.."])
def test_a_manifest_does_not_choose_where_the_store_is_looked_for(folder, checked, key):
    change(folder, key=key, keys=[key])
    code, said = checked()
    assert code == 0
    assert "only the folder was checked" in said


def test_a_folder_is_named_where_it_is_the_one_at_hand(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(["study=check", "results=."]) == 0
    assert capsys.readouterr().out.startswith(f"{folder.name} is whole and as it was written.\n")


def test_a_folder_without_the_tables_of_its_study_does_not_pass(folder, checked):
    """Whoever takes tables away and their hashes with them leaves nothing that contradicts itself."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("sites", "summary"):
        (folder / "tables" / f"{name}.parquet").unlink()
        del told["files"][f"tables/{name}.parquet"], told["tables_sha256"][name]
    change(folder, **told)
    code, said = checked()
    assert code == 2
    assert "of the tables of study=project there are none for summary, sites" in said


@pytest.mark.parametrize("study", ["project", "of tomorrow", None, ["project"]])
def test_a_folder_without_any_table_does_not_pass(folder, checked, study):
    shutil.rmtree(folder / "tables")
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {name: digest for name, digest in told["files"].items() if not name.startswith("tables/")}
    change(folder, files=files, tables_sha256={}, study=study)
    code, said = checked()
    assert code == 2
    assert "there are none" in said


def test_the_replications_of_all_worlds_are_checked(original, tmp_path, capsys):
    results = tmp_path / "results"
    few = ("scenario=small_office", "run.replications=2", "run.weeks=2", "run.workers=1", "output.report=false")
    compare = ("study=compare", "study.policies=[free_choice]")
    assert main([*compare, *few, f"results_dir={results}"]) == 0
    [folder] = results.glob("*-compare-*")
    stores = sorted(path.name for path in results.glob(".store/*"))
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["keys"] == stores
    assert len(stores) == 2
    count = len(list(results.glob(".store/*/*.npz")))
    capsys.readouterr()
    assert main(["study=check", f"results={folder}"]) == 0
    assert f"The stores beside it: {count} of {count} files match their names." in capsys.readouterr().out
    for store in stores:
        victim = sorted(results.glob(f".store/{store}/*.counts.*"))[0]
        content = victim.read_bytes()
        victim.write_bytes(b"")
        assert main(["study=check", f"results={folder}"]) == 2
        assert f"{victim.name} in the store does not match its name" in capsys.readouterr().err
        victim.write_bytes(content)
    shutil.rmtree(results / ".store" / stores[0])
    assert main(["study=check", f"results={folder}"]) == 0
    assert "; of 1 of its 2 worlds there is none" in capsys.readouterr().out


def test_a_stored_file_of_40_gb_is_told_without_reading_it(folder, checked):
    stored = sorted(folder.parent.glob(".store/*/*.counts.*"))[0]
    os.truncate(stored, 40_000_000_000)
    begun = time.monotonic()
    assert f"{stored.name} in the store does not match its name" in checked()[1]
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("study", NEEDED_TABLES)
def test_tables_that_a_study_needs_are_tables_of_the_page(study):
    assert set(NEEDED_TABLES[study]) <= COLUMNS.keys()


def test_a_name_in_a_manifest_is_never_opened(folder, checked, tmp_path):
    (tmp_path / "secret").write_text("secret")
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    change(folder, files={**told, "../../secret": hashlib.sha256(b"secret").hexdigest()})
    code, said = checked()
    assert code == 2
    assert "../../secret is missing" in said


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\xff" * 2000 + b"PAR1", b"x" * 5000])
def test_a_forged_table_is_told_in_words(folder, checked, content):
    forge(folder, "tables/teams.parquet", content)
    code, said = checked()
    assert code == 2
    assert "tables/teams.parquet is no Parquet file" in said


def test_a_table_without_its_columns_or_that_nobody_knows_is_told(folder, checked):
    table = folder / "tables" / "teams.parquet"
    pl.read_parquet(table).drop("headcount").write_parquet(table)
    forge(folder, "tables/teams.parquet", table.read_bytes())
    forge(folder, "tables/secrets.parquet", table.read_bytes())
    code, said = checked()
    assert code == 2
    assert "tables/teams.parquet lacks the columns headcount of docs/tables.md" in said
    assert "tables/secrets.parquet is no table that this version of office-sim knows" in said


def test_a_program_laid_into_the_folder_is_told_even_if_its_hash_is_written(folder, checked):
    forge(folder, "run.sh", b"#!/bin/sh\n")
    assert "run.sh is of a kind that office-sim does not write" in checked()[1]


def test_names_are_shown_without_what_a_terminal_would_obey(folder, checked):
    (folder / "\x1b[2Jx\u202e.txt").touch()
    said = checked()[1]
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["study=check"], "study=check needs the folder to look at, and is run by itself"),
        (["study=check", "results="], "study=check needs the folder to look at"),
        (["results=x"], "is what study=check looks at; where results are written is results_dir"),
        (["-m", "study=check,project", "results=x"], "study=check needs the folder to look at, and is run by itself"),
        (["study=check", "results=x", "run.weeks=3"], "changes nothing in study=check"),
    ],
)
def test_a_check_that_was_asked_for_wrongly_is_a_mistake(capsys, arguments, words):
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["nothing", "file", "empty folder"])
def test_what_is_no_results_folder_is_told(tmp_path, capsys, kind):
    place = tmp_path / "place"
    if kind != "nothing":
        (place.touch if kind == "file" else place.mkdir)()
    assert main(["study=check", f"results={place}"]) == 2
    words = "manifest.json is missing" if kind == "empty folder" else "there is no such folder"
    assert words in capsys.readouterr().err


def test_the_columns_that_are_checked_are_those_of_the_page():
    """Where this fails, the page has changed: sim/results/columns.py has to follow."""
    documented = columns_of_tables(ROOT / "docs" / "tables.md")
    assert {table: list(columns[len(ORIGIN) :]) for table, columns in COLUMNS.items()} == documented
