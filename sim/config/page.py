"""Puts mistakes on one page of plain text: where each stands, what is wrong, what is allowed, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.errors import Mistake

MOST_SHOWN = 20
#: A key of a megabyte is a mistake too, and must not fill the screen.
_LONGEST_LINE = 1_000


def render(mistakes: Sequence[Mistake]) -> str:
    """Return the page, with the first 20 mistakes."""
    count = len(mistakes)
    title = "1 mistake" if count == 1 else f"{count} mistakes"
    blocks = [f"{title} in the configuration, nothing was run:", *map(_block, mistakes[:MOST_SHOWN])]
    if count > MOST_SHOWN:
        blocks.append(f"and {count - MOST_SHOWN} more")
    return "\n\n".join(blocks)


def _block(mistake: Mistake) -> str:
    place = mistake.file if mistake.line is None else f"{mistake.file}:{mistake.line}"
    setting = f"{mistake.key} = {mistake.value}" if mistake.key and mistake.value else mistake.key or mistake.value
    details = [
        mistake.problem,
        f"allowed: {mistake.allowed}" if mistake.allowed else "",
        f"did you mean: {mistake.suggestion}?" if mistake.suggestion else "",
        f"fix: {mistake.fix}" if mistake.fix else "",
    ]
    first = "  ".join(part for part in (place, setting) if part)
    return "\n".join([f"  {_cut(first)}", *(f"      {_cut(detail)}" for detail in details if detail)])


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 3] + "..."
