"""Letters that look like others: a Cyrillic А in a Latin word, signs nobody can see, spaces at an end.

Two names that look alike are one name to a reader and two to the program: nobody could explain a table of both.
"""

from __future__ import annotations

import re
import unicodedata

#: Cyrillic and Greek letters with the Latin ones they look like.
_LATIN = str.maketrans(
    "АВЕКМНОРСТХУІЈЅаеорсухіјѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ",
    "ABEKMHOPCTXYIJSaeopcyxijsdqwhABEZHIKMNOPTYXovc",
)
_WORD = re.compile(r"\w+")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def visible(text: str) -> str:
    """Show by its code what cannot be seen, and what looks like a letter of another alphabet inside a word."""
    if text.isascii() and text.isprintable():
        return text
    shown = _WORD.sub(lambda word: spelled_out(word[0]) if is_mixed(word[0]) else word[0], text)
    return "".join(sign if sign.isprintable() else _code(sign) for sign in shown)


def is_mixed(text: str) -> bool:
    """Whether a word of the text mixes alphabets."""
    return any(len({_script(sign) for sign in word if sign.isalpha()} - {""}) > 1 for word in _WORD.findall(text))


def alike(text: str) -> str:
    """Return the form in which two texts are equal that people take for the same."""
    whole = unicodedata.normalize("NFKC", text).translate(_LATIN)
    return " ".join("".join(sign for sign in whole if sign.isprintable()).split()).casefold()


def latin(text: str) -> str:
    """Return what was probably typed: Latin letters for those that look like them, nothing that cannot be seen."""
    whole = unicodedata.normalize("NFC", text)
    seen = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in whole)
    return " ".join(_WORD.sub(lambda word: word[0].translate(_LATIN) if is_mixed(word[0]) else word[0], seen).split())


def as_id(text: str) -> str:
    """Return the id nearest to a text, with ``-`` for what no id may hold, or an empty text where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_LATIN))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    parts = re.findall(r"[A-Za-z0-9_]+", letters)
    joined = "-".join(part for part in (part.strip("_") for part in parts) if part)
    return ("" if joined[:1].isalpha() else "T" * bool(joined)) + joined[:39]


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")


def spelled_out(word: str) -> str:
    """Show by its code each letter that looks like a Latin one and is none."""
    return "".join(sign if sign.isascii() or sign.translate(_LATIN) == sign else _code(sign) for sign in word)


def _code(sign: str) -> str:
    return f"\\u{ord(sign):04x}"
