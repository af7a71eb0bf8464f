"""Which assumptions drive the answers: read from a stored study=sensitivity, or from the ranking that is shipped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sim.report.language import ENGLISH
from sim.report.ledger_sources import meet
from sim.report.phrases import date_in
from sim.report.sensitivity_words import METRIC_WORDS, metric_in, range_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sim.report.facts import Facts
    from sim.report.language import Language

SHIPPED = "sensitivity_espoo.json"
#: What is read of table `sensitivity`.
COLUMNS = ("parameter", "says", "keys", "metric", "swing", "adjusted_p")
_ALPHA = 0.05
#: A results folder may come from anybody: longer texts in it are not what this program wrote.
_LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """An assumption that moves key figures by more than luck; `metric` is the first of these, `swing` how far."""

    parameter: str
    says: str
    keys: tuple[str, ...]
    metric: str
    swing: float

    def called(self, language: Language) -> str:
        """Say what the assumption is about."""
        return range_in(language, self.parameter, self.says)

    def swung(self, language: Language) -> str:
        """Say how far it moves its key figure, with the unit."""
        return metric_in(language, self.metric).write_swing(self.swing)

    def moves(self, language: Language) -> str:
        """Say what it moves and by how much."""
        says = metric_in(language, self.metric).says
        return language.say("ledger.moves", metric=says, size=self.swung(language))

    def is_about(self, key: str) -> bool:
        """Whether a value with a source is one of those it stands for, or holds or belongs to one."""
        return any(meet(pattern.split("."), key.split(".")) for pattern in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Drivers, the strongest first, and in the language of the page where they were measured."""

    drivers: tuple[Driver, ...]
    measured: str


def ranking_for(facts: Facts, results_dir: Path | None, language: Language) -> Ranking:
    """Return what a study=sensitivity beside this result found for its scenario and policy, else what is shipped."""
    stored = None if results_dir is None else stored_ranking(results_dir, facts, language)
    return stored or shipped_ranking(language)


def stored_ranking(results_dir: Path, facts: Facts, language: Language = ENGLISH) -> Ranking | None:
    """Read the best study=sensitivity of this scenario and policy: of the very same inputs, else with most drivers."""
    found = []
    for path in sorted(results_dir.glob("*-sensitivity-*/manifest.json")):
        manifest = _manifest(path)
        if (manifest.get("scenario"), manifest.get("policy")) != (facts.scenario, facts.policy):
            continue
        drivers = drivers_of(_rows(path.parent / "tables" / "sensitivity.parquet"))
        if drivers:
            found.append((manifest.get("key") == facts.key, len(drivers), path.parent.name, drivers))
    if not found:
        return None
    same, _, folder, drivers = max(found, key=lambda one: one[:3])
    where = language.say("measured.stored_same" if same else "measured.stored_other", folder=folder)
    return Ranking(drivers=drivers, measured=where)


def shipped_ranking(language: Language = ENGLISH) -> Ranking:
    """Return the ranking that comes with the program."""
    shipped = _shipped()
    return Ranking(
        drivers=drivers_of(shipped["rows"]),
        measured=language.say(
            "measured.shipped",
            date=date_in(language, date.fromisoformat(shipped["date"])),
            version=str(shipped["model_version"]),
            command=shipped["command"],
        ),
    )


@cache
def _shipped() -> dict[str, Any]:
    return dict(json.loads(files("sim.report").joinpath(SHIPPED).read_text(encoding="utf-8")))


def drivers_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Driver, ...]:
    """Rank assumptions by the first key figure, then those that move only later ones by these.

    `rows` are of table `sensitivity`, metric by metric in the order of their weight for the reader.
    """
    clear = [row for row in rows if _is_clear(row)]
    metrics = list(dict.fromkeys(row["metric"] for row in clear))
    first: dict[str, Driver] = {}
    for row in clear:
        if row["parameter"] not in first:
            first[row["parameter"]] = Driver(
                parameter=row["parameter"],
                says=row["says"],
                keys=tuple(row["keys"].split(" ")),
                metric=row["metric"],
                swing=row["swing"],
            )
    return tuple(sorted(first.values(), key=lambda driver: (metrics.index(driver.metric), -driver.swing)))


def _is_clear(row: Mapping[str, Any]) -> bool:
    """Whether a row is whole and shows more than luck."""
    texts = [row.get(name) for name in ("parameter", "says", "keys", "metric")]
    swing, p_value = row.get("swing"), row.get("adjusted_p")
    return (
        all(isinstance(text, str) and len(text) <= _LONGEST_TEXT for text in texts)
        and row["metric"] in METRIC_WORDS
        and isinstance(swing, float)
        and isinstance(p_value, float)
        and 0 < swing < float("inf")
        and p_value < _ALPHA
    )


def _manifest(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _rows(path: Path) -> list[dict[str, Any]]:
    """Read the table; one that is damaged or of another version counts as none."""
    import polars as pl

    try:
        return pl.read_parquet(path, columns=list(COLUMNS)).to_dicts()
    except (OSError, pl.exceptions.PolarsError):
        return []
