"""How the explorer says a number and its change against the baseline: amounts, limits, and sentences around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.site_rows import most_when_never_seen
from sim.report.words import MINUS, count, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.compared import Compared
    from sim.report.language import Language
    from sim.stats.interval import Interval

#: What may be said of a change, in the order of the numbers that stand for it in the page; `itself` is the baseline.
VERDICTS = ("less", "more", "cannot_tell", "identical", "itself", "not_tested")
_OF_TABLE = {
    "a_higher": "less",
    "b_higher": "more",
    "cannot_tell": "cannot_tell",
    "identical": "identical",
    "not_tested": "not_tested",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number of the explorer: how it is written, in which unit its change, and whether less (-1) or more is better.

    A change is written with `digits`, in percentage points where the number is a share. `moves` with the number of
    desks or is simulated with those of today.
    """

    key: str
    write: Callable[[float], str]
    unit: str
    digits: int
    better: int
    moves: bool = False

    def amount(self, size: float) -> str:
        """Write the size of a change, which is never nothing where it is clear."""
        scaled = size * (100 if self.unit == "points" else 1)
        text = self._written(scaled)
        return f"under {10**-self.digits:.{self.digits}f}" if scaled and _is_nothing(text) else text

    def signed(self, value: float) -> str:
        """Write a limit of a change."""
        text = self._written(abs(value) * (100 if self.unit == "points" else 1))
        return text if _is_nothing(text) else f"{'+' if value > 0 else MINUS}{text}"

    def _written(self, size: float) -> str:
        """Write 20 people and more as whole ones, as the number itself is."""
        digits = 0 if self.unit == "people" and size >= 19.95 else self.digits
        return f"{size:,.{digits}f}"


def _is_nothing(text: str) -> bool:
    return not any(digit in text for digit in "123456789")


def verdict_number(verdict: str, *, itself: bool = False) -> int:
    """Turn a verdict of the table `comparison` into that of the page: policy against baseline."""
    return VERDICTS.index("itself" if itself else _OF_TABLE[verdict])


def base_words(compared: Compared, language: Language, form: str, *, desks: bool = False) -> str:
    """Name the baseline in the form that a sentence needs: `than`, `from` or `is`."""
    which = "status_quo" if compared.status_quo else "baseline"
    if desks:
        return language.say(f"base.{which}_desks_{form}", desks=language.number(count(compared.desks)))
    return language.say(f"base.{which}_{form}")


def sentences(compared: Compared, shown: Shown, language: Language) -> list[str]:
    """Return what is said of a change, by number of verdict; `{amount}` is left to be filled."""

    def base(form: str) -> str:
        return base_words(compared, language, form, desks=shown.moves)

    less, more = (language.say(f"apart.{shown.unit}_{way}", amount="{amount}") for way in ("less", "more"))
    said = {
        "less": language.say("change.apart", apart=less, base=base("than")),
        "more": language.say("change.apart", apart=more, base=base("than")),
        "cannot_tell": language.say("change.cannot_tell", base=base("from")),
        "identical": language.say("change.identical", base=base("than")),
        "itself": language.say("change.itself", base=base("is")),
        "not_tested": language.say("change.not_tested", base=base("from")),
    }
    return [said[verdict] for verdict in VERDICTS]


def limits_words(value: Interval, shown: Shown, replications: int, language: Language) -> str:
    """Say between which limits a number lies; what was never seen is said to be so."""
    if value.estimate is None:
        return language.say("explorer.no_number")
    if value.low is None or value.high is None:
        return language.say("explorer.no_interval")
    if shown.moves and value.estimate == 0:
        most = language.number(percent(most_when_never_seen(replications)))
        return language.say("explorer.never", replications=language.number(count(replications)), most=most)
    return language.say("explorer.interval", limits=language.span(value, shown.write))
