"""The batch script of docs/cluster.md runs, with a stand-in for Slurm that starts two workers on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.loopback import KEYS, stored
from tests.faults.command import ROOT

pytest.importorskip("distributed", reason="clusters need office-sim[cluster]")

PROGRAMS = {
    "srun": '#!/bin/bash\n"$@" &\n"$@" &\nwait\n',
    "office-sim": f'#!/bin/bash\nexec {sys.executable} -m sim "$@"\n',
    "dask": f'#!/bin/bash\nkind=$1; shift\nexec {sys.executable} -m distributed.cli.dask_$kind "$@" --host 127.0.0.1\n',
    "python3": f'#!/bin/bash\nexec {sys.executable} "$@"\n',
}


def test_the_batch_script_computes_everything_and_leaves_nothing_running(tmp_path, local):
    document = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    script = re.search(r"```bash\n(#!/bin/bash\n.*?)```", document, re.DOTALL)[1]
    (tmp_path / "office-sim.sbatch").write_text(script, encoding="utf-8")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, text in PROGRAMS.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    process = subprocess.Popen(
        ["bash", "office-sim.sbatch", "scenario=small_office", *KEYS],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SLURM_JOB_ID": "1",
            "TMPDIR": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=110)
    finally:
        left = _group(process.pid)
        if left:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, err
    assert "results: " in out
    assert stored(tmp_path) == local
    assert not list(tmp_path.glob(".scheduler-*"))


def _group(leader: int) -> list[int]:
    """Processes of a session that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found
