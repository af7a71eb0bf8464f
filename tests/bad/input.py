"""One bad input of the catalogue: a folder with a scenario file, arguments or both, and the page they must give."""

from __future__ import annotations

import contextlib
import io
import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim import config
from sim.config import doubts
from sim.config.page import render
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
#: What an input may have for its scenario: YAML text, a folder of CSV files or a workbook.
SCENARIOS = ("scenario.yaml", "tables/", "tables.xlsx")
#: Lines of conf/ move when somebody adds a comment there.
_LINE_OF_CONF = re.compile(r"(conf/[\w/]+\.yaml):\d+")


@dataclass(frozen=True)
class Answer:
    """The page, the mistakes on it, and what was said of an input that is allowed but hard to believe."""

    text: str
    mistakes: list[Mistake] = field(default_factory=list)
    is_told: bool = True


@dataclass(frozen=True)
class BadInput:
    """`number` is that of the catalogue (trust.md section 6).

    An input with `echo.txt` only looks wrong and must be read as it was meant: the file names the keys to show.
    """

    folder: Path

    @property
    def number(self) -> int:
        return int(self.folder.name[:2])

    @property
    def expected(self) -> str:
        path = self.folder / "expected.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def arguments(self) -> list[str]:
        path = self.folder / "arguments.txt"
        given = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [*(f"scenario={name}" for name in SCENARIOS if (self.folder / name.rstrip("/")).exists()), *given]

    def answer(self) -> Answer:
        """Read the input as the command does, in its folder."""
        with contextlib.chdir(self.folder), contextlib.redirect_stderr(io.StringIO()) as said:
            try:
                (job,) = config.read(self.arguments)
            except InputError as error:
                return Answer(plain(render(error.mistakes)), error.mistakes)
        echo = self.folder / "echo.txt"
        keys = echo.read_text(encoding="utf-8").splitlines() if echo.exists() else []
        shown = [f"{key} = {_written(_at(job.scenario, key))}" for key in keys]
        told, doubted = said.getvalue().splitlines(), doubts.lines([job])
        assert told[len(told) - len(doubted) :] == doubted
        return Answer("\n".join(["accepted", *shown, *told]), is_told=bool(shown or told))


def inputs() -> list[BadInput]:
    return [BadInput(path) for path in sorted(FOLDER.iterdir()) if re.match(r"\d\d-", path.name)]


def plain(page: str) -> str:
    return _LINE_OF_CONF.sub(r"\1:N", page)


def _at(place: object, key: str) -> object:
    for part in key.split("."):
        place = place[part] if isinstance(place, dict) else getattr(place, part)
    return place


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def score(answers: list[Answer]) -> dict[str, float]:
    """Share of the refused inputs whose every mistake names a thing."""
    refused = [answer.mistakes for answer in answers if answer.mistakes]
    named = {
        "file": lambda one: bool(one.file),
        "line": lambda one: one.line is not None or one.file == "command line" or ", row " in one.file,
        "key": lambda one: bool(one.key),
        "value": lambda one: bool(one.value),
        "allowed": lambda one: bool(one.allowed),
        "nearest or fix": lambda one: bool(one.suggestion or one.fix),
    }
    return {
        thing: sum(all(map(is_named, mistakes)) for mistakes in refused) / len(refused)
        for thing, is_named in named.items()
    }


def untold(every: list[tuple[BadInput, Answer]]) -> list[str]:
    """Inputs that were accepted without a word."""
    return [one.folder.name for one, answer in every if not answer.is_told]


def lacking(every: list[tuple[BadInput, Answer]], thing: str) -> Iterator[str]:
    for one, answer in every:
        if answer.mistakes and score([answer])[thing] < 1:
            yield one.folder.name


def under(folder: Path) -> list[tuple[str, int]]:
    """Everything below a folder, with the time it was changed."""
    return [(str(path), os.lstat(path).st_mtime_ns) for path in sorted(folder.rglob("*"))]
