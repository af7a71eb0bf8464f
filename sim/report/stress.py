"""A report on the model after STRESS-DES, written from what the run knows: the same run, the same text.

The guideline (Monks et al. 2018, doi 10.1080/17477778.2018.1442155) lists what a reader needs to build a simulation
again. How long a run took differs each time, so that stands in the manifest and not here.
"""

from __future__ import annotations

import platform
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

import sim
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import clock, count, legible, level_text, listed, plural
from sim.results.described import about
from sim.results.folder import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.report.facts import Facts
    from sim.report.ledger import Ledger
    from sim.scenario import Scenario

STRESS = "stress.md"
#: What each study does with the model, after the word "It".
_AIMS = {
    "project": "describes one scenario under one policy; nothing is varied.",
    "size": "searches, for each site and size of room, the smallest number that meets the service level, and tries the "
    "numbers found on replications that had no part in choosing them.",
    "close": "closes every wing, floor and site alone and then one after another, each step on top of those before it.",
    "compare": "compares each world with the first one under common luck; families of comparisons are adjusted by the "
    "method of Holm.",
    "room_rules": "switches rules for rooms on and off one at a time, and moves shared office days to each weekday.",
    "sensitivity": "moves one assumption at a time to a low and a high end under common luck (no interactions).",
}
_SPECIAL = re.compile(r"([\\|<>\[\]*`#])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a study tells of itself beside its facts: names of the worlds it simulated, why it stopped, its tables."""

    worlds: Sequence[str]
    stopped: str
    tables: Sequence[str]


def write_stress(folder: Path, scenario: Scenario, facts: Facts, told: Told, ledger: Ledger) -> None:
    """Write `folder/stress.md`."""
    (folder / STRESS).write_text(stress_text(scenario, facts, told, ledger), encoding="utf-8")


def stress_text(scenario: Scenario, facts: Facts, told: Told, ledger: Ledger) -> str:
    """Return the report as Markdown."""
    office, organization, behavior = scenario.office, scenario.organization, scenario.behavior
    few = organization.people < SMALLEST_GROUP
    kinds = Counter(entry.source_kind for entry in ledger.entries)
    return (
        _environment()
        .get_template("stress.md.j2")
        .render(
            facts=facts,
            scenario=scenario,
            aim=_AIMS[facts.study],
            worlds=list(dict.fromkeys(told.worlds)),
            stopped=told.stopped,
            tables=[(name, _row_in_words(about(name))) for name in told.tables],
            level=level_text(facts.service_level),
            people=f"fewer than {SMALLEST_GROUP} people" if few else plural(organization.people, "person", "people"),
            teams=plural(len(organization.teams), "team"),
            units=plural(len(organization.units), "unit"),
            desks=_desks(scenario),
            rooms=_rooms(scenario),
            sites=plural(len(office.sites), "site"),
            zones=plural(len(office.zones), "zone"),
            activities=sorted((name, activity.kind) for name, activity in scenario.activities.items()),
            cascade=_cascade(scenario),
            bookings=behavior.bookings,
            room_habits=behavior.rooms,
            memory=behavior.memory.turned_away_effect > 0,
            earliest=clock(behavior.day.arrival_earliest),
            latest=clock(behavior.day.arrival_latest),
            workdays=count(len(scenario.days.workdays)),
            kinds=listed([f"{number} {kind}" for kind, number in sorted(kinds.items())]),
            sources=_sources(ledger),
            ledger=ledger,
            python=platform.python_version(),
            packages=[(name, version(name)) for name in PACKAGES],
            model_version=sim.MODEL_VERSION,
        )
    )


def _desks(scenario: Scenario) -> str:
    kinds: Counter[str] = Counter()
    for zone in scenario.office.zones.values():
        kinds[zone.kind] += zone.desks
    return listed([f"{count(desks)} {kind}" for kind, desks in sorted(kinds.items())])


def _rooms(scenario: Scenario) -> str:
    sizes = Counter(one.room.seats for one in scenario.office.single_rooms)
    return listed([f"{count(number)} with {plural(seats, 'seat')}" for seats, number in sorted(sizes.items())])


def _cascade(scenario: Scenario) -> list[str]:
    """Return where somebody goes whose own zone is full, first choice first."""
    cascade = scenario.behavior.cascade
    steps = ["another shared or quiet zone of the site, the own floor first"] if cascade.another_zone else []
    steps += ["a touchdown or informal seat"] if cascade.touchdown else []
    if cascade.another_site_share:
        steps.append(f"with probability {cascade.another_site_share:g}, the nearest other site with a free desk")
    return [*steps, "home for the day (forced_remote)"]


def _row_in_words(text: str) -> str:
    """Return the first sentence about a table, without links."""
    first = re.split(r"(?<=[.:]) ", text, maxsplit=1)[0].removesuffix(".").removesuffix(":")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", first)


def _sources(ledger: Ledger) -> list[str]:
    """Return what was measured or read, each once; a bare letter, or a word for the line above, names nothing."""
    found = {entry.source for entry in ledger.entries if entry.source_kind in {"measured", "literature"}}
    return sorted(source for source in found if re.match(r"[MSD]: (?!as above)", source))


def plain(text: object) -> str:
    """Make a text of any origin one line of Markdown in which nothing of it is taken for markup."""
    return _SPECIAL.sub(r"\\\1", legible(str(text)))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sim.report", "templates"),
        autoescape=False,  # noqa: S701 (Markdown: the filter `plain` takes the meaning from what is not ours)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = plain
    return environment
