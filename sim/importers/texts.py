"""The text of a cell as its author sees it: one spelling of each letter, no blanks around, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

from sim.importers.files import LONGEST_CELL
from sim.importers.personal import FIX, text_problem
from sim.importers.table import Spoiled

#: What a spreadsheet shows where a formula has gone wrong, in English and in Finnish.
_ERRORS = re.compile(
    r"#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM|SPILL|CALC|VIITTAUS|PUUTTUU|ARVO|NIMI|JAKO/0|LUKU)[!?]?", re.IGNORECASE
)
#: Letters of UTF-8 that have been read as those of an older code: ä as Ã¤, a dash as â€“.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u0192\u2018-\u203a\u0152-\u0178]|â€")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " "})


def clean(text: str) -> str | Spoiled | None:
    """Return the text of a cell, None where it is blank, or why it cannot be used."""
    text = unicodedata.normalize("NFC", text).translate(_SPACES).strip()
    if not text:
        return None
    if len(text) > LONGEST_CELL:
        return Spoiled(text[:40] + "...", f"is {len(text):,} signs long", fix=f"at most {LONGEST_CELL:,} signs")
    if problem := text_problem(text):
        return Spoiled("(not shown)", problem, fix=FIX)
    if _ERRORS.fullmatch(text):
        return Spoiled(text, "is what a spreadsheet shows where a formula has gone wrong", fix="write the value")
    if _MOJIBAKE.search(text):
        return Spoiled(text, "has letters that were spoiled by saving twice", _mended(text), "save the file as UTF-8")
    if text.startswith(("=", "@")):
        return Spoiled(text, "begins like a formula, and formulas are not run", fix="write the value itself")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\r\t" for sign in text):
        return Spoiled(visible(text), "holds an invisible control character", fix="delete it and type the text again")
    return text


def visible(text: str) -> str:
    """Replace what cannot be seen by its code."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def fold(text: str) -> str:
    """Return a header or a name in the form in which those that mean the same are equal: Area (m²) is area."""
    bare = re.sub(r"[(\[].*?[)\]]", "", unicodedata.normalize("NFC", text)).casefold()
    return re.sub(r"\W+", "_", bare).strip("_")


def alike(name: str) -> str:
    """Return the form in which two ids that look alike are equal."""
    return unicodedata.normalize("NFC", name).casefold()


def _mended(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
