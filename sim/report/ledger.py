"""The ledger of assumptions: every value with unit, source and file, those that matter most first, guesses marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.language import ENGLISH, Language, language
from sim.report.ledger_drivers import ranking_for
from sim.report.ledger_sources import is_guess, keys_meant, kind_of, weakest_behind
from sim.report.ledger_units import unit_in, unit_of
from sim.report.sensitivity_words import metric_in

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.facts import Facts
    from sim.report.ledger_drivers import Driver, Ranking
    from sim.report.ledger_sources import SourceKind

#: So many are called top drivers.
TOP = 10
#: Of the question, only prices are assumed.
_QUESTION, _PRICES = "study.", "study.costs."
#: Head counts stand in every scenario, too many of them to have a source each.
_ALWAYS_THERE = "organization."
#: Files that come with the program; their comments are in English.
_SHIPPED = "conf/"
#: How a value that something else replaces is told of by sim.config.sources.
_COMMAND_LINE = "command line"
_SET_THERE = "set on the command line"
_WITHOUT_SOURCE = " without a source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value of the configuration. `rank` is that of the driver it belongs to, None where nothing is known of it.

    `moves` is in the language of the ledger; what the configuration says itself is as it stands there.
    """

    key: str
    value: str
    unit: str
    source_kind: SourceKind
    source: str
    set_in: str
    rank: int | None
    moves: str

    @property
    def is_judgment(self) -> bool:
        """Whether somebody has judged it."""
        return self.source_kind == "judgment"

    @property
    def is_risky(self) -> bool:
        """Whether it is a top driver and a guess."""
        return self.rank is not None and self.rank <= TOP and is_guess(self.source_kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopDriver:
    """One of the assumptions that matter most, with the weakest source of the values it stands for.

    `moves` says by how much it moves the key figure of the first of them, or which other one.
    """

    says: str
    moves: str
    metric_says: str
    source_kind: SourceKind

    @property
    def is_guess(self) -> bool:
        """Whether nobody has seen or counted it."""
        return is_guess(self.source_kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All entries, the strongest drivers first, the rest by key; `measured` says on what and when they were ranked.

    What it says of them is in `language`.
    """

    entries: tuple[Entry, ...]
    top: tuple[TopDriver, ...]
    measured: str
    language: Language = ENGLISH

    @property
    def judgments(self) -> int:
        """How many entries are judgments."""
        return sum(entry.is_judgment for entry in self.entries)

    @property
    def guesses_on_top(self) -> int:
        """How many of the top drivers are guesses."""
        return sum(driver.is_guess for driver in self.top)

    def unit(self, entry: Entry) -> str:
        """Name the unit of a value."""
        return unit_in(self.language, entry.unit)

    def kind(self, kind: SourceKind) -> str:
        """Name a kind of source."""
        return self.language.name("source_kind", kind, kind)

    def value(self, entry: Entry) -> str:
        """Write a value as it stands, and how many things of a kind have none with a source."""
        number, found, rest = entry.value.partition(_WITHOUT_SOURCE)
        if not found or rest or "*" not in entry.key.split("."):
            return entry.value
        return self.language.say("ledger.without_source", number=self.language.number(number))

    def source(self, entry: Entry) -> str:
        """Quote a source, or say that none was given where the value was set."""
        if entry.source == _SET_THERE:
            return self.language.say("ledger.set_on_the_command_line")
        if entry.source == f"set in {entry.set_in}":
            return self.language.say("ledger.set_in_file", file=entry.set_in)
        return entry.source

    def is_english(self, entry: Entry) -> bool:
        """Whether the source is quoted from what comes with the program; people write theirs in any language."""
        return entry.set_in.startswith(_SHIPPED) and self.source(entry) == entry.source

    def set_in(self, entry: Entry) -> str:
        """Name the file in which a value was set."""
        return self.language.say("ledger.command_line") if entry.set_in == _COMMAND_LINE else entry.set_in


def ledger_of(facts: Facts, results_dir: Path | None = None, own: Ranking | None = None) -> Ledger:
    """Collect the assumptions of a run, and say in its language what they move.

    Its `own` ranking orders them, else that of a study=sensitivity of its scenario in `results_dir`, else what is
    shipped.
    """
    said = language(facts.language)
    ranking = own or ranking_for(facts, results_dir, said)
    assumptions = [one for one in facts.assumptions if not one.key.startswith(_QUESTION) or one.key.startswith(_PRICES)]
    keys = [one.key for one in assumptions]
    drivers = [driver for driver in ranking.drivers if _stands(driver, keys)]
    entries = []
    for one in assumptions:
        rank = next((place for place, driver in enumerate(drivers, start=1) if driver.is_about(one.key)), None)
        entries.append(
            Entry(
                key=one.key,
                value=one.value,
                unit=unit_of(one.key),
                source_kind=kind_of(one.source),
                source=one.source,
                set_in=one.file,
                rank=rank,
                moves="" if rank is None else drivers[rank - 1].moves(said),
            )
        )
    entries.sort(key=lambda entry: (entry.rank is None, entry.rank or 0, entry.key, entry.set_in))
    top = [
        TopDriver(
            says=driver.called(said),
            moves=driver.swung(said) if driver.metric == drivers[0].metric else driver.moves(said),
            metric_says=metric_in(said, driver.metric).says,
            source_kind=weakest_behind(keys_meant(driver.keys, keys), assumptions)[0],
        )
        for driver in drivers[:TOP]
    ]
    return Ledger(entries=tuple(entries), top=tuple(top), measured=ranking.measured, language=said)


def _stands(driver: Driver, keys: list[str]) -> bool:
    """Whether a run has what a driver is about: a policy has not the values of another."""
    return any(driver.is_about(key) for key in keys) or (
        bool(keys) and any(key.startswith(_ALWAYS_THERE) for key in driver.keys)
    )
