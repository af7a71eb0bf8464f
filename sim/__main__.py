"""The command line: read the jobs, run each study, say where the results are."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections import namedtuple
from typing import TYPE_CHECKING

from sim import config
from sim.config.page import render
from sim.errors import InputError, OfficeSimError

if TYPE_CHECKING:
    from types import FrameType

_DISK_TROUBLE = 74
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code; see ``office-sim --help``."""
    if arguments is not None:
        return _answered(arguments)
    _own_this_process()
    code = _answered(sys.argv[1:])
    _end_this_process()
    return code


def _answered(arguments: list[str]) -> int:
    try:
        return _run(arguments)
    except InputError as error:
        print(render(error.mistakes), file=sys.stderr)
        return error.exit_code
    except OfficeSimError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted: the same command goes on where this one stopped", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output, `head` for example, has seen enough; what is left must not be flushed into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"disk trouble: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return _DISK_TROUBLE


def _own_this_process() -> None:
    """Write any name on any terminal, and take a request to end (TERM, HUP) as the Ctrl-C that cleans up behind it.

    A signal that is ignored stays so: ``nohup`` asks for that.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _end_this_process() -> None:
    """Let the exit code be what was returned: to take the interpreter down takes a while, and all is done by then."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)
    # Python remembers that an interrupt went through text that a library runs as code, as scipy does, and would end as
    # if by a signal although it was answered. Whatever runs text anew, as making a named tuple does, makes it forget.
    namedtuple("Forgotten", ())  # noqa: PYI024 (only its making counts; nobody uses it)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _run(arguments: list[str]) -> int:
    text = config.answer(arguments)
    if text is not None:
        print(text)
        return 0
    jobs = config.read(arguments)

    from sim import studies

    worst = 0
    for job in jobs:
        outcome = studies.run(job, config.load)
        print(f"results: {outcome.folder}", flush=True)
        worst = max(worst, outcome.exit_code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
