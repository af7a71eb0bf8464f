"""The page of study=room_rules: what rules are worth in rooms, and what moving shared office days would free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.language import language
from sim.report.phrases import failed_in, level_in, money_in, policy_in, weekday_in
from sim.report.site_rows import single
from sim.report.study_page import Grid, Section, StudyPage, number, words
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.words import fine_percent, legible, one_decimal, signed
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.site_rows import Cell

#: A claim is made where its adjusted p-value is below this.
_ALPHA = 0.05


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


def room_rules_page(rules: Sequence[RuleRow], moved: Sequence[MovedRow], places: Places, facts: Facts) -> StudyPage:
    """Write the page in the language of the run."""
    speaks = language(facts.language)
    if not total_may_be_shown(places.people):
        return StudyPage(answer=speaks.say("nothing.publishable"), scope="", language=speaks)
    hidden = suppressed_groups(places.people)
    rules = [row for row in rules if row.site_id not in hidden]
    moved = [row for row in moved if row.site_id not in hidden]
    names = places.names
    sections = []
    if rules:
        sections.append(_rules_section(rules, names, facts, speaks))
    if moved:
        sections.append(_moved_section(moved, names, facts, speaks))
    said = [*_about_rules(rules, speaks), *_about_days(moved, names, speaks)]
    return StudyPage(
        answer=" ".join(said) or speaks.say("rules.nothing"),
        scope=_scope(facts, speaks),
        remarks=[speaks.plural("rules.hidden", len(hidden))] if hidden else [],
        sections=sections,
        language=speaks,
    )


def _scope(facts: Facts, language: Language) -> str:
    return language.say(
        "rules.scope",
        scenario=facts.scenario,
        policy=policy_in(language, facts.policy),
        seed=str(facts.seed),
        replications=language.plural("amount.replications", facts.replications_planned),
        weeks=language.plural("amount.weeks", facts.weeks),
        failed=failed_in(language, facts),
    )


def _rule(row: RuleRow, language: Language) -> str:
    """Return what a rule says, as it stands behind `if`."""
    return language.say(f"roomrule.{row.rule}")


def _about_rules(rules: Sequence[RuleRow], language: Language) -> list[str]:
    everywhere = [row for row in rules if row.site_id is None]
    if not everywhere:
        return []
    clear = sorted((row for row in everywhere if row.is_clear), key=lambda row: -(row.difference or 0))
    if not clear:
        return [language.say("rules.none_clear")]
    lowers = [row for row in clear if (row.difference or 0) > 0]
    raises = [row for row in clear if (row.difference or 0) < 0]
    parts = []
    if lowers:
        best = lowers[0]
        shares = (best.refused_share_under, best.refused_share_without)
        under, without = (language.number(fine_percent(one or 0)) for one in shares)
        rule, worth = _rule(best, language), _rooms(best, language)
        parts.append(language.say("rules.best", rule=rule, under=under, without=without, worth=worth))
    if lowers[1:]:
        others = [
            language.say("rules.other", rule=_rule(row, language), worth=_rooms(row, language)) for row in lowers[1:]
        ]
        parts.append(language.say("rules.others", rules=language.listed(others)))
    if raises:
        parts.append(language.say("rules.raises", rules=language.listed([_rule(row, language) for row in raises])))
    left = [_rule(row, language) for row in everywhere if not row.is_clear]
    if left:
        parts.append(language.say("rules.unclear", rules=language.listed(left)))
    return parts


def _rooms(row: RuleRow, language: Language) -> str:
    if row.rooms_worth is None:
        return language.say("rules.dozen")
    price = ""
    if row.eur_worth_per_year:
        price = language.say("rules.price", money=money_in(language, row.eur_worth_per_year))
    return language.say("rules.worth", number=language.number(one_decimal(row.rooms_worth)), price=price)


def _about_days(moved: Sequence[MovedRow], names: Mapping[str, str], language: Language) -> list[str]:
    clear = [row for row in moved if row.is_clear and (row.desks_freed or 0) > 0]
    if not moved:
        return []
    if not clear:
        return [language.say("rules.frees_nothing")]
    best = max(clear, key=lambda row: row.desks_freed or 0.0)
    return [
        language.say(
            "rules.frees",
            weekday=language.say(f"toweekday.{best.weekday - 1}"),
            desks=language.with_interval(best.freed),
            site=legible(names[best.site_id]),
        )
    ]


def _heads(language: Language, *names: str) -> tuple[str, ...]:
    return tuple(language.say(f"rules.head_{name}") for name in names)


def _rules_section(rules: Sequence[RuleRow], names: Mapping[str, str], facts: Facts, language: Language) -> Section:
    from sim.report.plots.rules_in_rooms import draw

    everywhere = [row for row in rules if row.site_id is None]
    says = {row.rule: _rule(row, language) for row in everywhere}
    grid = Grid(
        caption=language.say("rules.caption"),
        head=_heads(language, "rule", "site", "without", "under", "fewer", "worth", "eur"),
        rows=[
            _rule_cells(row, names, language)
            for row in rules
            if row.site_id is None or (row.ci_low is not None and row.ci_low > 0)
        ],
        names=2,
        sheet=language.say("rules.sheet"),
    )
    return Section(
        heading=language.say("rules.heading"),
        drawings=[draw(everywhere, says, failed_in(language, facts), language)],
        grids=[grid],
        notes=[language.say("rules.note")],
    )


def _rule_cells(row: RuleRow, names: Mapping[str, str], language: Language) -> list[Cell]:
    share = (row.refused_share_without, row.refused_share_under)
    return [
        words(_rule(row, language)),
        words(language.say("rules.everywhere") if row.site_id is None else legible(names[row.site_id])),
        *(single(one, fine_percent, language) for one in share),
        number(row.fewer, fine_percent, language),
        single(row.rooms_worth, one_decimal, language),
        single(row.eur_worth_per_year, language=language),
    ]


def _moved_section(moved: Sequence[MovedRow], names: Mapping[str, str], facts: Facts, language: Language) -> Section:
    from sim.report.plots.shared_day_moves import draw

    weekdays = sorted({row.weekday for row in moved})
    by_place = {(row.site_id, row.weekday): row for row in moved}
    rows = [
        [
            words(legible(names[site_id])),
            single(by_place[site_id, weekdays[0]].desks_needed_now or 0, language=language),
            *(number(by_place[site_id, day].freed, signed, language) for day in weekdays),
        ]
        for site_id in dict.fromkeys(row.site_id for row in moved)
    ]
    grid = Grid(
        caption=language.say("rules.moved_caption", level=level_in(language, facts.service_level)),
        head=(*_heads(language, "site", "now"), *(weekday_in(language, day - 1).capitalize() for day in weekdays)),
        rows=rows,
        sheet=language.say("rules.moved_sheet"),
    )
    return Section(
        heading=language.say("rules.moved_heading"),
        drawings=[draw(moved, names, facts)],
        grids=[grid],
        notes=[language.say("rules.moved_note")],
    )
