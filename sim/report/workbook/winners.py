"""Sheet "Winners": who is better and worse off than under the baseline, everybody and each role, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compared import OF_PEOPLE
from sim.report.explorer_changes import base_words
from sim.report.language import ENGLISH
from sim.report.workbook.book import SHARE, Column, Form, Sheet, Table
from sim.report.workbook.cells import figure, form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.compared import Compared, Group
    from sim.report.language import Language


def winners_and_losers(compared: Compared, language: Language = ENGLISH) -> list[Sheet]:
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
    than = base_words(compared, language, "than")

    def head(key: str) -> str:
        return language.say(f"sheets.winners_{key}")

    table = Table(
        caption=language.say("sheets.winners_caption", base=than),
        columns=[
            Column(language.say("sheets.comparison_policy"), [language.policy(policy.label) for policy, *_ in rows]),
            Column(head("who"), [_called(compared, group, language) for _, group, _ in rows]),
            Column(head("what"), [language.say(f"burden.{measure.metric}") for *_, measure in rows]),
            Column(head("better"), [figure(group.better, SHARE) for _, group, _ in rows]),
            Column(head("worse"), [figure(group.worse, SHARE) for _, group, _ in rows]),
            *interval_columns(
                head("change"),
                [
                    (group.interval, Form(max(form.decimals, 1), form.is_share, is_signed=True))
                    for (_, group, _), form in zip(rows, forms, strict=True)
                ],
                language,
            ),
        ],
    )
    return [Sheet(name=head("name"), tables=[table], notes=[language.say("sheets.winners_note", base=than)])]


def _called(compared: Compared, group: Group, language: Language) -> str:
    return language.name(group.kind, group.group, compared.called(group.kind, group.group))
