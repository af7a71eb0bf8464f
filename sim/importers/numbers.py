"""Numbers as people and spreadsheets write them in text: 1 500, 0,5, −5; what could mean two things is refused."""

from __future__ import annotations

import re
import unicodedata

from sim.importers.table import Spoiled

_NUMBER = re.compile(r"([-+]?)(\d+|\d{1,3}(?: \d{3})+|(?=[.,]))(?:([.,])(\d+))?", re.ASCII)
#: Spreadsheets show 1.5E+03 for a number too long for its column; programs write 1.5e-05 with all its digits.
_SHORTENED = re.compile(r"[-+]?\d+([.,]\d+)?[eE][-+]?\d+", re.ASCII)
_BY_A_PROGRAM = re.compile(r"[-+]?\d+(\.\d+)?e-?\d{1,2}", re.ASCII)
_UNDERSCORES = re.compile(r"[-+]?\d[\d_]*_[\d_]*", re.ASCII)
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-"})
#: What a spreadsheet makes of 1-3 or 3.12 when it takes them for a date.
_MONTHS = (
    "jan(uary|uari)?|feb(ruary|ruari)?|mar(ch|s)?|apr(il)?|may|maj|june?|juni|july?|juli|aug(ust|usti)?|sept?(ember)?"
    "|o[ck]t(ober)?|nov(ember)?|dec(ember)?"
    "|(tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)(kuu|kuuta)?"
)
_DATE = re.compile(
    rf"\d{{1,2}}[-./ ]({_MONTHS})\.?|\d{{1,2}}\.\d{{1,2}}\.(\d{{2,4}})?|\d{{4}}-\d{{2}}-\d{{2}}([ T].*)?",
    re.ASCII | re.IGNORECASE,
)

_MOST_DIGITS = 40

DATE_PROBLEM = "was taken for a date by the spreadsheet"
DATE_FIX = "format the cell as a number, or as text, and type it again"


def number_of(text: str, *, decimal_comma: bool, is_typed: bool) -> int | float | str | Spoiled:
    """Return the number a text stands for, why it stands for none, or the text itself where it is no number at all."""
    text = text.translate(_MINUS)
    plain = _NUMBER.fullmatch(text)
    if plain:
        return _plain(text, plain, decimal_comma=decimal_comma, is_typed=is_typed)
    if _UNDERSCORES.fullmatch(text):
        return Spoiled(text, "is not written as a plain number", text.replace("_", ""))
    if _BY_A_PROGRAM.fullmatch(text):
        return whole_if_it_is(float(text))
    if _SHORTENED.fullmatch(text):
        problem = "was shortened by the spreadsheet, so that digits may be lost"
        return Spoiled(text, problem, fix="show the column as a number without E, and save again")
    if re.fullmatch(r"[-+]?[\d.,]+", text) and not text.isascii():
        digits = "".join(str(unicodedata.digit(sign, sign)) for sign in text)
        return Spoiled(text, "is written in other digits than 0 to 9", digits)
    return text


def looks_like_a_date(text: str) -> bool:
    """Whether a text is what spreadsheets show for a date."""
    return _DATE.fullmatch(text) is not None


def whole_if_it_is(value: float) -> int | float:
    """Return 12 for 12.0: a spreadsheet knows one kind of number only."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _plain(text: str, found: re.Match[str], *, decimal_comma: bool, is_typed: bool) -> int | float | str | Spoiled:
    sign, whole, mark, fraction = found[1], found[2].replace(" ", "") or "0", found[3], found[4]
    if len(whole) > 1 and whole.startswith("0"):
        return Spoiled(text, "begins with a zero, which numbers do not", sign.strip("+") + whole.lstrip("0") or "0")
    if len(whole) > _MOST_DIGITS:
        return text
    if mark is None:
        return int(sign + whole)
    is_ambiguous = len(fraction) == 3 and whole != "0" and len(whole) <= 3
    if mark == "," and is_typed and is_ambiguous:
        return Spoiled(
            text, "is text that can be read as two numbers", f"{sign}{whole}{fraction} or {sign}{whole}.{fraction}"
        )
    if mark == "," and not decimal_comma and not is_typed:
        problem = "is a number with a decimal comma, in a file whose fields are parted by commas"
        return Spoiled(text, problem, f"{sign}{whole}.{fraction}")
    if mark == "." and decimal_comma and is_ambiguous:
        return Spoiled(text, "can be read in two ways", f"{sign}{whole}{fraction} or {sign}{whole},{fraction}")
    return whole_if_it_is(float(f"{sign}{whole}.{fraction}"))
