"""`make intervals`: do intervals and verdicts of the whole program hold what they promise? Exit code 1 if not.

Hundreds of independent studies of theory cases run through the engine. Each of their intervals either holds the exact
value or not, which should happen as often as the interval says. Takes some minutes on two cores.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from tests.coverage import studies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: A quantile is a whole number, so that its interval holds it more often than promised; it has only a least coverage.
ACCEPTED = {
    "mean": (0.92, 0.98),
    "share of days": (0.92, 0.98),
    "paired mean": (0.92, 0.98),
    "p95": (0.93, 1.0),
    "paired p95": (0.93, 1.0),
}
#: Share of studies of variants alike in law that may have a false verdict: 5 % and what 200 studies may show by luck.
MOST_FALSE = 21 / 200


def main(arguments: list[str] | None = None) -> int:
    """Run all studies and print what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.coverage", description=__doc__)
    parser.add_argument("--studies", type=int, default=400, help="independent studies of each case (default 400)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args(arguments)
    alike = max(options.studies // 2, 1)
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:

        def each(study: Callable[[int], object], number: int) -> list:
            return list(pool.map(study, range(number), chunksize=max(number // (4 * options.workers), 1)))

        found = each(studies.studied, options.studies)
        passed = [
            report_coverage(found),
            report_false_verdicts(each(studies.told_apart, alike)),
            report_common_luck(each(studies.common_luck_differs, min(alike, 10))),
        ]
        report_variances(found)
    print("\nall as promised" if all(passed) else "\nNOT as promised")
    return 0 if all(passed) else 1


def report_coverage(found: list[dict[str, studies.Studied]]) -> bool:
    """Print how often the intervals of all studies held the exact value."""
    print(f"{len(found)} studies of {studies.REPLICATIONS} replications each; intervals of 95 %\n")
    print(f"{'case':46}{'quantity':16}{'covered':>9}   accepted")
    passed = True
    for case, quantity in ((case, quantity) for case in found[0] for quantity in ACCEPTED):
        share = _mean(one[case].held[quantity] for one in found)
        least, most = ACCEPTED[quantity]
        inside = least <= share <= most
        passed &= inside
        accepted = f"{least:.0%} to {most:.0%}" if most < 1 else f"at least {least:.0%}"
        print(f"{case:46}{quantity:16}{share:9.1%}   {accepted}{'' if inside else '   OUTSIDE'}", flush=True)
    return passed


def report_false_verdicts(found: list[dict[str, bool]]) -> bool:
    """Print in how many studies a variant alike in law was called different."""
    most = int(len(found) * MOST_FALSE)
    print(f"\n{studies.VARIANTS} variants alike in law, each with its own luck, against a baseline (Holm):")
    counts = Counter(metric for one in found for metric, is_false in one.items() if is_false)
    for metric in found[0]:
        print(f"  {metric}: a false verdict in {counts[metric]} of {len(found)} studies, accepted: at most {most}")
    return max(counts.values(), default=0) <= most


def report_common_luck(found: list[bool]) -> bool:
    """Print whether common luck left variants that change nothing exactly alike."""
    print(f"the same with common luck: anything but identical in {sum(found)} of {len(found)} studies, accepted: 0")
    return not any(found)


def report_variances(found: list[dict[str, studies.Studied]]) -> None:
    """Print how much variance of a difference common luck takes away."""
    print("\nvariance of a difference of means with own luck, over that with common luck:")
    for case in found[0]:
        unpaired, paired = _mean(one[case].unpaired for one in found), _mean(one[case].paired for one in found)
        print(f"  {case}: {unpaired / paired:.1f}")


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


if __name__ == "__main__":
    sys.exit(main())
