"""How people write weekdays, times of day, dates and shares: what is understood, and what was probably meant.

One rule everywhere, in YAML, in a spreadsheet and on the command line. What could mean two things is refused; the
refusal ends in ``did you mean ...?`` where it can be told what was meant, and sim.config shows that as the suggestion.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from calendar import month_name, monthrange
from datetime import date

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday")
_FINNISH = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai")
_SWEDISH = ("måndag", "tisdag", "onsdag", "torsdag", "fredag")
#: Monday to Friday in English, Finnish and Swedish: whole names, what diaries shorten them to, and "on Mondays".
_SPELLINGS = (
    WEEKDAY_NAMES,
    tuple(f"{name}s" for name in WEEKDAY_NAMES),
    ("mon", "tue", "wed", "thu", "fri"),
    ("mo", "tues", "weds", "thur", "fr"),
    ("mån", "tu", "we", "thurs", "fre"),
    _FINNISH,
    ("ma", "ti", "ke", "to", "pe"),
    tuple(f"{name}na" for name in _FINNISH),
    ("maanantaisin", "tiistaisin", "keskiviikkoisin", "torstaisin", "perjantaisin"),
    _SWEDISH,
    ("må", "tis", "ons", "tors", "fre"),
    ("må", "tis", "on", "tor", "fre"),
    tuple(f"{name}ar" for name in _SWEDISH),
)
_WEEKDAYS = {name: number for names in _SPELLINGS for number, name in enumerate(names, start=1)}
_WEEKEND = frozenset(
    {
        *(
            "saturday",
            "saturdays",
            "sat",
            "sunday",
            "sundays",
            "sun",
            "lördag",
            "lördagar",
            "lör",
            "söndag",
            "söndagar",
        ),
        *("lauantai", "lauantaina", "lauantaisin", "la", "sunnuntai", "sunnuntaina", "sunnuntaisin", "su", "sön"),
    }
)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
#: Nine o'clock as it is said: ``klo 9``, ``kl. 9.30``, ``9:5``, ``0900``, ``9h30``, ``9 am``.
_SAID_TIME = re.compile(r"(?:klo|kl)?\.?\s*(\d{1,2})(?:([:.,h ])(\d{1,2})|(\d{2}))?h?\s*([ap]\.?m\.?)?", re.ASCII)
_DECIMALS = re.compile(r"(\d{1,4})[.,](\d{1,18})", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SAID_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})", re.ASCII)
_SAID_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%?)", re.ASCII)


def parse_weekday(value: object) -> object:
    """Read a weekday: 1 (Monday) to 5 (Friday), or its English, Finnish or Swedish name."""
    if type(value) is int and value in (6, 7):
        raise ValueError("is a day of the weekend, when offices are closed")
    if type(value) is int and not 1 <= value <= len(WEEKDAY_NAMES):
        raise ValueError(f"is not a weekday; write 1 to 5 or {', '.join(WEEKDAY_NAMES)}")
    if not isinstance(value, str):
        return value
    name = unicodedata.normalize("NFC", value).strip().casefold().removesuffix(".")
    if name in _WEEKDAYS:
        return _WEEKDAYS[name]
    if name in _WEEKEND:
        raise ValueError("is a day of the weekend, when offices are closed")
    like = [name] if name in {"1", "2", "3", "4", "5"} else []
    like += difflib.get_close_matches(name, [*WEEKDAY_NAMES, *_FINNISH, *_SWEDISH], n=1)
    raise ValueError(f"is not a weekday; write 1 to 5 or {', '.join(WEEKDAY_NAMES)}" + _meant(*like[:1]))


def parse_minute(value: object) -> object:
    """Read a time of day as minutes since midnight, meaning the same in YAML, in a spreadsheet and on the command line.

    YAML 1.1 turns ``10:30`` into 630 and leaves ``08:00`` text, so whole numbers from 60 to 1440 are minutes and text
    is ``HH:MM`` (or the Finnish ``HH.MM``). A bare ``9`` is refused: nine o'clock and nine minutes past midnight look
    alike. So is a bare ``9.30``, a number that has lost its last zero, and ``8.5``, which may be half past eight.
    """
    if isinstance(value, bool):
        raise ValueError("is not a time of day; write HH:MM, for example 08:30")  # noqa: TRY004 (pydantic)
    if isinstance(value, int):
        if value == 0 or 60 <= value <= 1440:
            return value
        # 1900 is no minute of a day, so that it can only be meant as 19:00.
        meant = [f"{value:02d}:00"] if 0 < value <= 24 else _time_said(str(value)) if 1440 < value <= 2400 else []
        raise ValueError("is not a time of day" + _meant(*meant))
    if isinstance(value, str):
        found = _TIME.fullmatch(value.strip())
        if found and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 1440:
            return int(found[1]) * 60 + int(found[2])
        meant = _times_in_number(value) or _time_said(value)
    else:
        meant = _times_in_number(repr(value)) if isinstance(value, float) else []
    said = _meant(" or ".join(meant)) if meant else ""
    raise ValueError("is not a time of day; write HH:MM from 00:00 to 24:00, for example 08:30" + said)


def readings_of_bare_time(value: object) -> str:
    """Return both readings of a number such as 700, or nothing: 07:00 to people, 11:40 as minutes since midnight."""
    if isinstance(value, bool) or not isinstance(value, int) or not 100 <= value <= 1440 or value % 100 >= 60:
        return ""
    return f"{value // 100:02d}:{value % 100:02d} or {value // 60:02d}:{value % 60:02d}"


def _times_in_number(text: str) -> list[str]:
    """Return the times that a number with decimals may be: 8.5 is 08:50 or 08:30, and 0.3125 of a day is 07:30.

    Only round ones are believed: quarters of an hour, and five minutes of a day.
    """
    found = _DECIMALS.fullmatch(text.strip())
    if not found:
        return []
    number = float(f"{found[1]}.{found[2]}")
    times = _time_said(f"{found[1]}.{found[2]}") if len(found[2]) <= 2 else []
    minutes = [60 * number] if (4 * number).is_integer() else []
    of_day = 1440 * number
    if number < 1 and abs(of_day - 5 * round(of_day / 5)) < 1e-6:
        minutes.append(of_day)
    times += [f"{round(one) // 60:02d}:{round(one) % 60:02d}" for one in minutes if one <= 1440]
    return list(dict.fromkeys(times))


def _time_said(text: str) -> list[str]:
    found = _SAID_TIME.fullmatch(text.strip().casefold())
    if not found:
        return []
    # Behind a point or a comma stand tenths that have lost their zero: 9.3 was 9.30.
    has_lost_a_zero = found[2] in {".", ","} and len(found[3]) == 1
    minute = int(found[3] or found[4] or 0) * (10 if has_lost_a_zero else 1)
    hour, half = int(found[1]), (found[5] or "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    return [f"{hour:02d}:{minute:02d}"] if minute < 60 and hour * 60 + minute <= 1440 else []


def parse_date(value: object) -> object:
    """Read an ISO date (YYYY-MM-DD); other orders are ambiguous and refused."""
    if isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if isinstance(value, str) and _DATE.fullmatch(text):
        year, month, day = map(int, text.split("-"))
        if year and 1 <= month <= 12:
            last = monthrange(year, month)[1]
            if 1 <= day <= last:
                return date(year, month, day)
            if day > last:
                meant = _meant(f"{year:04d}-{month:02d}-{last}")
                raise ValueError(
                    f"is not a date; write YYYY-MM-DD, and {month_name[month]} {year} has {last} days{meant}"
                )
    days = _dates_said(text)
    if len(days) > 1:
        raise ValueError(
            "is not a date; write YYYY-MM-DD, for this can be read in two ways" + _meant(" or ".join(days))
        )
    raise ValueError("is not a date; write YYYY-MM-DD" + (_meant(*days) if days else ", for example 2027-01-04"))


def _dates_said(text: str) -> list[str]:
    """Return the ISO dates that another spelling may mean: 31.12.2025 is Finnish, 12/31/2025 American or British."""
    whole = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text, re.ASCII)
    found = _SAID_DATE.fullmatch(text)
    if whole:
        orders = [(whole[1], whole[2], whole[3])]
    elif found and len(found[1]) == 4:
        orders = [(found[1], found[3], found[4])]
    elif found:
        orders = [(found[4], found[3], found[1])] + [(found[4], found[1], found[3])] * (found[2] != ".")
    else:
        orders = []
    days = []
    for year, month, day in orders:
        try:
            days.append(date(int(year), int(month), int(day)).isoformat() if len(year) == 4 else "")
        except ValueError:
            continue
    return [day for day in dict.fromkeys(days) if day]


def parse_share(value: object) -> object:
    """Refuse per cent signs and percentages with a hint: shares are 0..1 everywhere."""
    if isinstance(value, bool | str):
        found = _SAID_SHARE.fullmatch(str(value).strip())
        number = float(found[1].replace(",", ".")) / (100 if found[2] else 1) if found else math.inf
        meant = _meant(f"{number:.12g}") if number <= 1 else ""
        more = "" if meant else ", for example 0.6"
        raise ValueError(f"is not a share; write a number from 0 to 1{more}{meant}")  # noqa: TRY004 (pydantic)
    if isinstance(value, int | float):
        if 2 <= value <= 100:
            raise ValueError("looks like per cent; shares are written 0 to 1" + _meant(f"{value / 100:g}"))
        if 1 < value < 2:
            slip, per_cent = f"{value / 10:g}", f"{value / 100:g} ({value:g} per cent)"
            raise ValueError("is more than all, which is 1" + _meant(f"{slip} or {per_cent}"))
    return value


def parse_number(value: object) -> object:
    """Refuse text and booleans where a number is meant, which a lax reader would convert silently."""
    if isinstance(value, bool | str):
        raise ValueError("is not a number; write digits with a decimal point, for example 2.5")  # noqa: TRY004 (pydantic)
    return value


def _meant(*spellings: str) -> str:
    return f"; did you mean {spellings[0]}?" if spellings else ""
