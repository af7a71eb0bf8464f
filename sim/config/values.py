"""Reads the value of ``key=value`` by Hydra's grammar, and the lists of values that ``--multirun`` takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, RangeSweep
from hydra.errors import HydraException

from sim.config.paths import GROUPS, choices
from sim.config.plain_numbers import PLAIN_WORDS, plainly, with_underscore
from sim.config.wording import dotted, listed, visible
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from hydra.core.override_parser.types import Override

    from sim.config.yaml_file import KeyPath

MOST_COMBINATIONS = 10_000
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Assignment:
    """A key and one value for it, as it was `written`; a key that is only a group's name chooses that group's file."""

    path: KeyPath
    value: object
    written: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether this chooses a file of conf/."""
        return is_choice(self.path)


def is_choice(path: KeyPath) -> bool:
    """Whether a key chooses a file of conf/."""
    return len(path) == 1 and path[0] in GROUPS


def read_values(path: KeyPath, text: str, multirun: bool) -> list[Assignment]:
    """Return the assignments that ``key=text`` stands for: one, or in a multirun one for each value listed."""
    if found := with_underscore(text):
        problem = f"{visible(found[:60])} is not written as a plain number"
        raise _refusal(path, text, problem, plainly(found), allowed=PLAIN_WORDS)
    parsed = _parse(path, text)
    if parsed.is_sweep_override():
        return [Assignment(path, value) for value in _swept(path, text, parsed, multirun=multirun)]
    return [Assignment(path, parsed.value(), visible(text.strip()[:60]))]


def _parse(path: KeyPath, text: str) -> Override:
    if _depth(text) > _DEEPEST:
        raise _refusal(path, text, "is nested too deeply")
    try:
        return OverridesParser.create().parse_override(f"key={text}")
    except (HydraException, ValueError):
        raise _refusal(path, text, *_grammar_words(dotted(path), text)) from None


def _grammar_words(key: str, text: str) -> tuple[str, str]:
    if len(re.sub(r"\D", "", text)) > 4000:
        return "is a number of thousands of digits", "write a shorter number"
    if text.count("[") != text.count("]") or text.count("{") != text.count("}"):
        return "opens a bracket and does not close it", f"a list needs quotes for the shell: '{key}=[1, 2]'"
    if text.count("'") % 2 or text.count('"') % 2:
        return "opens a quote and does not close it", f"\"{key}='some text'\""
    return (
        "cannot be read: other signs than letters a-z, digits and . _ - need quotes inside quotes",
        f"\"{key}='{visible(text[:40])}'\"",
    )


def _swept(path: KeyPath, text: str, parsed: Override, *, multirun: bool) -> list[object]:
    if not multirun:
        raise _refusal(path, text, *_comma_words(path, text.strip()))
    is_shuffled = getattr(parsed.value(), "shuffle", False)
    if is_shuffled or not isinstance(parsed.value(), ChoiceSweep | RangeSweep):
        raise _refusal(path, text, "is a kind of list that is not accepted", "a,b or range(1,4)")
    if parsed.is_range_sweep():  # numbers, perhaps very many of them
        swept: list[object] = list(islice(parsed.sweep_iterator(), MOST_COMBINATIONS + 1))
    else:
        swept = [_parse(path, written).value() for written in parsed.sweep_string_iterator()]
    if not swept:
        raise _refusal(path, text, "holds no value")
    return swept


def _comma_words(path: KeyPath, text: str) -> tuple[str, str]:
    """Tell a decimal comma from several values: a key for whole numbers cannot have been given the former."""
    key = dotted(path)
    if not re.fullmatch(r"-?\d+,\d+", text):
        return "names several values", f"add -m to run each of them, or write a list: [{visible(text[:40])}]"
    if _is_whole_number(path):
        first = text.partition(",")[0]
        return "names two values, and a whole number stands here", f"{key}={first}, or to run both: -m {key}={text}"
    return "is written with a decimal comma", f"{key}={text.replace(',', '.')}"


def _is_whole_number(path: KeyPath) -> bool:
    from sim.config import shapes

    return any(shape.is_whole_number and _is_place(place, path) for place, shape in shapes.walk(shapes.root()))


def _is_place(place: KeyPath, path: KeyPath) -> bool:
    """Whether a key of the shapes, with ID for any id, is this key."""
    return len(place) == len(path) and all(a in ("ID", b) for a, b in zip(place, path, strict=True))


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{(") - (sign in "]})")
        deepest = max(deepest, depth)
    return deepest


def _refusal(path: KeyPath, text: str, problem: str, fix: str = "", *, allowed: str = "") -> InputError:
    key, value = dotted(path), visible(text[:60])
    return InputError(
        [
            Mistake(
                problem=problem, file="command line", key=key, value=value, allowed=allowed or _allowed(path), fix=fix
            )
        ]
    )


def _allowed(path: KeyPath) -> str:
    """Return what may stand at a key, or nothing where there is no such key."""
    from sim.config import shapes

    if is_choice(path):
        return listed(choices(str(path[0])))
    return next((shape.allowed for place, shape in shapes.walk(shapes.root()) if _is_place(place, path)), "")
