"""How good the source of a value is: the letter before it in a configuration file says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def is_guess(kind: SourceKind) -> bool:
    """Whether nobody has seen or counted a value of this kind."""
    return kind in _GUESSES
