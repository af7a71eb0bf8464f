"""The page of study=room_rules: what rules are worth in rooms, and what moving shared office days would free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.site_rows import single
from sim.report.study_page import Grid, Section, StudyPage, number, words
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.words import (
    MINUS,
    NOTHING_PUBLISHABLE,
    fine_percent,
    legible,
    level_text,
    listed,
    money,
    plural,
    signed,
    with_interval,
)
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.site_rows import Cell

#: A claim is made where its adjusted p-value is below this.
_ALPHA = 0.05
_WORTH = (
    "Worth in rooms: so many rooms, added one by one where most more is refused, bring the office without the rule "
    "to the refusals of the one with it; between two whole numbers it is interpolated. A dash: more than a dozen "
    "rooms at some site. Parties larger than any room are refused with and without a rule; nothing of this helps them."
)
_KEPT = "Units keep how often they meet; only the weekday changes. Days on fixed dates stay where they are."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A row of table `room_rules`: a rule at a site (None: everywhere); `difference` is without minus under it.

    `adjusted_p` is Holm's, among the rules; None at single sites.
    """

    rule: str
    site_id: str | None
    refused_share_without: float | None
    refused_share_under: float | None
    difference: float | None
    ci_low: float | None
    ci_high: float | None
    adjusted_p: float | None
    rooms_worth: float | None
    eur_worth_per_year: float | None
    replications: int

    @property
    def fewer(self) -> Interval:
        """How much smaller the share refused is under the rule."""
        return Interval(self.difference, self.ci_low, self.ci_high)

    @property
    def is_clear(self) -> bool:
        """Whether the rule changes refusals by more than luck, looked at among all rules."""
        return self.adjusted_p is not None and self.adjusted_p < _ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRow:
    """A row of table `shared_day_moves`: desks needed at a site with all shared office days on one weekday, 1 Monday.

    `desks_freed` is what is needed now less what would be needed then, under the same luck; `adjusted_p` is Holm's,
    among all weekdays and sites.
    """

    weekday: int
    weekday_name: str
    site_id: str
    desks_needed_now: float | None
    desks_needed: float | None
    desks_freed: float | None
    ci_low: float | None
    ci_high: float | None
    adjusted_p: float | None

    @property
    def freed(self) -> Interval:
        """Desks freed, with limits."""
        return Interval(self.desks_freed, self.ci_low, self.ci_high)

    @property
    def is_clear(self) -> bool:
        """Whether more than luck moves the desks needed, looked at among all weekdays and sites."""
        return self.adjusted_p is not None and self.adjusted_p < _ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Names of sites, and how many people are at home there, by id; small groups are never shown."""

    names: Mapping[str, str]
    people: Mapping[str, int]


def room_rules_page(
    rules: Sequence[RuleRow], moved: Sequence[MovedRow], says: Mapping[str, str], places: Places, facts: Facts
) -> StudyPage:
    """Write the page; `says` has the words of each rule."""
    if not total_may_be_shown(places.people):
        return StudyPage(answer=NOTHING_PUBLISHABLE, scope="")
    hidden = suppressed_groups(places.people)
    rules = [row for row in rules if row.site_id not in hidden]
    moved = [row for row in moved if row.site_id not in hidden]
    names = places.names
    scope = (
        f"Scenario {facts.scenario}, policy {facts.policy}, seed {facts.seed}, up to "
        f"{plural(facts.replications_planned, 'replication')} of {plural(facts.weeks, 'week')}, under the same luck."
        f"{facts.failed}"
    )
    sections = []
    if rules:
        sections.append(_rules_section(rules, says, names, facts.failed))
    if moved:
        sections.append(_moved_section(moved, names, facts))
    said = [*_about_rules(rules, says), *_about_days(moved, names)]
    left_out = f"{plural(len(hidden), 'site is', 'sites are')} suppressed (small groups)." if hidden else ""
    return StudyPage(
        answer=" ".join(said) or "There are no rooms and no shared office days in this office, so no rule to judge.",
        scope=scope,
        remarks=[left_out] if left_out else [],
        sections=sections,
    )


def _about_rules(rules: Sequence[RuleRow], says: Mapping[str, str]) -> list[str]:
    everywhere = [row for row in rules if row.site_id is None]
    if not everywhere:
        return []
    clear = sorted((row for row in everywhere if row.is_clear), key=lambda row: -(row.difference or 0))
    if not clear:
        return ["No rule changes by more than luck how many requests for rooms are refused."]
    lowers = [row for row in clear if (row.difference or 0) > 0]
    raises = [row for row in clear if (row.difference or 0) < 0]
    parts = []
    if lowers:
        best = lowers[0]
        with_it, without = (fine_percent(one or 0) for one in (best.refused_share_under, best.refused_share_without))
        instead = f"{with_it} of requests are refused instead of {without}"
        parts.append(f"If {says[best.rule]}, {instead}, which is worth {_rooms(best)}.")
    if lowers[1:]:
        others = listed([f"{says[row.rule]}: {_rooms(row)}" for row in lowers[1:]])
        parts.append(f"By the same measure: {others}.")
    if raises:
        parts.append(f"More requests are refused if {listed([says[row.rule] for row in raises])}.")
    left = [says[row.rule] for row in everywhere if not row.is_clear]
    if left:
        parts.append(f"No more than luck is seen if {listed(left)}.")
    return parts


def _rooms(row: RuleRow) -> str:
    if row.rooms_worth is None:
        return "more than a dozen rooms at some site"
    price = "" if not row.eur_worth_per_year else f" (about {money(row.eur_worth_per_year)} a year)"
    return f"{row.rooms_worth:.1f} rooms{price}"


def _about_days(moved: Sequence[MovedRow], names: Mapping[str, str]) -> list[str]:
    clear = [row for row in moved if row.is_clear and (row.desks_freed or 0) > 0]
    if not moved:
        return []
    if not clear:
        return ["Moving shared office days to one weekday frees no desks that luck could not have freed as well."]
    best = max(clear, key=lambda row: row.desks_freed or 0.0)
    freed = f"{with_interval(best.freed)} desks at {legible(names[best.site_id])}, the most of any site and weekday"
    return [f"Moving all shared office days to {best.weekday_name.capitalize()} frees {freed}."]


def _rules_section(rules: Sequence[RuleRow], says: Mapping[str, str], names: Mapping[str, str], failed: str) -> Section:
    from sim.report.plots.rules_in_rooms import draw

    everywhere = [row for row in rules if row.site_id is None]
    return Section(
        heading="What a rule is worth in rooms",
        drawings=[draw(everywhere, says, failed)],
        grids=[
            Grid(
                caption="Each rule in the whole office, and at the sites where it changes something.",
                head=(
                    "Rule",
                    "Site",
                    "Refused without it",
                    "Refused under it",
                    "Fewer, in points",
                    "Worth in rooms",
                    "EUR a year",
                ),
                rows=[
                    _rule_cells(row, says, names)
                    for row in rules
                    if row.site_id is None or (row.ci_low is not None and row.ci_low > 0)
                ],
                names=2,
                sheet="Room rules",
            )
        ],
        notes=[_WORTH],
    )


def _rule_cells(row: RuleRow, says: Mapping[str, str], names: Mapping[str, str]) -> list[Cell]:
    share = (row.refused_share_without, row.refused_share_under)
    return [
        words(says[row.rule]),
        words("everywhere" if row.site_id is None else legible(names[row.site_id])),
        *(single(one, fine_percent) for one in share),
        number(row.fewer, fine_percent),
        single(row.rooms_worth, _one_decimal),
        single(row.eur_worth_per_year),
    ]


def _one_decimal(value: float) -> str:
    return f"{value:.1f}"


def _moved_section(moved: Sequence[MovedRow], names: Mapping[str, str], facts: Facts) -> Section:
    from sim.report.plots.shared_day_moves import draw

    weekdays = sorted({(row.weekday, row.weekday_name) for row in moved})
    by_place = {(row.site_id, row.weekday): row for row in moved}
    sites = list(dict.fromkeys(row.site_id for row in moved))
    return Section(
        heading="Shared office days on another weekday",
        drawings=[draw(moved, names, facts)],
        grids=[
            Grid(
                caption=f"Desks freed (+) or needed more ({MINUS}) for {level_text(facts.service_level)} of workdays, "
                "by the weekday on which all units hold their shared office days.",
                head=("Site", "Needed now", *(name.capitalize() for _, name in weekdays)),
                rows=[
                    [
                        words(legible(names[site_id])),
                        single(by_place[site_id, weekdays[0][0]].desks_needed_now or 0),
                        *(number(by_place[site_id, day].freed, signed) for day, _ in weekdays),
                    ]
                    for site_id in sites
                ],
                sheet="Shared days",
            )
        ],
        notes=[_KEPT],
    )
