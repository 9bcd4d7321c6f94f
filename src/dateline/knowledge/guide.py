"""The closed word lists of the annotation guide: what may stand in a `*.dat` file and in a claim."""

from __future__ import annotations

from typing import Final

TYPES: Final = tuple(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack clash attack killing assassination "
    "execution abduction abuse destruction seizure advance siege withdrawal handover control deployment offensive "
    "military-aid interception arrest sanction displacement evacuation release surrender ceasefire agreement meeting "
    "demand incitement threat accusation denial rejection endorsement responsibility aid protest riot crackdown "
    "mobilization overthrow toll".split()
)
STATUSES: Final = tuple("actual planned urged possible attempted denied averted".split())
ROLES: Final = tuple("actor target place origin destination time weapon count source hedge topic incident".split())
SPAN_ROLES: Final = ("actor", "target", "place", "weapon", "origin", "destination", "hedge")
MEASURES: Final = tuple(
    "killed wounded casualties captured arrested abducted missing displaced evacuated surrendered freed strikes "
    "targets attackers troops crowd villages vehicles share other".split()
)
VAGUE: Final = tuple(
    "dozens scores hundreds thousands millions several few some many tens-of-thousands scores-of-thousands "
    "hundreds-of-thousands".split()
)
SCOPES: Final = ("incident", "cumulative")
