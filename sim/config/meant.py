"""What was probably meant by a wrong value, and what to write where that cannot be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sim.config.wording import nearest, shown

if TYPE_CHECKING:
    from sim.config.shapes import Shape

_GROUPED = re.compile(r"[-+]?\d{1,3}([ ,._'\u00a0\u202f\u2009]\d{3})+")
_LONGEST_NUMBER = 40


def meant(value: object, shape: Shape | None, limits: dict[str, Any]) -> str:
    """Return what was probably meant; `limits` are those that the value breaks, by pydantic's names of them."""
    if shape is None:
        return ""
    if shape.kind == "list" and isinstance(value, str) and not shape.length:
        return _list_meant(value, shape)
    if shape.kind != "value":
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_meant(value, shape, limits)
    if not isinstance(value, str):
        return ""
    return _number_in(value, shape) or nearest(value, shape.names)


def _list_meant(text: str, shape: Shape) -> str:
    """Return the list that one word, or several with commas between them, was meant to be."""
    items = [item.strip() for item in text.strip("[]").split(",")]
    each = shape.each
    if each is None or each.kind != "value" or not all(re.fullmatch(r"[\w.*/-]+", item) for item in items):
        return ""
    known = [nearest(item, each.names) for item in items] if each.names else items
    return f"[{', '.join(known)}]" if all(known) and (each.is_text or each.names) else ""


def _number_meant(value: float, shape: Shape, limits: dict[str, Any]) -> str:
    low = limits.get("ge", limits.get("gt"))
    if isinstance(low, int | float) and value < 0 <= low <= -value:
        return shown(-value)  # a sign too many
    if not shape.is_whole_number or isinstance(value, int) or abs(value) > 1e15:
        return ""
    return str(int(value)) if value.is_integer() else f"{int(value)} or {int(value) + 1}"


def _number_in(text: str, shape: Shape) -> str:
    """Return the number a text holds: digits in groups, in quotes or of another script, or a decimal comma."""
    if shape.is_whole_number:
        digits = re.sub(r"[ ,._'\u00a0\u202f\u2009]", "", text) if _GROUPED.fullmatch(text) else text.strip()
        digits = digits.replace("_", "").lstrip("−")
        return str(int(digits)) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else ""
    is_decimal = text.count(",") == 1 and text.replace(",", "").strip("-").isdecimal()
    return text.replace(",", ".") if is_decimal and not shape.names else ""


def rejoined(value: list[object], length: int) -> str:
    """Return the list that ``[0,4, 0,5]`` was meant to be: twice as many items as there should be, all digits."""
    if not value or len(value) != 2 * length:
        return ""
    if not all(type(item) is int and item >= 0 for item in value):
        return ""
    pairs = zip(value[::2], value[1::2], strict=True)
    return "[" + ", ".join(f"{whole}.{decimals}" for whole, decimals in pairs) + "]"


def example(shape: Shape | None) -> str:
    """Return a value that may stand at a key, where one can be named that suits every such key."""
    if shape is None or shape.kind != "value":
        return ""
    if shape.names:
        return shape.names[0]
    words = {
        "a share": "0.6",
        "a time": "08:30",
        "a weekday": "tuesday",
        "a date": "2027-01-04",
        "a whole number": "digits only, such as 12",
        "a number": "a number such as 2.5",
        "an id": "T01",
        "a name": "Planning",
    }
    return next((text for start, text in words.items() if shape.allowed.startswith(start)), "")
