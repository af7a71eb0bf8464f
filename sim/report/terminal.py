"""What the command line prints of a run: the decision, rooms, people, and what is known least, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.questions import TOGETHER, WISHES, questions
from sim.report.room_answers import MISSING, room_answers

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.ledger import Ledger


def lines(evidence: Evidence, ledger: Ledger) -> list[str]:
    """Return five lines at most; where a run has nothing to say of a matter, or may not, its line is left out."""
    answer = evidence.answer
    if not (answer.publishable and answer.sites):
        return [answer.sentence]
    said = {one.key: one.answer for one in (*questions(evidence), *room_answers(evidence))}
    language = evidence.language
    labeled = (
        ("terminal.desks", answer.sentence),
        ("terminal.rooms", said.get(MISSING, "")),
        ("terminal.together", said.get(TOGETHER, "")),
        ("terminal.wishes", said.get(WISHES, "")),
        ("terminal.known_least", _known_least(ledger, language)),
    )
    return [f"{language.say(label)}: {text}" for label, text in labeled if text]


def _known_least(ledger: Ledger, language: Language) -> str:
    """Name the strongest assumption that is a guess."""
    guesses = [driver for driver in ledger.top if driver.is_guess]
    if not guesses:
        return ""
    return language.say("terminal.guess", says=guesses[0].says)
