"""What a seeded fault is: a small edit of the model that some test must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An edit as a tired engineer would make it.

    `what` says in one sentence what goes wrong; `old` stands exactly once in `file` (relative to the repository) and
    gives way to `new`; `tests` are files or node ids of pytest that should notice, the quickest that are to the point.
    """

    name: str
    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def applied_to(self, text: str) -> str:
        """Return the text of the file with the fault in it."""
        if text.count(self.old) != 1:
            raise StaleFaultError(
                f"fault {self.name}: the text to replace stands {text.count(self.old)} times in {self.file}, "
                "not once; bring the list of faults up to date"
            )
        return text.replace(self.old, self.new)


class StaleFaultError(Exception):
    """The model has changed and the fault no longer fits it."""
