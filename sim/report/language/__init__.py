"""The language of a page: its texts from one catalog a language, and numbers as that language writes them.

A catalog is a folder of files, one for each part of what is written; a section (`explorer`) stands in one of them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from sim.report.words import MINUS, count, legible, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sim.stats.interval import Interval

#: Languages with a catalog.
LANGUAGES = ("en", "fi")


class Language:
    """Texts by key (`explorer.heading`), each with the same placeholders in every language."""

    def __init__(self, code: str, texts: Mapping[str, str]) -> None:
        self.code = code
        self.texts = texts

    def say(self, key: str, **values: str) -> str:
        """Return a text, its placeholders filled."""
        return self.texts[key].format_map(values)

    def name(self, kind: str, key: str, otherwise: str) -> str:
        """Return what a thing that the program knows is called; whatever a user has named keeps that name."""
        return self.texts.get(f"{kind}.{key}", otherwise)

    def policy(self, label: str) -> str:
        """Name a policy, which may stand behind the name of its scenario: `espoo: team_led`."""
        scenario, colon, kind = label.rpartition(": ")
        named = self.name("policy", kind, legible(kind).replace("_", " ").strip())
        return f"{legible(scenario).replace('_', ' ').strip()}{colon}{named}" if colon else named

    def number(self, text: str) -> str:
        """Write a number of sim.report.words as this language does: `1,312.5 %` is `1 312,5 %` in Finnish."""
        for english, key in (("by ", "number.by"), ("under ", "number.under"), (" points", "number.points")):
            text = text.replace(english, self.texts[key])
        thousands, decimal = self.texts["number.thousands"], self.texts["number.decimal"]
        text = text.translate({ord(","): thousands, ord("."): decimal})
        return text.replace(" %", self.texts["number.percent"])

    def write(self, write: Callable[[float], str]) -> Callable[[float], str]:
        """Return a number format of sim.report.words in this language."""
        return lambda value: self.number(write(value))

    def with_interval(self, interval: Interval, write: Callable[[float], str] = count) -> str:
        """Write an estimate and, where there are any, its limits in brackets."""
        if interval.estimate is None:
            return self.say("explorer.unknown")
        limits = self.span(interval, write)
        return f"{self.number(write(interval.estimate))}{f' ({limits})' if limits else ''}"

    def listed(self, words: Sequence[str]) -> str:
        """Join words that hold together: `a, b and c`."""
        return self._joined(words, "list.and")

    def either(self, words: Sequence[str]) -> str:
        """Join words of which each holds by itself, which is `or` in some languages."""
        return self._joined(words, "list.or")

    def _joined(self, words: Sequence[str], last: str) -> str:
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])}{self.texts[last]}{words[-1]}"

    def plural(self, key: str, number: int, **values: str) -> str:
        """Return the text for one (`key_one`) or for several (`key_many`), with the number filled in."""
        return self.say(f"{key}_{'one' if number == 1 else 'many'}", number=self.number(count(number)), **values)

    def span(self, interval: Interval, write: Callable[[float], str]) -> str:
        """Write only the limits, as `span` of sim.report.words; a sign would run into a dash, so that it is apart."""
        limits = span(interval, write)
        if not limits:
            return ""
        low, high = (self.number(part) for part in limits.split(" to ", 1))
        signed = any(sign in low + high for sign in (MINUS, "+"))
        return self.say("number.span_signed" if signed else "number.span", low=low, high=high)


def flattened(tree: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """Return the texts of a catalog, the keys of its levels joined by dots."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


@cache
def language(code: str) -> Language:
    """Read the catalog of a language."""
    tree: dict[str, object] = {}
    for file in sorted(files("sim.report.language").joinpath(code).iterdir(), key=lambda found: found.name):
        if not file.name.endswith(".yaml"):
            continue
        # The loader in C takes a tenth of the time, which every figure's process pays.
        part = yaml.load(file.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        if twice := tree.keys() & part.keys():
            message = f"two files of the catalog {code} have the same section: {', '.join(sorted(twice))}"
            raise ValueError(message)
        tree |= part
    return Language(code, dict(flattened(tree)))


ENGLISH = language("en")
