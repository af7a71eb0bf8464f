"""Does the program give the numbers that can be computed exactly? Theory scenarios through the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sim
from sim.studies.simulate import tables_of
from sim.studies.theory import CASES
from sim.studies.theory.check import CI_LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import polars as pl

    from sim.studies.job import Job
    from sim.studies.theory import Case

#: Exit code of a verification in which a quantity is not what it should be.
FAILED = 3


def verify(
    job: Job,  # noqa: ARG001 (the cases bring their own scenarios)
    load: Callable[..., Job],
    tables_of: Callable[[Job], dict[str, pl.DataFrame]],
    cases: Sequence[Case] = CASES,
) -> tuple[pl.DataFrame, bool]:
    """Run every theory case and compare.

    Parameters
    ----------
    job
        The job of the study.
    load
        Composes and checks a scenario by name, for example ``load("theory/v1")``.
    tables_of
        Runs a job, or resumes it, and returns its tables by name.
    cases
        Which cases.

    Returns
    -------
    tuple
        The table `verification`, one row for each quantity, and whether all of them passed.
    """
    import polars as pl

    rows = [row for case in cases for row in _rows(case, load, tables_of)]
    table = pl.DataFrame(rows, schema=_schema(), orient="row")
    return table, bool(table["passed"].all())


def _rows(
    case: Case, load: Callable[..., Job], tables_of: Callable[[Job], dict[str, pl.DataFrame]]
) -> Iterator[dict[str, object]]:
    job = load(case.scenario)
    tables = tables_of(job)
    policy = tables["site_daily"]["policy"][0]
    for check in case.checks(tables):
        yield {
            "scenario": job.name,
            "policy": policy,
            "case": case.name,
            "quantity": check.quantity,
            "exact": check.exact,
            "simulated": check.simulated,
            "ci_low": check.low,
            "ci_high": check.high,
            "ci_level": CI_LEVEL,
            "passed": check.passed,
        }


def _schema() -> dict[str, pl.DataType]:
    import polars as pl

    texts = dict.fromkeys(("scenario", "policy", "case", "quantity"), pl.String())
    numbers = dict.fromkeys(("exact", "simulated", "ci_low", "ci_high", "ci_level"), pl.Float64())
    return {**texts, **numbers, "passed": pl.Boolean()}


def verify_folder(job: Job, load: Callable[..., Job]) -> tuple[Path, int]:
    """Run every case with the user's seed, print the table and write it; exit code 3 if a quantity is off."""
    from sim.results.folder import folder_name, new_folder, write_config, write_manifest, write_tables

    run = job.scenario.run
    overrides = [f"run.seed={run.seed}", f"run.workers={run.workers}", f"results_dir={job.results_dir}"]
    table, passed = verify(job, lambda name: load(name, overrides), tables_of)
    print(readable(table))
    name = folder_name("theory", "all", "verify", {"seed": run.seed, "model_version": sim.MODEL_VERSION})
    with new_folder(job.results_dir, name) as folder:
        hashes = write_tables(folder, {"verification": table})
        write_config(folder, job.config)
        write_manifest(folder, {"study": "verify", "seed": run.seed, "passed": passed, "tables_sha256": hashes})
    return job.results_dir / name, 0 if passed else FAILED


def readable(table: pl.DataFrame) -> str:
    """Lay the table `verification` out for a terminal, one line for each quantity and a count at the end."""
    lines = [f"{'case':5}{'quantity':56}{'exact':>12}{'simulated':>12}  {'95 % limits':28}"]
    for row in table.iter_rows(named=True):
        limits = "" if row["ci_low"] is None else f"{row['ci_low']:.6g} to {row['ci_high']:.6g}"
        simulated = "none" if row["simulated"] is None else f"{row['simulated']:.6g}"
        verdict = "passed" if row["passed"] else "FAILED"
        lines.append(f"{row['case']:5}{row['quantity']:56}{row['exact']:>12.6g}{simulated:>12}  {limits:28}{verdict}")
    lines.append(f"{int(table['passed'].sum())} of {len(table)} quantities within tolerance of the exact value")
    return "\n".join(lines)
