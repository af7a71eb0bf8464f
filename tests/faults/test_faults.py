"""A few faults of every kind that `make faults` causes by the hundred: whatever happens, nothing finished is lost."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults.__main__ import SEED
from tests.faults.bench import Bench
from tests.faults.kind import NotPossibleHereError
from tests.faults.kinds import KINDS


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.short], ids=lambda kind: kind.name)
def test_nothing_is_lost_by(bench, kind):
    try:
        losses = list(kind.trials(bench, kind.short, Random(f"{SEED} {kind.name}")))
    except NotPossibleHereError as reason:
        pytest.skip(str(reason))
    assert len(losses) >= kind.short
    assert [loss for loss in losses if loss] == []


def test_the_lane_causes_as_many_faults_as_it_promises():
    """Loops over every call have as many trials as there are calls."""
    promised = {"kill": 60, "INT": 45, "full disk": 30, "flipped": 400, "cut short": 100}
    for words, fewest in promised.items():
        assert [kind.whole >= fewest for kind in KINDS if words in kind.name][:1] == [True]


def test_a_fault_that_loses_something_is_counted_and_fails_the_lane(monkeypatch, capsys):
    from tests.faults import __main__ as lane
    from tests.faults.kind import Kind

    def trials(bench, count, dice):
        yield from ["", "a replication is gone", ""]

    monkeypatch.setattr(lane, "KINDS", (Kind("made up", trials, whole=3, short=1),))
    assert lane.main([]) == 1
    printed = capsys.readouterr()
    assert "made up: 2 of 3" in printed.out
    assert "faults: 2 of 3" in printed.out
    assert "1: a replication is gone" in printed.err
