"""office-sim: desk, room and shared-office-day demand under hybrid work.

A discrete-event simulation of teams that follow hybrid-work norms. Floors are described in DESIGN terms: records are
the waist; what is above reads them, what is below writes them, and imports only go down.

From Python: `from sim import load_scenario, run` (see `sim.api`).
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

#: Changes whenever the same inputs could give other numbers. Part of every store key.
MODEL_VERSION = 5

#: What `sim.api` has for everybody; loaded when first asked for, so that `--help` stays fast.
_PUBLIC = ("Result", "load_scenario", "run")


def __getattr__(name: str) -> object:
    """Return a part of the public interface."""
    if name in _PUBLIC:
        return getattr(import_module("sim.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public interface among the names of this module."""
    return sorted({*globals(), *_PUBLIC})
