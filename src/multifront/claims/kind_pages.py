"""The documentation of the kinds of claims, written from the kinds themselves as Markdown. No facts of its own."""

from __future__ import annotations

import inspect
import sys

from multifront.claims.kind import KindOfClaim
from multifront.claims.kinds import KINDS
from multifront.claims.parameter_words import words_of
from multifront.domain import VERDICTS

RESTS_ON = {
    "effect": "a tested effect, with p, q, interval, false alarms and the smallest effect seen four times in five",
    "figures": "published figures that are compared; no p",
    "rows": "named rows, counted by independent first speakers; no p",
    "model": "runs of a scenario over its ranges and assumptions; no p",
    "nothing": "nothing that tests",
}
INTRODUCTION = """# Kinds of claims

Written from the code by `python -m multifront.claims.kind_pages`; do not edit. The rules that turn numbers into
verdicts stand in [claims.md](claims.md); `multifront claims new --kind NAME` makes a commented file of any kind,
`multifront claims kinds` prints this list. `[]` behind a name means a list, and the names below it are those of each
entry.
"""
OWN = """## Kinds of your own

An installed package adds kinds by entry points of the group `multifront.kinds`. The name of the entry point is that
of the kind:

```toml
[project.entry-points."multifront.kinds"]
rainfall = "my_package.rainfall:Rainfall"
```

It points at a class that is made without arguments, or at the kind itself, and has what
`multifront.claims.kind.KindOfClaim` names: `name`; `parameters`, a subclass of `multifront.claims.kind.Parameters`
with a description for each; `about`, a `multifront.claims.kind.About`; `measure`, which looks at the evidence and
enters every number in a ledger; and `decide`, which gives a verdict of those that `about` names once q is known.
`tests/unit/claims/test_plug_ins.py` has a whole one in forty lines. A name that another kind has, a module that
cannot be loaded and a thing that is no kind are refused by name, and so is a verdict that `about` does not name;
nothing is left out in silence. A brief is made anew when the version of a plug-in changes.
"""


def page() -> str:
    """The whole page: a table of the kinds, one section each by name, and how to add others."""
    kinds = [KINDS[name] for name in sorted(KINDS)]
    table = ["| kind | asks | rests on |", "|---|---|---|"]
    table += [f"| [{kind.name}](#{kind.name}) | {kind.about.question} | {kind.about.rests_on} |" for kind in kinds]
    return "\n".join([INTRODUCTION, *table, "", *(section(kind) for kind in kinds), OWN.rstrip()]) + "\n"


def section(kind: KindOfClaim) -> str:
    """The section of one kind.

    Args:
        kind: any kind, of a plug-in too.
    """
    about = kind.about
    verdicts = ", ".join(word for word in VERDICTS if word in about.verdicts)
    lines = [
        f"## {kind.name}",
        "",
        f"**{about.question}** {' '.join((inspect.getdoc(type(kind)) or '').split())}",
        "",
        f"- rests on: {RESTS_ON[about.rests_on]}",
        f"- can give: {verdicts}",
        f"- smallest effect of interest: {about.interest}",
        f"- specification curve: {about.curve}",
        *(f"- counts against it: {text}" for text in about.against),
        "",
        "| parameter | type | default | meaning |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{one.path}` | {one.type} | {'**needed**' if one.needed else one.default} | {one.meaning} |"
        for one in words_of(kind.parameters)
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
