"""Scripts of pages: what all of them share and what one has of its own, with the hash that lets it run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from markupsafe import Markup


@cache
def page_script(name: str) -> tuple[Markup, str]:
    """Return a script of the templates behind `controls.js`, and its SHA-256 as a page's policy names it."""
    templates = files("sim.report").joinpath("templates")
    script = "".join(templates.joinpath(part).read_text(encoding="utf-8") for part in ("controls.js", name))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return Markup(script), digest  # noqa: S704 - part of this program
