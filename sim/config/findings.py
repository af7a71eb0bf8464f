"""What the rules across fields work on: a configuration that may be wrong elsewhere, and the mistakes they find."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.config.sources import COMMAND_LINE, locate, rank, value_beneath, value_written
from sim.config.wording import dotted, listed_near, nearest
from sim.errors import Mistake
from sim.quantities import parse_minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.config.sources import Layer
    from sim.config.yaml_file import KeyPath


#: As many as a page shows.
MOST_WITH_HINTS = 20


class Findings:
    """A configuration that has not been checked, and the mistakes found in it.

    Every reader returns None or an empty section where a part is missing or of the wrong type, which the type checker
    reports: a rule is only applied where the parts it needs are there.
    """

    def __init__(self, config: Mapping[str, object], layers: Sequence[Layer]) -> None:
        self.mistakes: list[Mistake] = []
        #: Lists of which nothing more is to be said, item by item.
        self.told_whole: list[str] = []
        self._blamed: set[str] = set()
        self._config = config
        self._layers = layers
        self._sections: dict[tuple[str, ...], dict[str, dict[str, object]]] = {}

    def value(self, *path: str) -> object:
        """Return what stands at a key, or None."""
        place: object = self._config
        for part in path:
            if isinstance(place, list):
                place = place[int(part)] if part.isdecimal() and int(part) < len(place) else None
            else:
                place = place.get(part) if isinstance(place, dict) else None
        return place

    def section(self, *path: str) -> dict[str, object]:
        """Return the section at a key."""
        found = self.value(*path)
        return found if isinstance(found, dict) else {}

    def sections(self, *path: str) -> dict[str, dict[str, object]]:
        """Return the sections with an id at a key."""
        if path not in self._sections:  # rules ask for the teams once for each team
            found = self.section(*path).items()
            self._sections[path] = {key: value for key, value in found if isinstance(value, dict)}
        return self._sections[path]

    def number(self, *path: str) -> float | None:
        """Return the finite number at a key."""
        return _number(self.value(*path))

    def numbers(self, *path: str) -> list[float] | None:
        """Return the list of finite numbers at a key."""
        found = self.value(*path)
        items = [_number(item) for item in found] if isinstance(found, list) else [None]
        numbers = [item for item in items if item is not None]
        return numbers if len(numbers) == len(items) else None

    def minute(self, *path: str) -> float | None:
        """Return the time of day at a key as minutes since midnight."""
        try:
            return _number(parse_minute(self.value(*path)))
        except ValueError:
            return None

    def file_of(self, group: str) -> str:
        """Return the name of the file of conf/ that is used for a group."""
        files = [layer.label for layer in self._layers if layer.label.startswith(f"conf/{group}/")]
        return files[-1].removeprefix(f"conf/{group}/").removesuffix(".yaml") if files else ""

    def is_set_in_conf(self, path: KeyPath) -> bool:
        """Whether a key has the value that a file of conf/ gives it."""
        return locate(self._layers, path)[0].startswith("conf/")

    def scenario_file_with(self, path: KeyPath) -> str:
        """Return the file outside conf/ that gives a key a value, even if the command line gives it another."""
        return next(
            (
                layer.label
                for layer in self._layers
                if path in layer.entries and layer.label != COMMAND_LINE and not layer.label.startswith("conf/")
            ),
            "",
        )

    def comments(self) -> Iterator[tuple[KeyPath, str]]:
        """Return every comment outside conf/ with the key it stands behind: reports show them as sources."""
        for layer in self._layers:
            if not layer.label.startswith("conf/"):
                yield from ((path, entry.comment) for path, entry in layer.entries.items() if entry.comment)

    def latest(self, *paths: KeyPath) -> KeyPath:
        """Return which of these keys was set last, for that is the one a user has just changed."""
        return max(paths, key=lambda path: rank(self._layers, path))

    def place(self, path: KeyPath) -> str:
        """Return the file and line of a key in brackets, for a message about two keys."""
        file, line = locate(self._layers, path)
        return f" ({file}:{line})" if line else f" ({file})" if file else ""

    def is_blamed(self, path: KeyPath) -> bool:
        """Whether a mistake at a key is noted already."""
        return dotted(path) in self._blamed

    def instead_of(self, name: str, known: Iterable[str]) -> dict[str, str]:
        """Return what a mistake says of a name that is not known: which are, and which of them is nearest.

        Nothing for mistakes that no page shows, for to compare thousands of names with thousands takes minutes.
        """
        if len(self.mistakes) >= MOST_WITH_HINTS:
            return {}
        names = sorted(known)
        near = nearest(name, names) or (names[0] if len(names) == 1 else "")
        return {"allowed": listed_near(name, names), "suggestion": near}

    def blame(self, path: KeyPath, problem: str, **more: str) -> None:
        """Note a mistake at a key."""
        file, line = locate(self._layers, path)
        found = self.value(*map(str, path))
        words = {"value": "" if found is None else value_written(self._layers, path, found), **more}
        if not words.get("suggestion") and not words.get("fix"):
            beneath = value_beneath(self._layers, path)
            words["fix"] = f"leave it out, and {beneath} holds" if beneath else ""
        self.mistakes.append(Mistake(problem=problem, file=file, line=line, key=dotted(path), **words))
        self._blamed.add(dotted(path))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value
