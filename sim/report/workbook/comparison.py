"""Sheet "Comparison": every key figure of every policy beside that of the baseline, and desks against togetherness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.report.compared import KEY_FIGURES
from sim.report.workbook.book import SHARE, WHOLE, Chart, Column, Sheet, Table
from sim.report.workbook.cells import form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.compared import Compared, Measure, Policy

_VERDICTS = {
    "a_higher": "clearly less",
    "b_higher": "clearly more",
    "cannot_tell": "cannot be told apart",
    "identical": "the same",
    "not_tested": "not tested",
}
_DESKS, _TOGETHER = "Desks needed", "Team-mates met"
_NOTES = (
    (
        "All policies met the same people, wishes, illnesses and meetings. Difference: the policy less the {base}; its "
        "limits are of the difference under the same luck. Clearly more and clearly less are judged among all policies "
        "compared (Holm, 5 %)."
    ),
)


def comparison(compared: Compared) -> list[Sheet]:
    """Return the sheets of key figures and, where both are known, of desks against togetherness."""
    rows = [
        (policy, measure)
        for measure in KEY_FIGURES
        for policy in compared.policies
        if policy.figure(measure.metric).estimate is not None
    ]
    if not rows:
        return []
    notes = [note.format(base=compared.base_word) for note in _NOTES]
    caption = f"Key figures of the whole organization and their difference from the {compared.base_word}"
    return [Sheet(name="Comparison", tables=[_figures(compared, rows, caption)], notes=notes), *_frontier(compared)]


def _figures(compared: Compared, rows: list[tuple[Policy, Measure]], caption: str) -> Table:
    changes = [policy.change(measure.metric) for policy, measure in rows]
    forms = [form_of(measure.write) for _, measure in rows]
    numbers = [policy.figure(measure.metric) for policy, measure in rows]
    return Table(
        caption=caption,
        columns=[
            Column("Key figure", [measure.head for _, measure in rows]),
            Column("Policy", [compared.titled(policy) for policy, _ in rows]),
            *interval_columns("Value", list(zip(numbers, forms, strict=True))),
            *interval_columns(
                "Difference",
                [(change.interval, replace(form, is_signed=True)) for change, form in zip(changes, forms, strict=True)],
            ),
            Column(
                "Verdict",
                [
                    None if policy is compared.baseline else _VERDICTS[change.verdict]
                    for (policy, _), change in zip(rows, changes, strict=True)
                ],
            ),
        ],
    )


def _frontier(compared: Compared) -> list[Sheet]:
    """Return a point for each policy of which both desks and togetherness are known."""
    known = [
        policy
        for policy in compared.policies
        if policy.figure("desks_needed").estimate is not None and policy.figure("copresence_share").estimate is not None
    ]
    if not known:
        return []
    table = Table(
        caption="Desks needed, all sites added up, against the share of team-mates met on an office day",
        columns=[
            Column("Policy", [compared.titled(policy) for policy in known]),
            *interval_columns(_DESKS, [(policy.figure("desks_needed"), WHOLE) for policy in known]),
            *interval_columns(_TOGETHER, [(policy.figure("copresence_share"), SHARE) for policy in known]),
        ],
        chart=Chart(kind="scatter", title="Desks against togetherness", across=_DESKS, up=_TOGETHER, by="Policy"),
    )
    return [Sheet(name="Frontier", tables=[table])]
