"""Cells and names of the page of a comparison, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.site_rows import single
from sim.report.study_page import number as english_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.compared import Compared, Policy
    from sim.report.language import Language
    from sim.report.site_rows import Cell
    from sim.stats.interval import Interval


def number(interval: Interval, write: Callable[[float], str], language: Language) -> Cell:
    """Put an estimate with its limits into a cell; the exact number stays with it."""
    cell = english_number(interval, write)
    return cell._replace(value=language.number(cell.value), limits=language.span(interval, write))


def whole(value: int, language: Language) -> Cell:
    """Put a whole number into a cell."""
    cell = single(value)
    return cell._replace(value=language.number(cell.value))


def titled(compared: Compared, policy: Policy, language: Language) -> str:
    """Name a policy, and say of the baseline that it is that."""
    name = language.policy(policy.label)
    if policy is not compared.baseline:
        return name
    base = language.say("base.status_quo" if compared.status_quo else "base.baseline")
    return language.say("base.titled", policy=name, base=base)
