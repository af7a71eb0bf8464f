"""A reader who has seen enough does not make the program complain."""

from __future__ import annotations

import subprocess
import sys

from tests.faults.command import ROOT


def test_help_into_a_pipe_that_closes_early_ends_quietly():
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", "--help"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
