"""CAMEO codes to PLOVER types and to the four quads. No text here.

The root decides, as in the hand-coded sets; concessions are parted as the PLOVER manual 0.8 parts them. The quads are
verbal and material, cooperation and conflict.
"""

from __future__ import annotations

TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"),
)
"""The types that can be coded, in the order of the manual."""
ROOTS = {
    **{
        "03": "AGREE",
        "04": "CONSULT",
        "05": "SUPPORT",
        "06": "COOPERATE",
        "07": "AID",
        "09": "ACCUSE",
        "10": "REQUEST",
    },
    **{"11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION"},
    **{"17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"},
}
FIRST_CODE = {
    **{
        "AGREE": "030",
        "CONSULT": "040",
        "SUPPORT": "050",
        "COOPERATE": "060",
        "AID": "070",
        "CONCEDE": "080",
        "RETREAT": "087",
    },
    **{"REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140", "MOBILIZE": "150"},
    **{"SANCTION": "160", "COERCE": "170", "ASSAULT": "190"},
}
"""The general CAMEO code of a type, for an act whose kind is not clear."""
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "CONCEDE", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"), "material conflict"),
}


RETREATS = ("0813", "0814", "084", "085", "086", "087")
"""Concessions that the manual calls RETREAT: fewer restrictions by force, releases, access, ceasefires, withdrawals."""


def type_of(code: str) -> str | None:
    """The PLOVER type of a CAMEO code; None for statements and appeals (01, 02), which PLOVER does not code.

    Args:
        code: two to four digits.

    Returns:
        One of `TYPES`, or None.

    Assumes: the root says the type. The manual moves five codes to another type of the same quad (163, 1712, 175, 191,
    192); hand-coded sets do not, and neither does this: sanctions are SANCTION here, and a town taken in battle is
    ASSAULT.
    """
    if code[:2] == "08":
        return "RETREAT" if code.startswith(RETREATS) else "CONCEDE"
    return ROOTS.get(code[:2])
