"""The text of a CSV file as rows, whatever program saved it: its letters, its separator, its quotes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from itertools import pairwise

from sim.errors import Mistake
from sim.importers.files import MOST_LINES, MOST_ROWS, refusal, too_many_rows
from sim.importers.package import what_it_is
from sim.importers.table import Row

_SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs"}
#: Separators that leave the comma free for decimals, as in a Finnish spreadsheet program.
_LEAVE_COMMA_FREE = (";", "\t")


@dataclass(slots=True)
class Lines:
    """The rows of a CSV file, how it is written, and what a user should know of that.

    One that `is_cut` could not be read to its end.
    """

    separator: str = ","
    rows: list[Row] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    is_cut: bool = False

    @property
    def decimal_comma(self) -> bool:
        """Whether numbers have a decimal comma."""
        return self.separator in _LEAVE_COMMA_FREE

    @property
    def holds_only_a_title(self) -> bool:
        """Whether one row of one field has been read, remarks aside: a title above the header, then."""
        rows = [row for row in self.rows if not str(row.cells[0]).strip().startswith("#")]
        return len(rows) == 1 and len(rows[0].cells) == 1

    @property
    def dialect(self) -> str:
        """How the file is written, in words, where that is not plain CSV."""
        return {
            ";": "Finnish CSV, with semicolons and decimal commas",
            "\t": "fields parted by tabs, with decimal commas",
        }.get(self.separator, "")


def rows_of(content: bytes, place: str) -> Lines:
    """Return the rows of a CSV file; raise `InputError` where it is no table at all."""
    lines = Lines()
    text = _decoded(content, place, lines)
    lines.separator = _separator(text)
    _split(text, place, lines)
    return lines


def _decoded(content: bytes, place: str, lines: Lines) -> str:
    if what := what_it_is(content):
        raise refusal(place, f"is {what}, not a table as text", "save it as CSV UTF-8 in a spreadsheet program")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            raise refusal(
                place, "is damaged: it begins as UTF-16 and does not go on so", "save it as CSV UTF-8"
            ) from None
        lines.notices.append(f"{place}: read as UTF-16")
        return _checked(text, place)
    try:
        return _checked(content.decode("utf-8-sig"), place)
    except UnicodeDecodeError as error:
        return _checked(_old_letters(content, error.start, place, lines), place)


def _old_letters(content: bytes, first: int, place: str, lines: Lines) -> str:
    """Read letters as Windows saved them before UTF-8, and show one word so that a wrong guess is seen."""
    line = content.count(b"\n", 0, first) + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal(f"{place}, row {line}", "holds letters of an unknown code", "save it as CSV UTF-8") from None
    word = next(word for word in text.replace(";", " ").replace(",", " ").split() if not word.isascii())
    lines.notices.append(f"{place}: not saved as UTF-8; read as Windows-1252, for example {word[:30]}")
    return text


def _checked(text: str, place: str) -> str:
    if "\0" in text:
        raise refusal(place, "is not text", "save it as CSV UTF-8 in a spreadsheet program")
    return text


def _separator(text: str) -> str:
    """Return what parts the fields of the header: semicolons before tabs before commas, where there are several.

    A line that has none of them is a title, or a table of one column.
    """
    for line in text.splitlines():
        if line.startswith("sep=") and len(line) == 5:
            return line[4]
        bare = line.strip('\ufeff \t;,"')
        if bare and not bare.startswith("#") and any(sign in line for sign in _SEPARATORS):
            return max((";", "\t", ","), key=lambda sign: _outside_quotes(line, sign))
    return ","


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _split(text: str, place: str, lines: Lines) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=lines.separator, strict=True)
    number, width = 0, 0
    header: tuple[str, ...] = ()
    while True:
        number += 1
        begun = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.mistakes.append(_quote(error, begun, place, f"{place}, row {number}"))
            lines.is_cut = True
            return
        if number > MOST_LINES or len(lines.rows) > MOST_ROWS + 1:
            raise too_many_rows(place)
        if not any(field.strip() for field in fields) or (number == 1 and fields[0].startswith("sep=")):
            continue
        is_remark = fields[0].strip().startswith("#")
        is_below_title = len(header) == 1 and not is_remark and sum(bool(field.strip()) for field in fields) > 1
        if (not header and not is_remark) or (is_below_title and lines.holds_only_a_title):
            header = tuple(fields[: max(at for at, field in enumerate(fields, start=1) if field.strip())])
            width = len(header)
        while len(fields) > width and not fields[-1].strip():
            fields.pop()
        if len(fields) != width and not is_remark:
            lines.mistakes.append(_uneven(fields, header, lines, f"{place}, row {number}"))
            lines.rows.append(Row(number, tuple(fields), is_broken=True))
            continue
        lines.rows.append(Row(number, tuple(fields)))


def _uneven(fields: list[str], header: tuple[str, ...], lines: Lines, where: str) -> Mistake:
    """Say that a row is longer or shorter than the header, and what the matter may be."""
    count = f"{len(fields)} field{'s' if len(fields) != 1 else ''}"
    problem = f"has {count}, and the header has {len(header)}"
    if len(fields) < len(header):
        return Mistake(
            problem=problem, file=where, fix="write all fields, blank ones too; look for an open quote above"
        )
    # Ids and counts stand to the left of measured numbers, so that the last pair is the likeliest.
    halves = [f"{a},{b}" for a, b in pairwise(fields) if a.strip("-").isdecimal() and b.isdecimal()]
    comma = halves[-1] if halves else ""
    if comma and lines.separator == ",":
        return Mistake(
            problem=f"{problem}: a decimal comma?",
            file=where,
            value=comma,
            fix=f"write {comma.replace(',', '.')}, or save with semicolons",
        )
    separator = _SEPARATORS.get(lines.separator, lines.separator)
    return Mistake(problem=problem, file=where, fix=f"put text that holds {separator} in quotes")


def _quote(error: csv.Error, line: int, place: str, where: str) -> Mistake:
    words = str(error)
    if "field larger" in words:
        return Mistake(problem="holds a field of more than 131,072 signs", file=where, fix="look for an open quote")
    if "end of data" in words:
        return Mistake(
            problem="opens a quote and does not close it", file=where, fix=f"look from line {line} of {place} on"
        )
    return Mistake(problem="has a quote inside a field", file=where, fix='double it: "5"" pipe"')
