"""`make intervals` itself runs and judges; the hundreds of studies that it is for take minutes and are no test."""

from tests.coverage import studies
from tests.coverage.__main__ import ACCEPTED, report_common_luck, report_coverage, report_false_verdicts
from tests.coverage.theory import CASES


def test_a_study_judges_every_quantity_of_every_case():
    found = [studies.studied(number) for number in range(5)]
    for case in CASES:
        of_case = [study[case.name] for study in found]
        assert all(set(one.held) == set(ACCEPTED) for one in of_case)
        # Common luck takes most of the variance away: 25 and 150 times less over many studies, so that 45 degrees of
        # freedom on both sides give less than 5 times at odds far below one in a million.
        assert 0 < sum(one.paired for one in of_case) < sum(one.unpaired for one in of_case) / 5


def test_coverage_outside_its_range_is_found(capsys):
    def of(held):
        return {"case": studies.Studied(dict.fromkeys(ACCEPTED, held), 1, 1)}

    assert report_coverage([of(True)] * 95 + [of(False)] * 5)
    assert not report_coverage([of(True)] * 90 + [of(False)] * 10)
    assert not report_coverage([of(True)] * 100)
    assert "OUTSIDE" in capsys.readouterr().out


def test_variants_without_a_difference_are_identical_under_common_luck():
    assert not studies.common_luck_differs(0)
    assert report_common_luck([False])
    assert not report_common_luck([False, True])


def test_false_verdicts_are_counted_for_each_metric(capsys):
    assert report_false_verdicts([{"mean": n < 21, "p95": False} for n in range(200)])
    assert not report_false_verdicts([{"mean": False, "p95": n < 22} for n in range(200)])
    assert "22 of 200" in capsys.readouterr().out
