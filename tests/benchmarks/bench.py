"""`make bench`: speed and memory, as ratios measured in one run on a machine that may be noisy.

A person-day is one employed person on one Monday to Friday, present or not. Every figure is the median or the best of
interleaved repetitions, so that a noisy minute hurts all rows alike. Ends with 1 if a target is missed or a ratio has
become worse; with `--write` the tables go into docs/performance.md and the ratios into ratios.json, but not while one
is worse, unless `--accept` says that this is meant.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tests.benchmarks.plain_loop import against_a_plain_loop
from tests.benchmarks.stages import full_day, growth_in_weeks, stage_rows, two_cores, worker_memory
from tests.benchmarks.targets import Target, regressions, write_down
from tests.benchmarks.whole_runs import WholeRuns, whole_runs
from tests.benchmarks.workloads import (
    ALL_ACTIVITIES,
    BASELINE,
    FULL_DAY,
    FULL_DAY_BASELINE,
    FULL_DAY_OF_A_REGION,
    activity_rows,
    model_rows,
    of_people,
)

PAGE = Path(__file__).parent.parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- make bench writes from here -->\n", "<!-- to here -->\n"
NOTE = """\
Measured on {date} by `make bench ARGS=--write`. The machine is shared: a cell has moved by a factor of two between
runs, so trust the ratios, which are measured in one run.
"""
REPORT = ("report",)


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Write a table in Markdown."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def model_targets(rows: dict[str, tuple[float, int]]) -> list[Target]:
    """Return what is asked of a replication."""
    cost = {name: spent / days for name, (spent, days) in rows.items()}
    reference, full = cost[of_people(10_000)], cost[FULL_DAY]
    million = "million person-days per second and core"
    return [
        Target("desks and weekly choice, 10,000 people", 1e-6 / reference, "at least", 2.0, million),
        Target("all activities", 1e-6 / cost[ALL_ACTIVITIES], "at least", 1.0, million),
        Target("full day", 1e-6 / full, "at least", 1.5, million),
        Target("one process per person, against desks and weekly choice", cost[BASELINE] / reference, "at least", 10.0,
               "times", ratio=True),
        Target("one process per person, against the full day", cost[FULL_DAY_BASELINE] / full, "at least", 30.0,
               "times", ratio=True),
        Target("full day: cost per person-day at 100,000 against 10,000", cost[FULL_DAY_OF_A_REGION] / full, "at most",
               1.3, "times", ratio=True),
        Target("desks and weekly choice: the same", cost[of_people(100_000)] / reference, "at most", 1.3, "times",
               ratio=True),
        Target("cost per person-day at 1,000 against 10,000", cost[of_people(1_000)] / reference, "at most", 3.0,
               "times", ratio=True),
    ]  # fmt: skip


def run_targets(runs: WholeRuns) -> list[Target]:
    """Return what is asked of whole commands."""
    return [
        Target("`office-sim --help`", runs.help.seconds, "at most", 0.7, "s"),
        Target("`make run` after set-up: espoo, a year, 20 replications", runs.default.seconds, "at most", 12.0, "s"),
        Target("report and figures of it", runs.default.of(*REPORT), "at most", 3.0, "s"),
        Target("largest process of it", runs.default.memory_mb, "at most", 1000.0, "MB"),
        Target("`study=compare` of six policies, espoo, 20 replications", runs.compare.seconds, "at most", 60.0, "s"),
    ]


def measured() -> tuple[str, list[Target]]:
    """Measure everything; return the page's tables and the targets."""
    # First, for a child counts the memory of the parent that starts it.
    runs = whole_runs()
    memory, scaling = worker_memory(), two_cores()
    rows = model_rows()
    reference = rows[of_people(10_000)][0] / rows[of_people(10_000)][1]
    targets = [
        *model_targets(rows),
        Target("engine, SimPy's clock against a plain Python loop over the same calendar",
               against_a_plain_loop(full_day(10_000, 26)), "at most", 2.5, "times", ratio=True),
        Target("two cores against one, 20 replications of espoo", scaling, "at least", 1.8, "times", ratio=True),
        Target("100,000 people, a year of full days: memory of a worker", memory, "at most", 600.0, "MB"),
        *run_targets(runs),
    ]  # fmt: skip
    stages = sorted(stage_rows(full_day(10_000, 52)).items(), key=lambda item: -item[1])
    default = sorted(runs.default.stages.items(), key=lambda item: -item[1])
    parts = [
        NOTE.format(date=f"{date.today():%-d %B %Y}"),
        table(
            ("workload (one core, policy `team_led`)", "seconds", "million person-days per second",
             f"cost against {of_people(10_000)}"),
            [(name, f"{spent:.2f}", f"{days / spent / 1e6:.3f}", f"{spent / days / reference:.2f}")
             for name, (spent, days) in rows.items()],
        ),
        table(
            ("target", "asked", "reached"),
            [(one.name, f"{one.sense} {one.target:g} {one.unit}",
              f"{one.value:.2f}" if one.reached else f"**{one.value:.2f}, not reached**") for one in targets],
        ),
        table(("stage of a full day, 10,000 people", "microseconds of one core per person-day"),
              [(stage, f"{cost:.3f}") for stage, cost in stages]),
        table(("length of the run, full day, 10,000 people", "microseconds per person-day"),
              [(f"{weeks} weeks", f"{cost:.3f}") for weeks, cost in growth_in_weeks().items()]),
        table(("making the gatherings of", "microseconds per person-day"),
              [(f"`{name}`", f"{cost:.3f}") for name, cost in sorted(activity_rows().items(), key=lambda i: -i[1])]),
        table(("stage of `make run` (wall clock, two processes)", "seconds"),
              [(f"`{stage}`", f"{taken:.2f}") for stage, taken in default]
              + [("the whole command", f"{runs.default.seconds:.2f}"),
                 ("the same again, every replication reused", f"{runs.again.seconds:.2f}")]),
    ]  # fmt: skip
    return "\n".join(parts), targets


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a target is not reached or a ratio has become worse."""
    tables, targets = measured()
    print(tables)
    worse = regressions(targets)
    for line in worse:
        print(f"worse than before: {line}")
    if "--write" in arguments and (not worse or "--accept" in arguments):
        text = PAGE.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
        write_down(targets)
    return 1 if worse or not all(one.reached for one in targets) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
