"""Every command and every Python snippet of the documents runs, in the order in which a reader would run them."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest

from sim.__main__ import main
from tests.documents.reading import ROOT, blocks, documents, name, prose

#: The documents with commands to follow.
FOLLOWED = ("README.md", "docs/how-to.md", "docs/import.md", "docs/tutorial.md")

#: Whose commands are processes of their own, as a reader's are; those of the others are calls of the same function,
#: which spares each the time that Python takes to start.
_AS_PROCESSES = "README.md"

#: Run by the continuous integration as a whole.
_NOT_HERE = ("make run", "make test")

#: Commands in the running text, without flags.
_IN_PASSING = sorted(
    {found for file in FOLLOWED for found in re.findall(r"`office-sim ([^`-][^`]*)`", prose(ROOT / file))}
)


@pytest.mark.parametrize("document", FOLLOWED)
def test_a_reader_who_follows_the_document_gets_through(document, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def in_this_process(arguments):
        code = main(arguments)
        printed = capsys.readouterr()
        assert code == 0, f"{shlex.join(arguments)}\n{printed.out}{printed.err}"
        return printed.out

    def as_a_process(arguments):
        return _run(shlex.join(arguments), [sys.executable, "-m", "sim", *arguments], tmp_path)

    office_sim = as_a_process if document == _AS_PROCESSES else in_this_process
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    steps = 0
    for block in blocks(ROOT / document):
        if block.saved_as:
            (tmp_path / block.saved_as).write_text(block.text, encoding="utf-8")
        elif block.added_to:
            with (tmp_path / block.added_to).open("a", encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "python":
            _run("a Python snippet", [sys.executable, "-c", block.text], tmp_path)
            steps += 1
        elif block.language in {"console", "sh"}:
            for command in block.commands:
                _follow(command, tmp_path, office_sim)
                steps += 1
    assert steps, "a document to follow has steps"


def _follow(command, here, office_sim):
    program, *arguments = shlex.split(command)
    if command in _NOT_HERE:
        return
    if program == "cp":
        shutil.copy(here / arguments[0], here / arguments[1])
        return
    assert program == "office-sim", f"the test does not know how to run: {command}"
    printed = office_sim(arguments)
    if "--cfg" not in arguments:
        assert printed.splitlines()[-1].startswith("results: "), command


def _run(what, arguments, here):
    done = subprocess.run(
        arguments, cwd=here, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, f"{what}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_every_command_block_is_in_a_document_that_is_followed():
    others = [
        name(file) for file in documents() if name(file) not in FOLLOWED and any(b.commands for b in blocks(file))
    ]
    assert others == []


def test_every_line_of_a_command_block_is_a_command():
    for document in FOLLOWED:
        for block in blocks(ROOT / document):
            if block.language in {"console", "sh"}:
                assert len(block.commands) == len(block.text.splitlines()), block.text


def test_the_make_targets_that_documents_name_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    named = {target for file in documents() for target in re.findall(r"`make (\w+)", file.read_text(encoding="utf-8"))}
    named |= {c.split()[1] for file in documents() for b in blocks(file) for c in b.commands if c.startswith("make ")}
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("arguments", _IN_PASSING)
def test_a_command_in_passing_is_accepted(arguments):
    from sim import config

    assert config.read(shlex.split(arguments))
