"""What the page of study=sensitivity says of tables and inputs agrees with its answer."""

from __future__ import annotations

from sim.report.sensitivity_page import sensitivity_page
from tests.report.synthetic import make_facts
from tests.report.test_sensitivity_page import row


def caption(*rows):
    return sensitivity_page(rows, [], make_facts()).sections[0].grids[0].caption


def test_a_table_of_luck_does_not_say_that_something_moves_the_answer_most():
    luck = [row("luck", 400.0, p=0.5), row("more luck", 300.0, p=0.4, rank=2)]
    assert caption(*luck).startswith(
        "No assumption moves desks wanted on a busy day by more than luck; the 2 largest swings, and by how many desks"
    )
    assert caption(luck[0], row("wishes", 300.0, rank=2)).startswith(
        "The 2 assumptions that move desks wanted on a busy day most, and by how many desks"
    )


def test_the_answer_the_figure_and_the_table_agree_that_nothing_is_clear():
    page = sensitivity_page([row("luck", 400.0, p=0.5)], [], make_facts())
    (drawing,) = page.sections[0].drawings
    assert page.answer.startswith("None of 1 assumption moves desks wanted on a busy day by more than luck.")
    assert drawing.title == "Desks wanted on a busy day: no assumption moves it by more than luck."
    assert caption(row("luck", 400.0, p=0.5)).startswith("No assumption moves")


def test_a_value_outside_its_range_is_marked_in_the_table_and_remarked_once():
    outside = [row("wishes", value=4.1), row("wishes", value=4.1, metric="copresence_share"), row("inside")]
    page = sensitivity_page(outside, [], make_facts())
    (remark,) = page.remarks
    assert remark == (
        "Wishes is assumed 4.1, outside its range of 1.5 to 3.2: its swing reaches from there. "
        "Set study.ranges.wishes to what you hold possible."
    )
    cells = [[cell.value for cell in line] for line in page.sections[0].grids[0].rows]
    assert [line[3] for line in cells] == ["4.1, outside the range", "2.35"]
    assert not row(value=1.5).is_outside
    assert not row(value=3.2).is_outside
    assert not row(value=None).is_outside


def test_replications_that_the_run_does_not_have_are_remarked():
    facts = make_facts(replications_planned=4)
    assert sensitivity_page([row()], [], facts, replications_asked=4).remarks == []
    assert sensitivity_page([row()], [], facts, replications_asked=6).remarks == [
        "study.replications_each asks for 6 replications of each world, but run.replications is 4: so many are used."
    ]
