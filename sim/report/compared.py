"""What the page of a comparison is made from: policies side by side, their differences, and who gains and loses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.report.suppression import COMPLEMENT, suppressed_beside, suppressed_groups
from sim.report.words import MINUS, count, fine_percent, legible, one_decimal, percent, two_decimals
from sim.stats.interval import UNKNOWN, Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.report.explorer import Explored


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A key figure of the page: its heading, how it is written, what it is called in a sentence.

    `better` is -1 where less of it is better for the person, 1 where more is, 0 where that is for others to judge.
    """

    metric: str
    write: Callable[[float], str]
    better: int = 0

    def write_change(self, value: float) -> str:
        """Write a difference with its sign; shares differ in percentage points."""
        text = f"{100 * abs(value):.1f} points" if self.write is percent else self.write(abs(value))
        if not any(digit in text for digit in "123456789"):
            return text
        return f"{'+' if value > 0 else MINUS}{text}"

    def write_small_change(self, value: float) -> str:
        """Write a difference that would read as none with the digits it takes, down to `under 0.01`."""
        points = self.write in (percent, fine_percent)
        size = 100 * abs(value) if points else abs(value)
        digits = next((digits for digits in (1, 2) if round(size, digits)), None)
        unit = " points" if points else ""
        if digits is None:
            return f"by under 0.01{unit}"
        return f"{'+' if value > 0 else MINUS}{size:.{digits}f}{unit}"


#: Columns of the page's first table.
KEY_FIGURES = (
    Measure(metric="desks_needed", write=count),
    Measure(metric="desk_wanted_peak_mean", write=count),
    Measure(metric="copresence_share", write=percent, better=1),
    Measure(metric="imposed_days", write=one_decimal, better=-1),
    Measure(metric="forced_remote_days_per_person_year", write=one_decimal, better=-1),
    Measure(metric="unwanted_remote_days", write=one_decimal, better=-1),
    Measure(metric="preference_deviation_days", write=two_decimals, better=-1),
    Measure(metric="commute_hours_per_week", write=two_decimals, better=-1),
    Measure(metric="room_refused_share", write=fine_percent, better=-1),
)

#: What people gain and lose: metrics of table `winners`.
OF_PEOPLE = (
    Measure(metric="forced_remote_days", write=one_decimal, better=-1),
    Measure(metric="imposed_days", write=one_decimal, better=-1),
    Measure(metric="unwanted_remote_days", write=one_decimal, better=-1),
    Measure(metric="preference_deviation_days", write=two_decimals, better=-1),
    Measure(metric="commute_hours_per_week", write=two_decimals, better=-1),
    Measure(metric="copresence_share", write=percent, better=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A key figure of a policy less that of the baseline, and what may be said of it among all pairs compared."""

    interval: Interval
    verdict: str = "not_tested"

    @property
    def more(self) -> bool:
        """Clearly more than under the baseline."""
        return self.verdict == "b_higher"

    @property
    def less(self) -> bool:
        """Clearly less."""
        return self.verdict == "a_higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How one group fares under a policy against the baseline, in one metric; `interval` is policy less baseline."""

    kind: str
    group: str
    metric: str
    better: float | None
    worse: float | None
    interval: Interval

    @property
    def net(self) -> float:
        """Share of people worse off less that of those better off."""
        return (self.worse or 0.0) - (self.better or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One number of the fairness audit; groups stand only beside a gap."""

    metric: str
    measure: str
    interval: Interval
    kind: str = ""
    highest: str = ""
    lowest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy (with its scenario, where there are several): its numbers, and its changes against the baseline.

    `figures` and `changes` are of the organization, by metric; `site_desks` desks needed by site; `groups` empty where
    the people are not those of the baseline; `dominated_by`, `leaner_than` (they clearly need more desks) and
    `closer_than` (they clearly have less togetherness) names of policies; `precision_gain` how many times as many
    replications separate luck would need. Without wishes (`has_wishes`) nothing is imposed and no wish unmet.
    """

    label: str
    figures: Mapping[str, Interval]
    site_desks: Mapping[str, Interval]
    site_changes: Mapping[str, Change] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    groups: Sequence[Group] = ()
    spreads: Sequence[Spread] = ()
    dominated_by: Sequence[str] = ()
    precision_gain: float | None = None
    same_people: bool = True
    has_wishes: bool = True
    leaner_than: Sequence[str] = ()
    closer_than: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The policy in words: `team_led` is `team led`."""
        return legible(self.label).replace("_", " ").strip()

    def figure(self, metric: str) -> Interval:
        """Return a key figure of the organization."""
        return self.figures.get(metric, UNKNOWN)

    def change(self, metric: str) -> Change:
        """Return how a key figure differs from that of the baseline."""
        return self.changes.get(metric, Change(interval=UNKNOWN))

    @property
    def identical(self) -> bool:
        """Whether everything that was tested is the same as under the baseline, in every replication."""
        tested = [change.verdict for change in self.changes.values() if change.verdict != "not_tested"]
        return bool(tested) and set(tested) == {"identical"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The whole comparison, the baseline first in `policies`.

    `names` gives what a group is called by kind and group, `sizes` its people in the replication that has fewest of it
    but some; `site_people` heads by home site. `desks` exist under the baseline, which is the status quo only where it
    is the scenario under its own policy (`status_quo`). `explored` has every policy with other numbers of desks.
    `scope` says in English what was simulated, `scopes` by language.
    `crossing` counts heads by unit and home site, for units and sites part the same people.
    """

    policies: Sequence[Policy]
    names: Mapping[tuple[str, str], str]
    sizes: Mapping[tuple[str, str], int]
    site_names: Mapping[str, str]
    site_people: Mapping[str, int]
    site_desks: Mapping[str, int]
    people: int
    level: float
    replications: int
    replications_planned: int
    days: int
    days_counted: str
    goals: Mapping[str, float]
    scope: str
    scopes: Mapping[str, str] = field(default_factory=dict)
    status_quo: bool = True
    explored: Explored | None = None
    crossing: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def baseline(self) -> Policy:
        """What all others are compared with."""
        return self.policies[0]

    @property
    def others(self) -> Sequence[Policy]:
        """All but the baseline."""
        return self.policies[1:]

    @property
    def desks(self) -> int:
        """Desks that exist in the scenario of the baseline."""
        return sum(self.site_desks.values())

    def hidden(self, kind: str) -> dict[str, str]:
        """Return the groups of a kind that may not be shown by themselves, each with the reason."""
        sizes = {group: size for (of, group), size in self.sizes.items() if of == kind}
        hidden = suppressed_groups(sizes)
        if kind != "unit":
            return hidden
        sites = self.hidden("home_site")
        if self.crossing:
            return suppressed_beside(self.crossing, sites)
        # Nobody has said who sits where, so each unit might be all there is at a site.
        return dict.fromkeys(sizes, COMPLEMENT) | hidden if sites or hidden else hidden

    def shown(self, kind: str) -> list[str]:
        """Return the groups of a kind that may be shown, in order; empty ones are left out."""
        hidden = self.hidden(kind)
        return [group for (of, group), size in self.sizes.items() if of == kind and group not in hidden and size > 0]

    def everybody(self, policy: Policy, metric: str) -> Group | None:
        """Find how all people together fare under a policy; None where nobody can be compared."""
        return next((one for one in policy.groups if one.kind == "everybody" and one.metric == metric), None)

    def called(self, kind: str, group: str) -> str:
        """Say what a group is called."""
        return legible(self.names.get((kind, group), group))
