"""Texts of a page's data, each once: a text that occurs often stands in one place and its number everywhere else."""

from __future__ import annotations


class Texts:
    """Texts without repetition, in the order in which they were first used."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the place of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """Return all texts."""
        return list(self._numbers)
