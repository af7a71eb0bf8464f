"""What the command line prints of a run: the decision, rooms, people, and what is known least, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.questions import TOGETHER, WISHES, questions
from sim.report.room_answers import MISSING, room_answers

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.ledger import Ledger


def lines(evidence: Evidence, ledger: Ledger) -> list[str]:
    """Return five lines at most; where a run has nothing to say of a matter, or may not, its line is left out."""
    answer = evidence.answer
    if not (answer.publishable and answer.sites):
        return [answer.sentence]
    said = {one.asked: one.answer for one in (*questions(evidence), *room_answers(evidence))}
    labeled = (
        ("Desks", answer.sentence),
        ("Rooms", said.get(MISSING, "")),
        ("Together", said.get(TOGETHER, "")),
        ("Wishes", said.get(WISHES, "")),
        ("Known least", _known_least(ledger)),
    )
    return [f"{label}: {text}" for label, text in labeled if text]


def _known_least(ledger: Ledger) -> str:
    """Name the strongest assumption that is a guess."""
    guesses = [driver for driver in ledger.top if driver.is_guess]
    if not guesses:
        return ""
    return f"{guesses[0].says} (a guess); the assumptions in report.html say what it can move."
