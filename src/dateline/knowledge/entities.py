"""The nouns of who is who: entities with dated names, roles and relations, read strictly; and how names are folded."""

from __future__ import annotations

import functools
import re
import unicodedata

from pydantic import Field, field_validator

from dateline.knowledge.files import Strict

KINDS = frozenset(
    "state government military police rebel-group militia political person international monitor agency outlet ngo "
    "population coalition".split()
)
SECTORS = frozenset(
    "GOV MIL REB OPP COP SPY JUD LEG PTY PRM UAF CRM JRN NGO UNO IGO IMG CVL REF SOC LAB AGR BUS EDU MED REL HLH ELI "
    "PRE EUR".split()
)
ACLED_TYPES = frozenset(
    (
        "State forces",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "Rioters",
        "Protesters",
        "Civilians",
        "External/Other forces",
    )
)
RELATIONS = frozenset("part-of fights allied-with member-of successor-of armed-wing-of proxy-of backs governs".split())
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def holds(first: str | None, last: str | None, day: str | None) -> bool:
    """True where a day (ISO) lies between two days, both included and cut to month or year; of no day, always."""
    if day is None:
        return True
    after = first is None or day[: len(first)] >= first
    return after and (last is None or day[: len(last)] <= last)


class Dated(Strict):
    """Something that holds from a day to a day; days may be cut to month or year."""

    from_: str | None = Field(default=None, alias="from")
    to: str | None = None

    @field_validator("from_", "to")
    @classmethod
    def _is_day(cls, value: str | None) -> str | None:
        if value is not None and not _DAY.match(value):
            raise ValueError(f"a day is YYYY, YYYY-MM or YYYY-MM-DD, not {value!r}")
        return value

    def holds(self, day: str | None) -> bool:
        """True on the day (ISO), and where the day is not known."""
        return holds(self.from_, self.to, day)


class Name(Dated):
    """One name of an entity, as a page writes it."""

    text: str
    exact: bool = False  # case-sensitive, whole words
    context: str | None = None  # only in stories about this country
    metonym: bool = False  # a capital or building meaning its government
    adjective: bool = False  # "Russian"


class Role(Dated):
    """An office a person held."""

    office: str
    of: str


class Relation(Strict):
    """A dated relation to another entity."""

    kind: str
    to: str
    from_: str | None = Field(default=None, alias="from")
    until: str | None = None

    def holds(self, day: str | None) -> bool:
        """True on the day (ISO), and where the day is not known."""
        return holds(self.from_, self.until, day)


class Active(Dated):
    """When a group existed or a person lived in public life."""


class Entity(Strict):
    """One actor."""

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    acled: str | None = None
    ucdp: str | None = None  # the side's name in UCDP data; a state's is "Government of X"
    names: list[Name]
    roles: list[Role] = []
    relations: list[Relation] = []
    active: Active | None = None
    note: str | None = None


def ucdp_side(entity: Entity) -> str | None:
    """The entity's name as a side of conflict in UCDP data, where it is known."""
    return f"Government of {entity.name}" if entity.kind == "state" else entity.ucdp


class EntityFile(Strict):
    """actors/<region>.yml."""

    entities: list[Entity]


@functools.lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens, for matching romanised names.

    >>> fold("Ma’arrat al-Nu‘mān")
    'maarrat al numan'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[’'‘`ʿʾ]", "", plain.lower())
    return " ".join(re.sub(r"[-–‑./]", " ", plain).split())
