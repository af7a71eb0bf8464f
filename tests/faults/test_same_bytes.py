"""The same question has the same bytes as its answer, however it is computed."""

from __future__ import annotations

from tests.faults.command import results_of, run, table_hashes

#: The report is made from the tables and has tests of its own.
TABLES = "output.report=false"


def test_tables_have_the_same_bytes_for_any_number_of_workers_and_any_hash_seed(tmp_path):
    short = ["scenario=small_office", "run.replications=4", "run.weeks=6", TABLES]
    seen = []
    for name, workers, hash_seed in (("a", 1, "0"), ("b", 2, "1")):
        folder = tmp_path / name
        folder.mkdir()
        code, out, err = run([*short, f"run.workers={workers}"], folder, PYTHONHASHSEED=hash_seed)
        assert code == 0, err
        seen.append((results_of(out, folder).name, table_hashes(results_of(out, folder))))
    assert seen[0] == seen[1]
