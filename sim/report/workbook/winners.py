"""Sheet "Winners": who is better and worse off than under the baseline, everybody and each role, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compared import OF_PEOPLE
from sim.report.workbook.book import SHARE, Column, Form, Sheet, Table
from sim.report.workbook.cells import figure, form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.compared import Compared

_NOTE = (
    "Each synthetic person is compared with him- or herself in the {base}, under the same luck. Change: of the group's "
    "mean. Groups of fewer than 5 people, and those a total would reveal, are not shown."
)


def winners_and_losers(compared: Compared) -> list[Sheet]:
    """Return the sheet, with the groups that the page shows; none where nobody can be compared."""
    shown = {("everybody", "everybody"), *(("role", role) for role in compared.shown("role"))}
    measures = {measure.metric: measure for measure in OF_PEOPLE}
    rows = [
        (policy, group, measures[group.metric])
        for policy in compared.others
        for group in policy.groups
        if (group.kind, group.group) in shown and group.metric in measures
    ]
    if not rows:
        return []
    forms = [form_of(measure.write) for *_, measure in rows]
    table = Table(
        caption=f"People better and worse off than under the {compared.base_word}, means over replications",
        columns=[
            Column("Policy", [policy.name for policy, *_ in rows]),
            Column("Who", [compared.called(group.kind, group.group) for _, group, _ in rows]),
            Column("What", [measure.head for *_, measure in rows]),
            Column("Better off", [figure(group.better, SHARE) for _, group, _ in rows]),
            Column("Worse off", [figure(group.worse, SHARE) for _, group, _ in rows]),
            *interval_columns(
                "Change",
                [
                    (group.interval, Form(max(form.decimals, 1), form.is_share, is_signed=True))
                    for (_, group, _), form in zip(rows, forms, strict=True)
                ],
            ),
        ],
    )
    return [Sheet(name="Winners", tables=[table], notes=[_NOTE.format(base=compared.base_word)])]
