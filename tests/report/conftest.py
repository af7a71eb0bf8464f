"""Tables that many tests of the report share."""

from __future__ import annotations

import pytest

from tests.report.synthetic import make_tables


@pytest.fixture(scope="session")
def city_tables():
    """Ten sites, 2,500 people, 20 replications of 253 workdays."""
    return make_tables()


@pytest.fixture(scope="session")
def tiny_tables():
    """One site, one replication, 20 workdays."""
    return make_tables(sites=1, replications=1, days=20, people=120, names=["Small office"], desks_each=[60])
