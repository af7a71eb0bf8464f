"""Numbers as people read them: no leading zeros, no underscores, no other base. One rule for files and arguments.

YAML reads ``010`` as 8 and Hydra reads ``1_0`` as 10; neither is what a planner who typed it would swear to.
"""

from __future__ import annotations

import re

PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")
PLAIN_FLOAT = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
PLAIN_WORDS = "digits without leading zeros or underscores, and a decimal point"
_LONGEST = 60
_UNDERSCORE = re.compile(r"[-+]?[0-9.][0-9_.]*_[0-9_.]*([eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0[xXbBoO][0-9a-fA-F]{1,15}")
#: What parts the values of a list or a section on the command line; quoted text is no number.
_BETWEEN = re.compile(r"""'[^']*'|"[^"]*"|[\s,\[\]{}()]+|:(?=\s)""")


def is_plain(text: str) -> bool:
    """Whether a text is a number as people read it."""
    return bool(PLAIN_INTEGER.fullmatch(text) or PLAIN_FLOAT.fullmatch(text))


def plainly(text: str) -> str:
    """Return a number written otherwise as people write it, or an empty text where it is none."""
    if len(text) > _LONGEST:
        return ""
    if _OTHER_BASE.fullmatch(text):
        return str(int(text, 0))
    sign, digits = "-" if text.startswith("-") else "", text.lstrip("-+").replace("_", "")
    digits = re.sub(r"^0+(?=[0-9])", "", digits)
    return sign + digits if is_plain(digits) else ""


def with_underscore(text: str) -> str:
    """Return the first number in an argument that has an underscore, which Hydra would skip, or an empty text."""
    return next((one for one in _BETWEEN.split(text) if _UNDERSCORE.fullmatch(one)), "")
