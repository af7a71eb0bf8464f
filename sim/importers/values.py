"""From a cell to the value that a scenario file would hold there, by what kind of thing the column is for."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from sim.importers.numbers import DATE_FIX, DATE_PROBLEM, looks_like_a_date, number_of, whole_if_it_is
from sim.importers.table import Raw, Spoiled
from sim.importers.texts import clean
from sim.spelling import readings_of_bare_time

if TYPE_CHECKING:
    from sim.importers.table import Table

#: What a column is for. `any` is a value of the configuration that may be a number, a switch, a text or a list.
Kind = Literal["text", "number", "time", "switch", "list", "any"]
Value = str | int | float | bool | Spoiled | None | list["Value"]

_SWITCHES = {
    **dict.fromkeys(("true", "yes", "tosi", "kyllä", "on", "ja", "x"), True),
    **dict.fromkeys(("false", "no", "epätosi", "ei", "off", "nej"), False),
}
_PLAIN_SWITCHES = ("true", "false", "tosi", "epätosi", "kyllä", "ei", "yes", "no")
_NOTHING = ("none", "[]", "ei mitään")
_TIME_WITH_SECONDS = re.compile(r"(\d{1,2})[:.](\d{2})[:.]00", re.ASCII)
_BETWEEN = re.compile(r"\s*[;|\n]\s*")


def value_of(raw: Raw, kind: Kind, table: Table) -> Value:
    """Return what stands in a cell of a column of this kind; None where nothing does."""
    if isinstance(raw, str):
        text = clean(raw)
        return text if text is None or isinstance(text, Spoiled) else _of_text(text, kind, table)
    if raw is None or isinstance(raw, Spoiled):
        return raw
    found = _of_other(raw, kind)
    return [found] if kind == "list" and not isinstance(found, Spoiled) else found


def _of_text(text: str, kind: Kind, table: Table) -> Value:
    if kind == "text":
        return text
    if kind == "list":
        return _list(text, table)
    if kind == "switch":
        return _SWITCHES.get(text.casefold(), text)
    seconds = _TIME_WITH_SECONDS.fullmatch(text)
    if kind in {"time", "any"} and seconds:
        return f"{seconds[1]}:{seconds[2]}"
    if kind == "time":
        is_bare = text.isascii() and text.isdecimal() and len(text) <= 4 and text[0] != "0"
        return _bare_time(int(text)) if is_bare else text
    if kind == "any":
        if text.casefold() in _PLAIN_SWITCHES:
            return _SWITCHES[text.casefold()]
        if _is_list(text):
            return _list(text, table)
    if kind == "number" and looks_like_a_date(text):
        return Spoiled(text, DATE_PROBLEM, fix=DATE_FIX)
    return number_of(text, decimal_comma=table.decimal_comma, is_typed=table.is_typed)


def _of_other(raw: float | date | time | timedelta, kind: Kind) -> Value:
    """Return what a workbook holds as a number, a switch, a date or a time."""
    if isinstance(raw, bool):
        is_misread = kind in {"text", "time", "number"}
        return (
            Spoiled(str(raw).upper(), "was taken for a switch by the spreadsheet", fix=DATE_FIX) if is_misread else raw
        )
    if isinstance(raw, int | float):
        number = whole_if_it_is(raw)
        if kind == "text":
            return str(number)
        if kind == "time":
            return _bare_time(number)
        return bool(number) if kind == "switch" and number in (0, 1) else number
    if isinstance(raw, time | timedelta) or (isinstance(raw, datetime) and raw.year <= 1900):
        return _clock(raw) if kind in {"time", "any", "list"} else _misread(raw)
    if kind in {"any", "list"} and (not isinstance(raw, datetime) or raw.time() == time(0)):
        return raw.strftime("%Y-%m-%d")
    return _misread(raw)


def _bare_time(number: float) -> Value:
    """Return minutes since midnight, unless they look like a time whose colon is missing, as 700 does."""
    readings = readings_of_bare_time(number)
    return (
        Spoiled(str(number), "is a time without a colon, which can be read in two ways", readings)
        if readings
        else number
    )


def _clock(raw: time | timedelta | datetime) -> Value:
    """Return HH:MM; a spreadsheet keeps 24:00 as a whole day, which some readers take for a date in 1900."""
    if isinstance(raw, timedelta):
        seconds = raw.total_seconds()
    else:
        days = 1 if isinstance(raw, datetime) else 0
        seconds = days * 86_400 + raw.hour * 3600 + raw.minute * 60 + raw.second
    if seconds % 60:
        return Spoiled(str(raw), "is a time with seconds", fix="write HH:MM")
    return f"{int(seconds // 3600):02d}:{int(seconds // 60 % 60):02d}"


def _misread(raw: date | time | timedelta) -> Spoiled:
    shown = f"{raw.day} {raw:%B %Y}" if isinstance(raw, date) else str(raw)
    return Spoiled(shown, DATE_PROBLEM, fix=DATE_FIX)


def _is_list(text: str) -> bool:
    return bool(_BETWEEN.search(text)) or (text.startswith("[") and text.endswith("]"))


def _list(text: str, table: Table) -> Value:
    """Return the items of ``a; b``, ``[a, b]`` or ``a, b``; ``none`` is a list without items."""
    if text.casefold() in _NOTHING:
        return []
    bare = text.removeprefix("[").removesuffix("]").strip().strip(";|")
    if _BETWEEN.search(bare):
        parts = _BETWEEN.split(bare)
    elif re.fullmatch(r"[-+]?\d+,\d+", bare) and not (text.startswith("[") and not table.decimal_comma):
        if not table.decimal_comma:
            return Spoiled(text, "can be read as one number or as two", fix=bare.replace(",", "; "))
        parts = [bare]
    else:
        parts = re.split(r",\s+" if re.search(r",\s", bare) else ",", bare)
    return [_item(part.strip(), table) for part in parts if part.strip()]


def _item(text: str, table: Table) -> Value:
    found = _of_text(text, "any", table) if not _is_list(text) else text
    return Spoiled(text, "is a list inside a list", fix="write one list") if isinstance(found, list) else found
