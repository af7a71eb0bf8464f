"""How good the source of a value is: the letter before it in a configuration file says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.report.facts import Assumption

SourceKind = Literal["measured", "literature", "own words", "judgment", "not stated"]

#: From the best to the weakest. `own words` is a comment without a letter, which may be anything.
SOURCE_KINDS: tuple[SourceKind, ...] = ("measured", "literature", "own words", "judgment", "not stated")
_GUESSES: frozenset[SourceKind] = frozenset({"judgment", "not stated"})
#: M: counted in this organization; S: seen in the source named; D: derived from such; J: judgment.
_LETTERS: dict[str, SourceKind] = {"M": "measured", "S": "literature", "D": "literature", "J": "judgment"}
_LETTER = re.compile(r"\s*([MSDJ])\s*(?::|$)")
#: What stands in place of a source where somebody has changed a value without saying why.
_SET_SOMEWHERE = re.compile(r"set (on the|in) ")


def kind_of(source: str) -> SourceKind:
    """Return the kind of a source by its text."""
    found = _LETTER.match(source)
    if found:
        return _LETTERS[found[1]]
    return "not stated" if not source.strip() or _SET_SOMEWHERE.match(source) else "own words"


def weakest(kinds: Sequence[SourceKind]) -> SourceKind:
    """Return the weakest of some kinds: a chain of assumptions is as good as that."""
    return max(kinds, key=SOURCE_KINDS.index, default="not stated")


def behind(key: str, assumptions: Iterable[Assumption]) -> Assumption | None:
    """Return what is known of a value: of itself, or of the nearest section or list above it."""
    above = [one for one in assumptions if key == one.key or key.startswith(f"{one.key}.")]
    return max(above, key=lambda one: len(one.key), default=None)


def weakest_behind(keys: Iterable[str], assumptions: Sequence[Assumption]) -> tuple[SourceKind, Assumption | None]:
    """Return the weakest kind of source behind some values, and what is known of the first that has it.

    A value that nothing is known of is `not stated`, however well others are known.
    """
    known = [behind(key, assumptions) for key in keys]
    kinds = [kind_of(one.source) if one else "not stated" for one in known]
    kind = weakest(kinds)
    return kind, next((one for one, its in zip(known, kinds, strict=True) if its == kind), None)


def keys_meant(patterns: Iterable[str], keys: Sequence[str]) -> list[str]:
    """Return the keys of values that patterns such as `organization.teams.*.size` stand for, as far as `keys` tell.

    `keys` are those with a source. A pattern that none of them meets is left out: what it means may not be there.
    """
    return list(dict.fromkeys(key for pattern in patterns for key in _meant(pattern.split("."), keys)))


def _meant(pattern: list[str], keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        parts = key.split(".")
        if meet(pattern, parts):
            yield ".".join([*parts, *pattern[len(parts) :]])


def meet(pattern: Sequence[str], key: Sequence[str]) -> bool:
    """Whether one of two keys is the other or lies above it; `*` stands for any id."""
    return all(one in (other, "*") for one, other in zip(pattern, key, strict=False))


def is_guess(kind: SourceKind) -> bool:
    """Whether nobody has seen or counted a value of this kind."""
    return kind in _GUESSES
