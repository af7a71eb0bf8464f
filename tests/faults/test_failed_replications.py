"""Where a replication failed, the end says so, and so does everything that is read of the others."""

from __future__ import annotations

import pytest

from sim.__main__ import main
from sim.results import attempt as attempts
from tests.faults.command import manifest

COMMAND = ("scenario=small_office", "run.weeks=2", "run.workers=1")


@pytest.fixture
def fragile(monkeypatch):
    """Let the second replication fail."""
    real = attempts.replicate

    def replicate(scenario, replication, *, keep_visits):
        if replication == 1:
            raise ZeroDivisionError("on purpose")
        return real(scenario, replication, keep_visits=keep_visits)

    monkeypatch.setattr(attempts, "replicate", replicate)
    return monkeypatch.undo


def test_the_page_the_manifest_and_the_terminal_tell_of_it_and_the_same_command_tries_again(tmp_path, capsys, fragile):
    command = [*COMMAND, "run.replications=3", f"results_dir={tmp_path}"]
    assert main(command) == 3
    said = capsys.readouterr()
    assert "team_led: replication 1 failed: ZeroDivisionError: on purpose\n" in said.err
    assert "team_led: 2 of 3 replications; 1 failed\n" in said.err
    [folder] = tmp_path.glob("small-office-*")
    facts = manifest(folder)
    assert (facts["replications_done"], facts["replications_failed"]) == (2, 1)
    assert facts["failures"] == {"1": "ZeroDivisionError: on purpose"}
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "2 of 3 replications of 9 workdays, seed 20270104. 1 replication failed." in page
    [trace] = tmp_path.glob(".store/*/failed/000001.txt")
    assert "ZeroDivisionError: on purpose" in trace.read_text(encoding="utf-8")

    fragile()
    assert main([*command, "output.report=false"]) == 0
    [folder] = set(tmp_path.glob("small-office-*")) - {folder}
    assert manifest(folder)["replications_reused"] == 2
    assert not trace.exists()
    assert "failed" not in capsys.readouterr().err


def test_where_all_fail_there_is_no_folder_and_the_reasons_are_told(tmp_path, capsys, fragile, monkeypatch):
    def replicate(*_arguments, **_more):
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(attempts, "replicate", replicate)
    assert main([*COMMAND, "run.replications=2", f"results_dir={tmp_path}"]) == 3
    assert "no replication could be finished (replication 0: ZeroDivisionError: on purpose;" in capsys.readouterr().err
    assert list(tmp_path.glob("small-office-*")) == []
