"""What the explorer says of people: groups that may be shown, who gains and loses in each, and how burdens spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_people import AUDITED, KINDS, change_words, fairness_cells, find_group
from sim.report.compared import OF_PEOPLE
from sim.report.words import count, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.compared import Compared, Group, Measure, Policy
    from sim.report.language import Language

#: Groups that are the same people in every replication; of the others some have more in one than in another.
_FIXED = ("everybody", "unit", "home_site")


def kinds_of(compared: Compared) -> list[str]:
    """Return the kinds of groups that have any to show, everybody first."""
    return ["everybody", *(kind for kind in ("role", *KINDS) if compared.shown(kind))]


def groups_of(compared: Compared, kind: str, language: Language) -> list[list[str]]:
    """Name the groups of a kind that may be shown, each with its people."""
    return [
        [_called(compared, kind, group, language), _people(compared, kind, group, language)]
        for group in _shown(compared, kind)
    ]


def _shown(compared: Compared, kind: str) -> list[str]:
    return ["everybody"] if kind == "everybody" else compared.shown(kind)


def _called(compared: Compared, kind: str, group: str, language: Language) -> str:
    return language.name(kind, group, compared.called(kind, group))


def _people(compared: Compared, kind: str, group: str, language: Language) -> str:
    size = compared.people if kind == "everybody" else compared.sizes[kind, group]
    number = language.number(count(size))
    return number if kind in _FIXED else language.say("explorer.at_least", number=number)


def winner_rows(
    compared: Compared, policy: Policy, place: Callable[[str], int], language: Language
) -> dict[str, dict[str, list[list[int]]]]:
    """Write who gains and loses by metric and kind, a row for each group in the order of `groups_of`.

    A row holds the places of the texts better, same, worse and change, then the shares better and worse in whole
    percent for the bar. Empty where nobody can be compared.
    """
    if not policy.groups:
        return {}
    return {
        measure.metric: {
            kind: [
                _winner_row(find_group(policy, kind, group, measure.metric), measure, place, language)
                for group in _shown(compared, kind)
            ]
            for kind in kinds_of(compared)
        }
        for measure in OF_PEOPLE
    }


def _winner_row(group: Group | None, measure: Measure, place: Callable[[str], int], language: Language) -> list[int]:
    if group is None or group.better is None or group.worse is None:
        return [place(language.say("explorer.unknown"))] * 4 + [0, 0]
    shares = (group.better, max(1 - group.better - group.worse, 0.0), group.worse)
    texts = [*(language.number(percent(share)) for share in shares), change_words(group, measure, language)]
    return [*map(place, texts), round(100 * group.better), round(100 * group.worse)]


def fairness_rows(
    compared: Compared, policy: Policy, place: Callable[[str], int], language: Language
) -> list[list[int]]:
    """Write how each burden spreads: its name, then number and limits of mean, worst-off tenth, index and gap."""
    rows = []
    for measure in AUDITED:
        cells = fairness_cells(compared, policy, measure, language)
        if cells:
            texts = [
                language.say(f"burden.{measure.metric}"),
                *(text for cell in cells for text in (cell.value, cell.limits)),
            ]
            rows.append([place(text) for text in texts])
    return rows
