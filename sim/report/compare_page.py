"""The page of study=compare: policies side by side, desks against togetherness, who gains and loses, what is fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_answer import answer
from sim.report.compare_people import fairness, winners
from sim.report.compared import KEY_FIGURES
from sim.report.site_rows import Cell
from sim.report.study_page import Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP, suppressed_groups
from sim.report.words import level_text, listed, plural
from sim.stats.interval import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.compared import Compared, Measure, Policy
    from sim.report.plots.canvas import Drawing

_MORE, _LESS = " \u25b2", " \u25bc"
_MARKED = (
    "All policies met the same people, wishes, illnesses and meetings: what differs is due to the policy, not to luck. "
    "\u25b2 and \u25bc mark what is clearly more or less than under the {base}, judged among all policies compared "
    "(Holm, 5 %). What is not marked cannot be told apart, or was not tested."
)
_BRACKETS = "In brackets stands the 95 % interval of a number: how far it could move if more years were simulated."
_SITES_UNTESTED = (
    "Single sites are not tested against the {base}: of so many numbers some differ by luck. The table comparison "
    "has the difference of each site with its limits."
)


def page(compared: Compared, drawings: Sequence[Drawing] = ()) -> StudyPage:
    """Write the page; `drawings` are those of sim.report.plots.frontier and winners_and_losers, where there are any."""
    if compared.people < SMALLEST_GROUP:
        return StudyPage(answer=answer(compared), scope=compared.scope)
    by_name = {drawing.name: drawing for drawing in drawings}
    sections = [
        _side_by_side(compared),
        _frontier(compared, by_name.get("frontier")),
        winners(compared, by_name.get("winners_and_losers")),
        fairness(compared),
        _sites(compared),
    ]
    return StudyPage(
        answer=answer(compared),
        scope=compared.scope,
        remarks=_remarks(compared),
        sections=[section for section in sections if section is not None],
    )


def _remarks(compared: Compared) -> list[str]:
    said = [_MARKED.format(base=compared.base_word), _BRACKETS]
    strangers = [policy.name for policy in compared.others if not policy.same_people]
    if strangers:
        said.append(
            f"{listed(strangers)}: not the same people as in the {compared.base_word}, so nobody can be compared with "
            "him- or herself there."
        )
    if wishless := [policy.name for policy in compared.policies if not policy.has_wishes]:
        said.append(
            f"{listed(wishless)}: people come by rates and have no wishes, so what is imposed on them and which wishes "
            "go unmet cannot be said there, nor compared."
        )
    if compared.replications < compared.replications_planned:
        said.append(
            f"Numbers are of the {plural(compared.replications, 'replication')} that every policy has finished, of "
            f"{compared.replications_planned} planned; the manifest says which are missing."
        )
    if compared.replications < 10:
        said.append(
            f"{plural(compared.replications, 'replication')} tell apart only large differences; run=standard has 20."
        )
    return said


def _side_by_side(compared: Compared) -> Section:
    measures = [
        measure
        for measure in KEY_FIGURES
        if any(policy.figure(measure.metric).estimate is not None for policy in compared.policies)
    ]
    rows = [
        [words(compared.titled(policy)), *(_figure(compared, policy, measure) for measure in measures)]
        for policy in compared.policies
    ]
    return Section(
        heading="The policies side by side",
        grids=[
            Grid(
                caption="Key figures of the whole organization, each with its 95 % interval",
                head=("Policy", *(measure.head for measure in measures)),
                rows=rows,
            )
        ],
        notes=[_meaning(compared), *_gain(compared)],
    )


def _meaning(compared: Compared) -> str:
    return (
        f"Desks needed: at each site the smallest number that is enough on {level_text(compared.level)} of "
        f"{compared.days_counted}, added up. Team-mates met: share of team-mates on the same site on an office day. "
        "Imposed: office days that the person's own wish did not include. Wished days spent at home: because another "
        "day was asked for, or no seat was free. Days, hours and wishes are means over all people."
    )


def _figure(compared: Compared, policy: Policy, measure: Measure) -> Cell:
    """Write a key figure with its mark; where it is marked and reads as that of the baseline, the difference too."""
    cell = number(policy.figure(measure.metric), measure.write)
    change = policy.change(measure.metric)
    mark = _MORE if change.more else _LESS if change.less else ""
    if mark and cell.value == number(compared.baseline.figure(measure.metric), measure.write).value:
        mark += f" ({measure.write_small_change(change.interval.estimate or 0.0)})"
    return cell._replace(value=cell.value + mark)


def _gain(compared: Compared) -> list[str]:
    """Say how much common luck is worth."""
    known = [policy for policy in compared.others if policy.precision_gain is not None]
    if not known:
        return []
    said = [f"{_times(policy.precision_gain or 0.0)} for {policy.name}" for policy in known]
    text = (
        "Common luck pays: under it the difference in desks is known as precisely as from so many times as many "
        f"replications with separate luck: {listed(said)} (variance of the two yearly numbers over that of their "
        "difference)."
    )
    return [text]


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 9.95 else f"{ratio:,.0f} times"


def _frontier(compared: Compared, drawing: Drawing | None) -> Section | None:
    if drawing is None:
        return None
    beaten = [policy for policy in compared.policies if policy.dominated_by]
    said = (
        f"Clearly beaten, because another policy has at least as much togetherness with no more desks: "
        f"{listed([policy.name for policy in beaten])}."
        if beaten
        else "No policy is clearly beaten by another in both desks and togetherness: what is better is a choice."
    )
    return Section(
        heading="Desks against togetherness",
        paragraphs=[said] if not all(policy.identical for policy in compared.others) else [],
        drawings=[drawing],
    )


def _sites(compared: Compared) -> Section | None:
    if compared.baseline.figure("desks_needed").estimate is None or len(compared.site_names) < 2:
        return None
    hidden = suppressed_groups(compared.site_people)
    shown = [site for site in compared.site_names if site not in hidden]
    rows = [
        [
            words(compared.site_names[site]),
            Cell(f"{compared.site_desks.get(site, 0):,}"),
            *(number(policy.site_desks.get(site, UNKNOWN)) for policy in compared.policies),
        ]
        for site in shown
    ]
    notes = [_SITES_UNTESTED.format(base=compared.base_word)]
    if hidden:
        notes.append(
            f"{plural(len(hidden), 'site is', 'sites are')} not shown, to protect groups of fewer than 5 people."
        )
    return Section(
        heading="Site by site",
        grids=[
            Grid(
                caption=f"Desks that are enough on {level_text(compared.level)} of {compared.days_counted}",
                head=("Site", "Exist", *(compared.titled(policy) for policy in compared.policies)),
                rows=rows,
            )
        ],
        notes=notes,
    )
