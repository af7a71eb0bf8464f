"""Everything a comparison finds: the rows of its tables, and from them what its page is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_remarks import scope
from sim.report.compared import Change, Compared, Group, Policy, Spread
from sim.report.language import ENGLISH, LANGUAGES, language
from sim.stats.interval import Interval, mean_interval
from sim.stats.summary import CI_LEVEL
from sim.studies.compared import audit, comparison, frontier, winners
from sim.studies.compared.desks import desks_needed, precision_gain
from sim.studies.compared.explorer import explore
from sim.studies.compared.groups import groupings
from sim.studies.compared.naming import days_in_words, group_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.results.tables import Tables
    from sim.scenario import Scenario
    from sim.stats.verdicts import Comparison
    from sim.studies.compared.audit import Fairness
    from sim.studies.compared.winners import Winners
    from sim.studies.compared.worlds import World


class Found:
    """All differences between worlds, the first being the baseline."""

    def __init__(self, level: float, worlds: Sequence[World]) -> None:
        self._worlds = worlds
        self._desks = [desks_needed(world, level) for world in worlds]
        self._parts = groupings(worlds[0])
        self._compared = comparison.compare_worlds(worlds, self._desks, level)
        self._winners = [winners.winners(worlds[0], world, self._parts) for world in worlds[1:]]
        self._audits = [
            audit.audit(world, self._parts if world.same_people(worlds[0]) else groupings(world)) for world in worlds
        ]
        self._points = frontier.points(worlds, self._desks)

    def tables(self) -> Tables:
        """Return the tables of the study."""
        return {
            "comparison": comparison.rows([row for rows in self._compared for row in rows]),
            "winners": winners.rows([row for rows in self._winners for row in rows]),
            "fairness": audit.rows([row for rows in self._audits for row in rows]),
            "frontier": frontier.rows(self._points),
        }

    def compared(self, facts: Facts, *, status_quo: bool = True) -> Compared:
        """Gather what the page is made of; `status_quo`: the baseline is the scenario under its own policy."""
        base = self._worlds[0]
        scenario = base.scenario
        organization, office = scenario.organization, scenario.office
        sizes = {
            (part.kind, name): int(size)
            for part in self._parts
            for name, size in zip(part.names, part.sizes, strict=True)
        }
        return Compared(
            policies=[self._policy(number) for number in range(len(self._worlds))],
            names=group_names(scenario),
            sizes=sizes,
            site_names={site_id: office.sites[site_id].name for site_id in office.site_ids},
            site_people=_fewest_at_home(self._worlds),
            site_desks={
                site_id: sum(zone.desks for zone in office.zones.values() if zone.site_id == site_id)
                for site_id in office.site_ids
            },
            people=organization.people,
            level=facts.service_level,
            replications=len(base.replications),
            replications_planned=scenario.run.replications,
            days=min(base.counted(column).shape[1] for column in range(len(base.sites) + 1)),
            days_counted=days_in_words(scenario),
            goals=scenario.study.goals,
            scope=_scope(facts, base, ENGLISH),
            scopes={code: _scope(facts, base, language(code)) for code in LANGUAGES},
            status_quo=status_quo,
            explored=explore(self._worlds) if scenario.output.report else None,
            crossing=_heads_by_unit_and_site(scenario),
        )

    def _policy(self, number: int) -> Policy:
        world, desks, point = self._worlds[number], self._desks[number], self._points[number]
        figures = {metric: mean_interval(values[:, -1], CI_LEVEL) for metric, values in world.means.items()}
        figures |= {metric: comparison.everybody_interval(world, metric) for metric in comparison.OF_EVERYBODY}
        figures[comparison.DESKS_NEEDED] = desks.together
        changes, site_changes = self._changes(number)
        return Policy(
            label=world.label,
            figures=figures,
            site_desks=dict(zip(world.sites, desks.sites, strict=True)),
            changes=changes,
            site_changes=site_changes,
            groups=[_group(row) for row in self._winners[number - 1]] if number else (),
            spreads=[_spread(row) for row in self._audits[number]],
            dominated_by=point.dominated_by,
            leaner_than=point.leaner_than,
            closer_than=point.closer_than,
            precision_gain=precision_gain(self._desks[0], desks) if number else None,
            same_people=world.same_people(self._worlds[0]),
            has_wishes=world.has_wishes,
        )

    def _changes(self, number: int) -> tuple[dict[str, Change], dict[str, Change]]:
        """Tell the changes of one world: of the organization by metric, and of desks needed by site."""
        rows = self._compared[number - 1] if number else []
        whole = {row.metric: _change(row) for row in rows if row.site_id is None}
        sites = {row.site_id: _change(row) for row in rows if row.site_id and row.metric == comparison.DESKS_NEEDED}
        return whole, sites


def _fewest_at_home(worlds: Sequence[World]) -> dict[str, int]:
    """Count heads by home site of the baseline; where another world has fewer but some, these are what may not show."""
    found: dict[str, int] = {}
    for site_id in worlds[0].scenario.office.site_ids:
        heads = [
            sum(team.size for team in world.scenario.organization.teams.values() if team.site_id == site_id)
            for world in worlds
        ]
        found[site_id] = min((number for number in heads if number), default=0)
    return found


def _heads_by_unit_and_site(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Count heads by unit and home site: two ways to part the same people, whose tables stand beside each other."""
    found: dict[tuple[str, str], int] = {}
    for team in scenario.organization.teams.values():
        place = team.unit_id, team.site_id
        found[place] = found.get(place, 0) + team.size
    return found


def _change(row: Comparison) -> Change:
    """Turn a less b, the baseline being a, into policy less baseline."""
    return Change(interval=_turned(row.difference, row.ci_low, row.ci_high), verdict=row.verdict)


def _group(row: Winners) -> Group:
    return Group(
        kind=row.group_kind,
        group=row.group,
        metric=row.metric,
        better=row.better_share,
        worse=row.worse_share,
        interval=_turned(row.difference, row.ci_low, row.ci_high),
    )


def _spread(row: Fairness) -> Spread:
    return Spread(
        metric=row.metric,
        measure=row.measure,
        interval=Interval(row.estimate, row.ci_low, row.ci_high),
        kind=row.group_kind or "",
        highest=row.highest_group or "",
        lowest=row.lowest_group or "",
    )


def _turned(difference: float | None, low: float | None, high: float | None) -> Interval:
    def minus(value: float | None) -> float | None:
        return None if value is None else 0.0 - value  # 0.0 and not -0.0 where nothing differs

    return Interval(minus(difference), minus(high), minus(low))


def _scope(facts: Facts, base: World, speaks: Language) -> str:
    return scope(facts.scenario, len(base.replications), len(base.scenario.days.dates), facts.seed, speaks)
