"""Reads every bad input and says how much the pages name: python -m tests.bad; --renew writes expected.txt anew.

Look at every page that has changed before you commit it: a page is right when a planner knows what to write instead.
"""

from __future__ import annotations

import sys

from tests.bad.input import inputs, lacking, score, untold


def main(arguments: list[str]) -> int:
    every = [(one, one.answer()) for one in inputs()]
    right = 0
    for one, answer in every:
        if "--renew" in arguments:
            (one.folder / "expected.txt").write_text(answer.text + "\n", encoding="utf-8")
        elif one.expected != answer.text + "\n":
            print(f"{one.folder.name} gives another page:\n{answer.text}\n")
        right += one.expected == answer.text + "\n"
    named = score([answer for _, answer in every])
    if "--lacking" in arguments:
        for thing in named:
            print(f"without {thing}: {', '.join(lacking(every, thing))}")
    shares = ", ".join(f"{thing} {share:.0%}" for thing, share in named.items())
    silent = untold(every)
    print(f"bad inputs: {right} of {len(every)}, named: {shares}; accepted silently: {len(silent)}")
    return 0 if right == len(every) and not silent else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
