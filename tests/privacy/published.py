"""What one may read of a results folder: tables of page and workbook, the page's data, words of figures, answers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np

from tests.report.calendar_reading import unpacked
from tests.report.read_workbook import opened, tables_of

_NUMBER = re.compile(r"([+\u2212-]?)(\d[\d,]*(?:\.\d+)?)\s*(%?)")


@dataclass(frozen=True)
class Reading:
    """A number that was published, and how far the true one may be from it because of rounding."""

    value: float
    slack: float


@dataclass(frozen=True)
class Shown:
    """A published table: texts and readings, row by row under its heads."""

    origin: str
    heads: list[str]
    rows: list[list[str | Reading | None]]


def published(folder, terminal=""):
    """Return all published tables and all published words of a results folder."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    workbook = _of_workbook((folder / "workbook.xlsx").read_bytes())
    shown = [*_of_page(page), *_of_explorer(page), *_of_calendar(page), *workbook]
    notes = [path.read_text(encoding="utf-8") for path in folder.glob("*.md")]
    return shown, [*_words_of(page), *_of_figures(folder), *notes, terminal]


def read_number(text):
    """Return the first number of a text; the last digit written may have been rounded."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = found[2].replace(",", "")
    share = 100 if found[3] else 1
    sign = -1 if found[1] in {"\u2212", "-"} else 1
    half = 0.5 * 10 ** -len(digits.partition(".")[2])
    return Reading(sign * float(digits) / share, half / share)


class _Tables(HTMLParser):
    """Collects the tables of a page: each cell's own text, without the limits below it."""

    def __init__(self, page):
        super().__init__()
        self.tables, self._cell, self._in_limits = [], None, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self._cell = []
        elif tag == "span" and "limits" in (dict(attrs).get("class") or ""):
            self._in_limits = True

    def handle_endtag(self, tag):
        if tag == "span":
            self._in_limits = False
        elif tag in {"td", "th"} and self._cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None and not self._in_limits:
            self._cell.append(data)


def _of_page(page):
    for rows in _Tables(page).tables:
        if rows:
            heads, *lines = rows
            yield Shown("page", heads, [[cell if read_number(cell) is None or n == 0 else read_number(cell)
                                         for n, cell in enumerate(line)] for line in lines])  # fmt: skip


def _of_workbook(content):
    for sheet in opened(content):
        for table in tables_of(sheet):
            rows = [
                [
                    Reading(float(cell.value), 1e-9) if isinstance(cell.value, int | float) else cell.value
                    for cell in row
                ]
                for row in table.rows
            ]
            yield Shown(f"workbook, {sheet.title}", table.heads, rows)


def _of_explorer(page):
    """Return the explorer's groups as tables: one for each policy, metric and kind of groups."""
    found = re.search(r'<script type="application/json" id="explorer-data">(.*?)</script>', page, re.DOTALL)
    if found is None:
        return
    data = json.loads(found[1])
    heads = ["Who", "Better off", "Same", "Worse off", "Change"]
    for policy in data["policies"]:
        for metric, kinds in policy["winners"].items():
            for kind, lines in kinds.items():
                rows = [
                    [name, *(read_number(data["texts"][place]) for place in places[:4])]
                    for (name, _), places in zip(data["groups"][kind], lines, strict=True)
                ]
                yield Shown(f"explorer, {policy['name']}, {metric}, {kind}", heads, rows)
    for kind, groups in data["groups"].items():
        rows = [[name, None if "more" in people else read_number(people)] for name, people in groups]
        yield Shown(f"explorer, people, {kind}", ["Who", "People"], rows)


def _of_calendar(page):
    """Return what the calendar says of its sites, at every step: people, desks needed, people sent home day by day."""
    found = re.search(r'<script type="application/json" id="calendar-data">(.*?)</script>', page, re.DOTALL)
    if found is None:
        return
    data = json.loads(found[1])
    names = ["All sites at once" if place["whole"] else place["name"] for place in data["places"]]
    days = len(data["dates"])
    for step in range(len(data["places"][0]["seen"])):
        rows, away, sent_home, peaks = [], [], [], []
        for name, place in zip(names, data["places"], strict=True):
            seen = place["seen"][step]
            cards = [[data["texts"][text] for text in card] for card in seen["cards"]]
            people = re.search(r"People[^:]*: (.*)", cards[0][2])
            needed = read_number(cards[1][0]) if "desks" in place else None
            rows.append([name, people and read_number(people[1]), needed])
            # The last card of a ladder is of those whose home site it is.
            away.append([name, read_number(cards[-1][0]) if "Days in 52 weeks" in data["about"][-1] else None])
            texts = [data["sent"][number] for number in unpacked(seen["home"], days)]
            sent_home.append([name, *map(_people_a_day, texts)])
            wanted = [unpacked(seen[column], days) for column in ("mean", "low", "high")]
            if "desks" in place:
                ranked = np.cumsum([unpacked(more, days) for more in place["desks"]["ranked"]], axis=0)
                wanted.append(ranked.max(axis=0).tolist())
            peaks.append([name, Reading(max(map(max, wanted)), 0)])
        yield Shown("calendar", ["Site", "People", "Desks needed"], rows)
        yield Shown(f"calendar, step {step}, year", ["Site", "Days a year sent home"], away)
        yield Shown(f"calendar, step {step}, sent home", ["Site", *data["dates"]], sent_home)
        yield Shown(f"calendar, step {step}, wanted", ["Site", "Most desks wanted"], peaks)


def _people_a_day(text):
    """Read a mean of people: 0 is nobody ever, and under 0.1 lies anywhere between."""
    return {"0": Reading(0, 0), "under 0.1": Reading(0.05, 0.05)}.get(text) or read_number(text)


def _words_of(page):
    """Return the page's sentences and what a blind reader hears of its figures, without tables and data."""
    without = re.sub(r"<(table|style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    heard = re.findall(r'alt="([^"]*)"', without)
    return [html.unescape(re.sub(r"<[^>]*>", " ", without)), *map(html.unescape, heard)]


def _of_figures(folder):
    """Return what is written in the figures: letters are drawn as paths, and each text stands in a comment before."""
    return [
        html.unescape(word)
        for path in sorted((folder / "figures").glob("*.svg"))
        for word in re.findall(r"<!--\s*(.*?)\s*-->", path.read_text(encoding="utf-8"), re.DOTALL)
    ]
