"""Grades: a letter for the claimant and a digit for the claim (Admiralty code), and a grade for the incident.

The letter is F ("cannot be judged") until a person sets it: the ledger has no record by which to trust anybody. The
digit follows from the claims: 1 needs another independent group, never repetition. The grades of an incident are those
of the Airwars methodology; `discounted` is set by a person only. A person's grade wins, and says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.link.archive import Archive
from dateline.link.figures import Standing, compare_figures, figures_of
from dateline.link.independence import independence_of
from dateline.link.rivals import rival_actors
from dateline.link.views.common import voice_names, voices
from dateline.link.views.responsibility import responsibility_of
from dateline.link.views.tolls import comparable_rows, toll_table
from dateline.records import Claim, Incident, Link

LETTERS = tuple("ABCDEF")
DIGITS = tuple("123456")
INCIDENT_GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
NUMBER_STATUSES = ("agreed", "range", "contradicted", "single-claim", "not stated")
NO_RECORD = "nobody has judged this claimant"


@dataclass(frozen=True, slots=True)
class Judged:
    """A grade that a person set, on a claimant's key, a claim's id or an incident's id."""

    value: str
    who: str
    reason: str

    @property
    def words(self) -> str:
        """Whose grade it is and why."""
        return f"set by {self.who}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ClaimGrade:
    """The letter and digit of one claim, each with its reason."""

    claim_id: str
    letter: str
    letter_reason: str
    digit: str
    digit_reason: str

    @property
    def code(self) -> str:
        """As written: B2."""
        return self.letter + self.digit


@dataclass(frozen=True, slots=True)
class IncidentGrade:
    """The grade of an incident and how its figures stand, judged apart, each with its reason."""

    incident_id: str
    grade: str
    reason: str
    number_status: str
    number_reason: str


def grade_claim(claim: Claim, archive: Archive, judged: Mapping[str, Judged] | None = None) -> ClaimGrade:
    """The grade of a claim; a person's letter for any of its claimants and a person's digit win."""
    set_by = judged or {}
    letters = [(set_by[v.key], v.name) for v in voices(claim, archive) if v.key in set_by]
    letter, why = ("F", NO_RECORD)
    if letters:  # joint claimants: the least reliable one counts
        worst, name = max(letters, key=lambda item: item[0].value)
        letter, why = worst.value, f"{name}: {worst.words}"
    if claim.id in set_by:
        return ClaimGrade(claim.id, letter, why, set_by[claim.id].value, set_by[claim.id].words)
    return ClaimGrade(claim.id, letter, why, *_digit(claim, archive))


def _digit(claim: Claim, archive: Archive) -> tuple[str, str]:
    incident = archive.incident_of.get(claim.id)
    if incident is None:
        return "6", "no told happening that other claims could bear out"
    links = [k for k in archive.links_about(claim) if k.status != "rejected"]
    for link in links:
        if link.kind == "corrects" and link.object_id == claim.id:
            return "5", f"its own claimant corrected it: {link.reasons[0]}"
    against = _others(claim, archive, links, "contradicts")
    behind = independence_of([claim, *_others(claim, archive, links, "corroborates")], archive)
    n_for, n_against = behind.n_independent_groups, independence_of(against, archive).n_independent_groups
    if not against:
        if n_for > 1:
            return "1", f"borne out by other independent groups, contradicted by none: {behind.words}"
        if all(voice.kind == "unnamed" for voice in voices(claim, archive)):
            return "6", "one group, and nobody is named"
        return "3", f"one independent group, contradicted by none: {behind.words}"
    weighed = f"{n_for} independent group{'s' * (n_for != 1)} for it, {n_against} against"
    return ("2" if n_for > n_against else "4" if n_for == n_against else "5"), weighed


def _others(claim: Claim, archive: Archive, links: Sequence[Link], kind: str) -> list[Claim]:
    ends = {end for link in links if link.kind == kind for end in (link.subject_id, link.object_id)} - {claim.id}
    return archive.ordered(archive.claims[end] for end in ends if end in archive.claims)


def grade_incident(incident: Incident, archive: Archive, judged: Mapping[str, Judged] | None = None) -> IncidentGrade:
    """The grade of an incident (EXPORTS 4.4) and the standing of its figures."""
    number, why_number = number_status(incident, archive)
    set_by = (judged or {}).get(incident.id)
    grade, why = (set_by.value, set_by.words) if set_by else _grade(incident, archive)
    return IncidentGrade(incident.id, grade, why, number, why_number)


def _grade(incident: Incident, archive: Archive) -> tuple[str, str]:
    rows = responsibility_of(incident, archive)
    claims = archive.claims_of(incident)
    groups = independence_of(claims, archive)
    denied = [who for row in rows if row.kind == "denied" for who in row.attributed]
    named = {row.party_key: row.party for row in rows if row.kind != "denied"}
    if denied:
        return "contested", f"{', '.join(dict.fromkeys(denied))} denies it"
    if rivals := _rivals(claims, archive):
        return "contested", f"different parties are named: {rivals}"
    owned = [row for row in rows if row.kind == "claimed"]
    if owned:
        return "confirmed", f"{', '.join(dict.fromkeys(row.party for row in owned))} says so of itself"
    if groups.n_independent_groups > 1 and named:
        return "fair", f"{groups.words}; named: {', '.join(named.values())}"
    if groups.n_independent_groups > 1:
        return "weak", f"nobody is named as having done it; {groups.words}"
    return "weak", groups.words


def _rivals(claims: Sequence[Claim], archive: Archive) -> str:
    """Who names whom in the first contradiction between claims that name different parties; "" where there is none."""
    mine = {claim.id for claim in claims}
    for claim in claims:
        for link in archive.links_from.get(claim.id, ()):
            if link.kind == "contradicts" and link.status != "rejected" and link.object_id in mine:
                other = archive.claims[link.object_id]
                if rivals := rival_actors(claim, other):
                    one_names, other_names = (" and ".join(voice_names(c, archive)) for c in (claim, other))
                    return f"{rivals[0]} by {one_names}, {rivals[1]} by {other_names}"
    return ""


def number_status(incident: Incident, archive: Archive, measure: str = "killed") -> tuple[str, str]:
    """How the figures of a measure stand to each other, and in words why."""
    table = toll_table([incident], archive, [measure])
    rows, _ = comparable_rows(table, measure)
    if not rows:
        return "not stated", f"no claim gives a number of {measure}; this is not zero"
    told = ", ".join(f"{row.number.value} ({row.claimant})" for row in rows)
    if len({row.claimant_key for row in rows}) == 1:
        return "single-claim", told
    figures = [f for row in rows for f in figures_of(archive.claims[row.claim_ids[-1]]) if f.number == row.number]
    pairs = [compare_figures(a, b) for i, a in enumerate(figures) for b in figures[:i]]
    if Standing.CONFLICT in pairs:
        return "contradicted", told
    return ("agreed" if all(p is Standing.EQUAL for p in pairs) else "range"), told
