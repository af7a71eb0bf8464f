"""What can go wrong, in one small family: a mistake in the input, trouble with the disk, a run that was interrupted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing a user should mend, in the user's words.

    Every part may be empty but `problem`: where it stands (`file`, `line`, `key`), what stands there (`value`), what is
    wrong (`problem`), what would be right (`allowed`), the nearest valid name (`suggestion`) and an example (`fix`).
    """

    problem: str
    file: str = ""
    line: int | None = None
    key: str = ""
    value: str = ""
    allowed: str = ""
    suggestion: str = ""
    fix: str = ""


class OfficeSimError(Exception):
    """Base of every error that ends in a readable message instead of a traceback; `exit_code` is the process's."""

    exit_code = 1


class InputError(OfficeSimError):
    """Mistakes in what the user gave, all of them at once; nothing has been written."""

    exit_code = 2

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(mistake.problem for mistake in mistakes))
        self.mistakes = mistakes


class DiskError(OfficeSimError):
    """The results could not be written or read; what was finished before is safe."""

    exit_code = 74


class RunFailedError(OfficeSimError):
    """No replication could be finished, so there is nothing to report."""

    exit_code = 3


class RunInterruptedError(OfficeSimError):
    """The user stopped the run; finished replications are stored and the same command goes on."""

    exit_code = 130
