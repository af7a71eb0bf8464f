"""Evidence that many tests of figures share; drawing changes none of it."""

from __future__ import annotations

import pytest

from sim.report.evidence import gather
from tests.report.synthetic import NASTY, make_facts, make_tables


@pytest.fixture(scope="session")
def city():
    """Ten sites, 2,500 people, 20 replications of 253 workdays."""
    return gather(make_tables(), make_facts())


@pytest.fixture(scope="session")
def tiny():
    """One site, one replication, 20 workdays."""
    tables = make_tables(sites=1, replications=1, days=20, people=120, names=["Small office"], desks_each=[60])
    return gather(tables, make_facts(replications_planned=1, replications_done=1, weeks=4))


@pytest.fixture(scope="session")
def nasty():
    """Names that break formulas, markup, legends, fonts and margins, and a small site among them."""
    names = [*NASTY, "Small", "Next smallest"]
    tables = make_tables(sites=12, names=names, replications=3, days=80, sizes=[400] + [200] * 9 + [3, 30], rooms=True)
    facts = make_facts(scenario="$\\frac$", policy="_x<b>", replications_planned=4, replications_done=3)
    return gather(tables, facts)
