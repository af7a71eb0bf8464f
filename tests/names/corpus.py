"""Names that have broken other programs: each is either refused with a page or shown as it is, everywhere."""

from __future__ import annotations

#: Text that a reader can read, and that a spreadsheet, a browser, a template, a shell or a formula setter might take
#: for something else.
SHOWN = {
    "formula": "=1+1",
    "plus": "+1",
    "minus": "-cmd|' /C calc'!A0",
    "at": "@SUM(A1)",
    "script": "<script>alert(1)</script>",
    "end of script": "</script><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; & &#x41;",
    "math": r"$\frac{a}{b}$",
    "dollars": "Cost $100 vs $200",
    "underscore": "_x",
    "parent": "../x",
    "path": "a/b",
    "device": "CON",
    "template": "{{7*7}} {% raw %}",
    "percent": "%s %(name)s %n",
    "braces": "{0} {name}",
    "double quotes": 'say "yes"',
    "quotes": "it's `here`",
    "backslash": r"back\slash \n",
    "marks": "Z\u0338a\u0321\u0327l\u0301\u0302\u0303go",
    "decomposed": "Ha\u0308ma\u0308la\u0308",
    "Chinese": "\u6f22\u5b57\u8a08\u5283",
    "emoji": "Team \U0001f600",
    "Arabic": "\u0641\u0631\u064a\u0642 12",
    "longest": "x" * 80,
    "looks like a number": "1e5",
    "looks like a date": "1-3",
    "address": "http://example.org/x",
    "comma": "a;b,c",
    "tag": "<!-- x --> ]]>",
}

#: Text with something that nobody can see, or with too much of it.
REFUSED = {
    "environment": "${oc.env:HOME}",
    "null": "a\0b",
    "bell": "a\ab",
    "escape": "\x1b[31mred",
    "next line": "a\x85b",
    "right to left": "a\u202egnp.exe",
    "isolate": "a\u2067b",
    "zero width": "a\u200bb",
    "byte order mark": "\ufeffa",
    "soft hyphen": "a\u00adb",
    "line separator": "a\u2028b",
    "newline": "a\nb",
    "tab": "a\tb",
    "half of a pair": "a\ud800b",
    "trailing space": "a ",
    "leading space": " a",
    "blank": "   ",
    "empty": "",
    "too long": "x" * 300,
    "Cyrillic in Latin": "P\u0430ris",
    "private use": "a\ue000b",
    "no-break space": "a\u00a0b",
}
