"""What the data of a calendar say: the packed numbers unpacked, texts in their places."""

from __future__ import annotations

import json
import re

from sim.report.calendar.compact import SIGNS


def unpacked(text, values):
    """Read whole numbers that `packed` wrote."""
    width = len(text) // values
    numbers = []
    for at in range(values):
        number = 0
        for sign in text[at * width : (at + 1) * width]:
            number = number * len(SIGNS) + SIGNS.index(sign)
        numbers.append(number)
    return numbers


def data_of(page):
    """Return the data that a page holds for its calendar."""
    found = re.search(r'<script type="application/json" id="calendar-data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


def column(data, place, name, step=0):
    """Return what is stored of each day of a place."""
    shown = data["places"][place]
    packed = shown["short"][step] if name == "short" else shown["seen"][step][name]
    return unpacked(packed, len(data["dates"]))


def card(data, place, number, step=0):
    """Return value, limits, rest, change and tone of a card, and its own sentence where it has one."""
    *texts, about = [data["texts"][text] for text in data["places"][place]["seen"][step]["cards"][number]]
    return [*texts, about] if about else texts


def line(data, place, step=0):
    """Return what is said of a place, above its cards."""
    return data["texts"][data["places"][place]["lines"][step]]


def cumulated(data, place):
    """Return the stored values of each day, ascending, of a place whose number of desks is chosen."""
    days, found = len(data["dates"]), []
    for more in data["places"][place]["desks"]["ranked"]:
        below = found[-1] if found else [0] * days
        found.append([low + high for low, high in zip(below, unpacked(more, days), strict=True)])
    return found
