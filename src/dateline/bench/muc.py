"""Task `muc`: MUC-4 templates and GRIT's document-level role fillers, from raw text.

Given gold: nothing. The stories are in capitals and are given ordinary case first (`dateline.bench.truecase`); the day
is read from the story's own header. Claims become templates by `dateline.bench.muc_templates`.

Set `MUC-4 templates`: every slot as the MUC-4 scorer counts it in its row "all templates" (Chinchor 1992): templates
are paired one to one for the most points; a pair needs the same incident type or a common string. A filler is right,
half right or wrong; what is in unpaired templates counts against precision or recall; optional templates and fillers
that are not given do not count. `f1` is over all 23 slots, those that we never fill included. String fillers match
where one alternative's last content word is among the filler's words or the other way about (the scorer asked a
person); numbers, kinds, effects and confidence are right with the right target or organisation, half right with
another; a date is half right where intervals overlap, a place half right where the country is.

Set `MUC-4 role fillers`: GRIT's CEAF-REE (Du et al. 2021): by role, entities are paired one to one; one is right where
its words, without case, punctuation and articles, are one of the gold entity's mentions exactly.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.bench.figures import Board, Tally, told
from dateline.bench.muc_templates import incidents, template_of
from dateline.bench.rows import Row
from dateline.bench.sets.muc import Fill, Story, Template, read_grit, read_muc
from dateline.bench.tasks import Bench, Missing
from dateline.bench.truecase import Truecaser, truecaser
from dateline.checking import as_page
from dateline.pipeline import Machine

SLOTS = (
    "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE", "INCIDENT: STAGE OF EXECUTION", "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE", "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE", "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER", "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NAME", "HUM TGT: DESCRIPTION", "HUM TGT: TYPE",
    "HUM TGT: NUMBER", "HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER",
)  # fmt: skip
_BY = "GE NLToolset 1992, on TST3"
_PUBLISHED = {
    "f1": (0.559, _BY), "number_f1": (0.606, _BY), "date_f1": (0.589, _BY), "location_f1": (0.609, _BY),
    "confidence_f1": (0.336, _BY),
}  # fmt: skip
_METRICS: Mapping[str, Sequence[str]] = {
    "f1": SLOTS,
    "type_f1": ["INCIDENT: TYPE"],
    "date_f1": ["INCIDENT: DATE"],
    "location_f1": ["INCIDENT: LOCATION"],
    "number_f1": ["HUM TGT: NUMBER"],
    "effect_f1": ["HUM TGT: EFFECT OF INCIDENT"],
    "instrument_f1": ["INCIDENT: INSTRUMENT ID"],
    "confidence_f1": ["PERP: ORGANIZATION CONFIDENCE"],
}
#: GRIT's roles and the slots they come from; unnamed victims are no role fillers there
ROLES = {
    "PerpInd": "PERP: INDIVIDUAL ID", "PerpOrg": "PERP: ORGANIZATION ID", "Target": "PHYS TGT: ID",
    "Victim": "HUM TGT: NAME", "Weapon": "INCIDENT: INSTRUMENT ID",
}  # fmt: skip
_GRIT_METRICS: Mapping[str, Sequence[str]] = {"f1": tuple(ROLES)} | {f"{role.lower()}_f1": [role] for role in ROLES}
_GRIT = {"f1": (0.545, "GRIT 2021, on test")}
_EMPTY = frozenset("the a an of in at on and or for to by with de la del y".split())
_DATE = re.compile(r"(\d\d) ([A-Z]{3}) (\d\d)")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def run(bench: Bench) -> Iterator[Row]:
    """Rows of templates and of role fillers; raises Missing where the stories are not there."""
    folder = bench.part("MUC-4", "events", "data", "muc4")
    stories = read_muc(folder / "muc34" / "CORPORA", bench.split)
    if not stories:
        raise Missing(f"MUC-4's {bench.split} stories", folder / "muc34" / "CORPORA")
    path = folder / "data" / "muc" / "processed" / f"{bench.split}.json"
    grit = read_grit(path) if path.exists() else {}
    case, ours, roles = truecaser(), [], []
    for story in told(bench, "muc", stories):
        found = templates_of(bench.machine, story, case)
        ours.append(compared(found, story.templates))
        if story.id in grit:
            roles.append(entities_compared(found, grit[story.id]))
    yield from Board("muc", "MUC-4 templates", bench.split, _PUBLISHED).f1_rows(ours, _METRICS)
    if roles:
        yield from Board("muc", "MUC-4 role fillers", bench.split, _GRIT).f1_rows(roles, _GRIT_METRICS)


def templates_of(machine: Machine, story: Story, case: Truecaser) -> list[Template]:
    """The templates of a story, read as a page with the dateline of its header."""
    done = machine.code(as_page("\n\n".join(paragraphs_of(story, case)), story.id, story.day))
    day = dt.date.fromisoformat(story.day) if story.day else None
    return [template_of(one, day, done.story.countries, done.claims) for one in incidents(done.claims, day)]


def paragraphs_of(story: Story, case: Truecaser) -> list[str]:
    """A story's paragraphs in ordinary case, the first with the dateline of its header."""
    paragraphs = list(case.paragraphs(story.paragraphs)) if is_capital(story) else list(story.paragraphs)
    if paragraphs and story.place and story.agency:
        paragraphs[0] = f"{story.place.upper()} ({story.agency}) -- {paragraphs[0]}"
    return paragraphs


def is_capital(story: Story) -> bool:
    """Whether a story is in capitals throughout."""
    letters = [letter for part in story.paragraphs for letter in part if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.9 * len(letters)


def compared(ours: Sequence[Template], gold: Sequence[Template]) -> Tally:
    """Points of every slot over all templates of a story, paired best first."""
    out = Tally()
    pairs = sorted(
        ((sum(points(a, b).values()), -i, -j) for i, a in enumerate(ours) for j, b in enumerate(gold) if alike(a, b)),
        reverse=True,
    )
    of_ours: dict[int, int] = {}
    for _, i, j in pairs:
        if -i not in of_ours and -j not in of_ours.values():
            of_ours[-i] = -j
    for i, template in enumerate(ours):
        for slot, _ in template.fills:
            out.given[slot] += 1
        if i in of_ours:
            for slot, value in points(template, gold[of_ours[i]]).items():
                out.right[slot] += value
    for j, template in enumerate(gold):
        mine = next((ours[i] for i, k in of_ours.items() if k == j), None)
        if mine is not None or not template.optional:
            for slot, fill in template.fills:
                left_out = fill.optional and not any(credit(slot, a, fill) for a in (mine.of(slot) if mine else ()))
                out.gold[slot] += slot in SLOTS and not left_out
    return out


def alike(ours: Template, gold: Template) -> bool:
    """Whether two templates may be paired: the same type, or a common string."""
    strings = ("INCIDENT: TYPE", *ROLES.values(), "HUM TGT: DESCRIPTION")
    return any(credit(slot, a, b) == 1 for slot in strings for a in ours.of(slot) for b in gold.of(slot))


def points(ours: Template, gold: Template) -> dict[str, float]:
    """By slot, the points of our fillers, each paired with one of the gold's, best first."""
    out: dict[str, float] = {}
    for slot in SLOTS:
        pairs = sorted(
            ((credit(slot, a, b), -i, -j) for i, a in enumerate(ours.of(slot)) for j, b in enumerate(gold.of(slot))),
            reverse=True,
        )
        used: set[tuple[str, int]] = set()
        for value, i, j in pairs:
            if value and ("ours", i) not in used and ("gold", j) not in used:
                used |= {("ours", i), ("gold", j)}
                out[slot] = out.get(slot, 0.0) + value
    return out


def credit(slot: str, ours: Fill, gold: Fill) -> float:
    """1 for a right filler, 0.5 for one that is partly right, else 0."""
    mine = ours.values[0].upper()
    if slot == "INCIDENT: DATE":
        return max(_date_credit(mine, value) for value in gold.values)
    if slot == "INCIDENT: LOCATION":
        return max(_place_credit(mine, value) for value in gold.values)
    if slot in ROLES.values() or slot == "HUM TGT: DESCRIPTION":
        return float(any(_string_fits(mine, value) for value in gold.values))
    if mine.replace(" ", "") not in [value.replace(" ", "") for value in gold.values]:
        return 0.0
    if not gold.of or not ours.of or any(_string_fits(a, b) for a in ours.of for b in gold.of):
        return 1.0
    return 0.5


def _string_fits(ours: str, gold: str) -> bool:
    """Whether the last content word of one is among the words of the other."""
    a, b = ([w for w in re.findall(r"\w+", text.lower()) if w not in _EMPTY] for text in (ours, gold))
    return bool(a and b) and (a[-1] in b or b[-1] in a)


def _date_credit(ours: str, gold: str) -> float:
    """1 for the same day or interval, 0.5 for days in common."""
    if ours == gold:
        return 1.0
    (a, b), (c, d) = _interval(ours), _interval(gold)
    return 0.5 if a <= d and c <= b else 0.0


def _interval(written: str) -> tuple[dt.date, dt.date]:
    """The first and last day of MUC-4's three forms; one that cannot be read holds no day."""
    days = [
        dt.date(1900 + int(year), _MONTHS.index(month) + 1, min(int(day), 28) if month == "FEB" else min(int(day), 30))
        for day, month, year in _DATE.findall(written)
        if month in _MONTHS and int(day) > 0
    ]
    if not days:
        return dt.date.max, dt.date.min
    return (dt.date.min if written.lstrip().startswith("-") else days[0]), days[-1]


def _place_credit(ours: str, gold: str) -> float:
    """1 where the narrowest known part is the same or the gold has the country alone, 0.5 for the country."""
    mine = [part.strip() for part in ours.split(":")]
    parts = [re.sub(r"\s*\(.*", "", part).strip() for part in re.split(r":| - ", gold)]
    if mine[0] != parts[0]:
        return 0.0
    if len(parts) == 1:
        return 1.0 if len(mine) == 1 else 0.5
    return 1.0 if mine[-1] in parts[1:] else 0.5


def normal(text: str) -> str:
    """A mention without case, punctuation and articles.

    >>> normal('The "Red" Car')
    'red car'
    """
    return " ".join(w for w in re.sub(r"[^\w\s]", "", text.lower()).split() if w not in ("a", "an", "the"))


def entities_compared(ours: Sequence[Template], gold: Mapping[str, Sequence[Sequence[str]]]) -> Tally:
    """CEAF-REE counts of one story by role; an entity of ours has one mention, and repeated ones are one entity."""
    out = Tally()
    for role, slot in ROLES.items():
        entities = [{normal(mention) for mention in entity} for entity in gold.get(role, ())]
        found = list(dict.fromkeys(normal(fill.values[0]) for template in ours for fill in template.of(slot)))
        out.given[role] += len(found)
        out.gold[role] += len(entities)
        for mention in found:
            own = next((entity for entity in entities if mention in entity), None)
            if own is not None:
                entities.remove(own)
                out.right[role] += 1
    return out
