"""A killed or interrupted run loses no finished replication, and the same command ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from tests.faults.command import finish, manifest, results_of, run, start, table_hashes

#: The report is made from the tables and has tests of its own.
TABLES = "output.report=false"
REPLICATIONS = 60
COMMAND = ["scenario=small_office", f"run.replications={REPLICATIONS}", "run.weeks=26", "run.workers=2", TABLES]
SWEEPS, KILLS = 2, 10


def stored(folder) -> set[str]:
    """Names of all finished replications."""
    return {path.name for path in (folder / "results").glob(".store/*/*.counts.*.npz")}


def wait_for_one_more(folder, process, before: int = 0) -> None:
    """Wait until a replication more than before is stored."""
    deadline = time.monotonic() + 60
    while len(stored(folder)) <= before and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Table hashes and stored files of a run nobody disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    code, out, err = run(COMMAND, folder)
    assert code == 0, err
    return table_hashes(results_of(out, folder)), stored(folder)


def test_twenty_kills_at_random_times_lose_nothing(tmp_path, undisturbed):
    dice = random.Random(20270104)
    kills = 0
    for sweep in range(SWEEPS):
        folder = tmp_path / f"sweep-{sweep}"
        folder.mkdir()
        for attempt in range(KILLS):
            before = len(stored(folder))
            process = start(COMMAND, folder)
            wait_for_one_more(folder, process, before)
            time.sleep(dice.uniform(0.0, 0.15))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL) if attempt % 2 else process.kill()
                kills += 1
            process.wait()
            process.stdout.close()
            process.stderr.close()
        # A worker whose parent was killed notices within half a second, and may be writing until then.
        time.sleep(1.0)
        before = stored(folder)
        code, out, err = run(COMMAND, folder)
        assert code == 0, err
        results = results_of(out, folder)
        assert table_hashes(results) == undisturbed[0]
        assert stored(folder) == undisturbed[1]
        assert before <= stored(folder)
        facts = manifest(results)
        assert facts["replications_reused"] >= len(before) > 0
        assert facts["replications_done"] == facts["replications_planned"] == REPLICATIONS
        assert not list((folder / "results").glob(".store/*/.tmp-*")), "what was half written is swept away"
    assert kills == SWEEPS * KILLS == 20


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_finishes_what_runs_and_says_how_to_go_on(tmp_path, undisturbed, kind):
    process = start(COMMAND, tmp_path)
    wait_for_one_more(tmp_path, process)
    process.send_signal(kind)
    code, out, err = finish(process)
    assert code == 130
    assert "Traceback" not in err
    assert "run the same command to go on" in err
    assert "results:" not in out
    before = stored(tmp_path)
    assert 0 < len(before) < REPLICATIONS
    code, out, err = run(COMMAND, tmp_path)
    results = results_of(out, tmp_path)
    assert table_hashes(results) == undisturbed[0]
    assert manifest(results)["replications_reused"] == len(before)


def test_a_flipped_bit_in_the_store_is_noticed_and_computed_again(tmp_path, undisturbed):
    short = ["scenario=small_office", "run.replications=3", "run.weeks=4", TABLES]
    _, out, _ = run(short, tmp_path)
    healthy = table_hashes(results_of(out, tmp_path))
    dice = random.Random(1)
    for kind in ("counts", "visits"):
        victim = sorted((tmp_path / "results").glob(f".store/*/*.{kind}.*.npz"))[0]
        content = bytearray(victim.read_bytes())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        victim.write_bytes(content)
        code, out, err = run(short, tmp_path)
        assert code == 0
        assert victim.name in err
        assert "computed again" in err
        results = results_of(out, tmp_path)
        assert table_hashes(results) == healthy
        assert manifest(results)["replications_reused"] == 2


def test_tables_have_the_same_bytes_for_any_number_of_workers_and_any_hash_seed(tmp_path):
    short = ["scenario=small_office", "run.replications=4", "run.weeks=6", TABLES]
    seen = []
    for name, workers, hash_seed in (("a", 1, "0"), ("b", 2, "1"), ("c", 2, "0")):
        folder = tmp_path / name
        folder.mkdir()
        code, out, err = run([*short, f"run.workers={workers}"], folder, PYTHONHASHSEED=hash_seed)
        assert code == 0, err
        seen.append((results_of(out, folder).name, table_hashes(results_of(out, folder))))
    assert seen[0] == seen[1] == seen[2]


def test_more_replications_reuse_the_ones_there_are(tmp_path):
    run(["scenario=small_office", "run.replications=2", "run.weeks=4", TABLES], tmp_path)
    _, out, _ = run(["scenario=small_office", "run.replications=5", "run.weeks=4", TABLES], tmp_path)
    facts = manifest(results_of(out, tmp_path))
    assert (facts["replications_reused"], facts["replications_done"]) == (2, 5)
