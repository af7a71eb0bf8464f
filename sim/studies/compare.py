"""Answer study=compare: what changes, and for whom, under another policy with the same people and the same luck."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from sim.studies.answer_folder import write_answer
from sim.studies.compared.found import Found
from sim.studies.compared.worlds import labels, simulate_worlds

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.compared import Compared
    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.plots.canvas import Drawing
    from sim.report.study_page import StudyPage
    from sim.studies.job import Job


def compare(job: Job) -> tuple[Path, int]:
    """Simulate or read every world, compare each with the baseline, and write tables and page."""
    names = ", ".join(labels(job.variants))
    print(f"{job.name}: {len(job.variants)} worlds under the same luck ({names})", file=sys.stderr, flush=True)
    worlds, runs = simulate_worlds(job)
    begun = time.perf_counter()
    found = Found(job.scenario.study.service_level, worlds)
    runs[0].seconds["compare"] = time.perf_counter() - begun

    def page(facts: Facts) -> StudyPage:
        from sim.report.compare_page import page as written
        from sim.report.language import language

        output = job.scenario.output
        spoken = language(output.language)
        compared = found.compared(facts, status_quo=job.variants[0].policy == job.policy)
        return written(compared, _drawings(compared, spoken) if output.report else (), spoken)

    decisive = {
        "keys": [variant.scenario.key for variant in job.variants],
        "worlds": [(variant.name, variant.policy) for variant in job.variants],
    }
    return write_answer(job, runs, found.tables(), page, **decisive)


def _drawings(compared: Compared, language: Language) -> list[Drawing]:
    from sim.report.plots import frontier, winners_and_losers
    from sim.report.plots.canvas import drawing_style

    with drawing_style():
        drawn = (figure.draw(compared, language) for figure in (frontier, winners_and_losers))
        return [drawing for drawing in drawn if drawing is not None]
