"""Reads the value of ``key=value`` by Hydra's grammar, and the lists of values that ``--multirun`` takes."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from sim.config.paths import GROUPS, choices
from sim.config.wording import dotted, listed, nearest, visible
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from hydra.core.override_parser.types import Override

    from sim.config.yaml_file import KeyPath

MOST_COMBINATIONS = 10_000
_DEEPEST = 30
_PLAIN_NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A key and one value for it; a key that is only a group's name chooses that group's file."""

    path: KeyPath
    value: object

    @property
    def is_choice(self) -> bool:
        """Whether this chooses a file of conf/."""
        return len(self.path) == 1 and self.path[0] in GROUPS


def read_values(path: KeyPath, text: str, multirun: bool) -> list[Assignment]:
    """Return the assignments that ``key=text`` stands for: one, or in a multirun one for each value listed."""
    is_choice = Assignment(path, None).is_choice
    if is_choice and multirun and (found := re.fullmatch(r"glob\(([a-z0-9_*?]+)\)", text.strip())):
        return [Assignment(path, name) for name in fnmatch.filter(choices(str(path[0])), found[1])]
    parsed = _parse(path, text)
    is_list = parsed.is_sweep_override()
    values = _swept(path, text, parsed, multirun=multirun) if is_list else [parsed.value()]
    if is_choice:
        for value in values:
            _check_choice(str(path[0]), value)
    return [Assignment(path, value) for value in values]


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
        if re.fullmatch(r"-?\d+,\d+", text.strip()):
            raise _refusal(
                path, text, "is written with a decimal comma", f"{dotted(path)}={text.strip().replace(',', '.')}"
            )
        raise _refusal(
            path, text, "names several values", f"add -m to run each of them, or write a list: [{visible(text[:40])}]"
        )
    is_shuffled = getattr(parsed.value(), "shuffle", False)
    if is_shuffled or not (parsed.is_choice_sweep() or parsed.is_range_sweep()):
        raise _refusal(path, text, "is a kind of list that is not accepted", "a,b or range(1,4)")
    if parsed.is_range_sweep():  # numbers, perhaps very many of them
        swept: list[object] = list(islice(parsed.sweep_iterator(), MOST_COMBINATIONS + 1))
    else:
        swept = [_parse(path, written).value() for written in parsed.sweep_string_iterator()]
    if not swept:
        raise _refusal(path, text, "holds no value")
    return swept


def _check_choice(group: str, name: object) -> None:
    names = choices(group)
    if isinstance(name, str) and _PLAIN_NAME.fullmatch(name) and name in names:
        return
    raise InputError(
        [
            Mistake(
                problem=f"is not a file of conf/{group}",
                file="command line",
                key=group,
                value=visible(str(name)[:60]),
                allowed=listed(names),
                suggestion=nearest(str(name), names),
            )
        ]
    )


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{(") - (sign in "]})")
        deepest = max(deepest, depth)
    return deepest


def _refusal(path: KeyPath, text: str, problem: str, fix: str = "") -> InputError:
    return InputError(
        [Mistake(problem=problem, file="command line", key=dotted(path), value=visible(text[:60]), fix=fix)]
    )
