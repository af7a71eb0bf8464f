"""The guard before workbooks: an .xlsx file is a ZIP archive, and what could run, fetch or fill the memory is refused.

Everything here is decided before a library reads the file.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field

from sim.importers.files import MOST_LINES, MOST_ROWS, refusal, too_many_rows

_UNZIPPED_BYTES = 150_000_000
_MOST_PARTS = 1_000
#: Real sheets shrink 5 to 40 times; a bomb shrinks 1,000 times.
_HIGHEST_RATIO = 250
_SMALL_BYTES = 1_000_000
_CHUNK_BYTES = 1 << 20
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
#: Elements that a reader takes time for: rows of a sheet, its cells and merged cells, texts that cells share.
_COUNTED = re.compile(rb"<(?:[^\s<>/:=]+:)?(row|c|mergeCell|si)[\s/>]")
_MOST_CELLS = 200_000
_MOST_SHARED_TEXTS = 100_000
_MOST_MERGED = 100_000
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+):([A-Z]+\d+)"')

#: Parts of a workbook that can run something or fetch something, and what they are.
_REFUSED_PARTS = (
    (
        re.compile(r"vbaProject|vbaData|macrosheets/|xl/activeX|ctrlProps", re.IGNORECASE),
        "holds macros, which are programs",
        "save it as .xlsx, which has none",
    ),
    (
        re.compile(r"externalLinks?/", re.IGNORECASE),
        "takes values from other files",
        "break the links (Data, Edit links), so that the values stand in the workbook",
    ),
    (
        re.compile(r"xl/connections|queryTables/|customData/|xl/model/", re.IGNORECASE),
        "fetches data from elsewhere",
        "copy the values to a new workbook without queries and connections",
    ),
    (re.compile(r"embeddings/", re.IGNORECASE), "holds other files", "delete the embedded objects"),
)


@dataclass(slots=True)
class Package:
    """A workbook that passed: its content, how many sheets it names, and the merged cells of each sheet's part."""

    content: bytes
    sheets: int = 0
    merged: dict[str, list[str]] = field(default_factory=dict)


def admit(content: bytes, label: str) -> Package:
    """Return the workbook, or raise `InputError` with what is the matter."""
    _refuse_other_files(content, label)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_parts(archive, label)
            package = Package(content, len(_SHEET.findall(archive.read("xl/workbook.xml"))))
            counted: Counter[bytes] = Counter()
            for part in archive.infolist():
                package.merged[part.filename] = _look_through(archive, part, label, counted)
    except _DAMAGED as error:
        raise refusal(
            label, "is damaged, or protected by a password", "open it in a spreadsheet program and save it as .xlsx"
        ) from error
    return package


def what_it_is(content: bytes) -> str:
    """Return what a file is that is no .xlsx workbook and no table as text, or nothing."""
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if content.startswith(b"PK\x03\x04"):
        return "a workbook or an archive"
    if content.startswith(_OLD_WORKBOOK):
        return "a workbook of the old format .xls, or one protected by a password"
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")) or b"<html" in start:
        return "a web page that was saved under this name"
    return "a file of XML" if start.startswith(b"<?xml") else ""


def _refuse_other_files(content: bytes, label: str) -> None:
    again = "open it in a spreadsheet program and save it as .xlsx"
    if not content:
        raise refusal(label, "is empty", "begin with the template: office-sim study=template")
    if not content.startswith(b"PK\x03\x04"):
        what = what_it_is(content)
        raise refusal(label, f"is {what}, not an .xlsx workbook" if what else "is not an .xlsx workbook", again)
    if b"mimetypeapplication/vnd.oasis.opendocument" in content[:200]:
        raise refusal(label, "is an OpenDocument file, not an .xlsx workbook", again)


def _refuse_parts(archive: zipfile.ZipFile, label: str) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    for pattern, problem, fix in _REFUSED_PARTS:
        if any(pattern.search(name) for name in names):
            raise refusal(label, problem, fix)
    if any(name.startswith("xl/") and name.endswith(".bin") and "printerSettings" not in name for name in names):
        raise refusal(label, "is a binary workbook (.xlsb)", "save it as .xlsx")
    if "xl/workbook.xml" not in names:
        raise refusal(label, "is an archive, but not a workbook", "give an .xlsx file")
    is_bomb = any(
        part.file_size > _SMALL_BYTES and part.file_size > _HIGHEST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if is_bomb or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNZIPPED_BYTES:
        problem = "unpacks to far more than tables of sites and teams hold"
        raise refusal(
            label, problem, f"at most {MOST_ROWS:,} rows a sheet; delete what stands far below and beside them"
        )


def _look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, label: str, counted: Counter[bytes]) -> list[str]:
    """Read a part once, in pieces: refuse what XML may not do here, stop at too much of anything, find merged cells.

    Whatever its name is: a sheet is what the workbook calls one. A part that does not begin as XML cannot be read as
    XML either, so that pictures pass.
    """
    merged: list[str] = []
    rows = 0
    with archive.open(part) as file:
        rest = b""
        while piece := file.read(_CHUNK_BYTES):
            if not rest:
                begin = piece.removeprefix(b"\xef\xbb\xbf").lstrip()
                if begin.startswith(_MARKS_OF_UTF_16):
                    raise refusal(label, "holds XML in UTF-16", "save it with a spreadsheet program")
                if not begin.startswith(b"<"):
                    return []
            text = rest + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise refusal(
                    label, "declares XML entities, which can grow without end", "save it with a spreadsheet program"
                )
            found = Counter(_COUNTED.findall(piece))
            counted.update(found)
            rows += found[b"row"]
            _refuse_too_many(rows, counted, label)
            merged += [f"{a.decode()}:{b.decode()}" for a, b in _MERGED.findall(text)]
            rest = text[-100:]
    return list(dict.fromkeys(merged))


def _refuse_too_many(rows: int, counted: Counter[bytes], label: str) -> None:
    """Stop at more rows in a sheet, or more of anything else in the workbook, than tables of a city have."""
    if rows > MOST_LINES:
        raise too_many_rows(label)
    for name, most, words in (
        (b"c", _MOST_CELLS, "cells, blank ones with a format included"),
        (b"si", _MOST_SHARED_TEXTS, "different texts"),
        (b"mergeCell", _MOST_MERGED, "merged cells"),
    ):
        if counted[name] > most:
            fix = "copy the tables themselves to a new workbook, and leave other sheets out"
            raise refusal(label, f"holds more than {most:,} {words}", fix)
