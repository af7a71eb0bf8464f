"""The built wheel brings conf/ and scenarios/ along and runs from any folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from tests.faults.command import ROOT, finish, results_of, start


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(target.glob("*.whl"))


def test_the_wheel_holds_every_configuration_file(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder, place in (("conf", "sim/_conf"), ("scenarios", "sim/_scenarios")):
        for path in (ROOT / folder).rglob("*.yaml"):
            assert f"{place}/{path.relative_to(ROOT / folder).as_posix()}" in inside
    assert not [name for name in inside if name.startswith(("tests/", "results/", "conf/"))]


def test_the_wheel_brings_the_command(wheel):
    [entry] = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("entry_points.txt")]
    text = zipfile.ZipFile(wheel).read(entry).decode()
    assert "office-sim = sim.__main__:main" in text


def test_an_installed_wheel_runs_from_another_folder(wheel, tmp_path):
    site, elsewhere = tmp_path / "site", tmp_path / "somewhere ä else"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    where = subprocess.run(
        [sys.executable, "-c", "import sim; print(sim.__file__)"],
        env={"PYTHONPATH": str(site)},
        cwd=elsewhere,
        check=True,
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(str(site)), "the wheel is imported, not the checkout"
    command = ["scenario=small_office", "run.replications=2", "run.weeks=2", "run.workers=2"]
    code, out, err = finish(start(command, elsewhere, PYTHONPATH=str(site)))
    assert code == 0, err
    assert (results_of(out, elsewhere) / "report.html").is_file()
