"""What people decide about single claims: accept, reject, mend, add, undo, note, and reviews blind to each other.

Each is one transaction and one row of the log whose `before` and `after` hold the whole state, so that each can be
taken back. Whoever decides says which decision they saw last on the claim (`seen`); where another came in between,
`Overtaken` is raised and nothing is changed.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from dateline.errors import ConfigError, LedgerError
from dateline.records import Claim, Decision, Incident, Link
from dateline.store import queries
from dateline.store.claims import add_claims
from dateline.store.ledger import Ledger, NoSuchRecord
from dateline.store.linking import put_incident, put_link
from dateline.store.log import utc_now
from dateline.store.rows import read, record
from dateline.store.standing import ACCEPTED, MENDED, REJECTED, standing

VERDICTS = ("accept", "reject", "unsure")
_UNDOABLE = ("accept", "reject", "mend", "add", "undo")
_LAST: Final = """
SELECT number, id, record FROM decisions WHERE subject_id = ? AND record ->> '$.action' <> 'link'
ORDER BY number DESC LIMIT 1"""
_PUT: Final = "INSERT OR REPLACE INTO claim_judgements (claim_id, article_id, state, record) VALUES (?, ?, ?, ?)"
_DROP: Final = "DELETE FROM claim_judgements WHERE claim_id = ?"
_KEEP: Final = """
INSERT INTO old_claims (id, article_id, decision_id, record)
SELECT id, article_id, ?, record FROM claims WHERE id = ?"""
_REMOVE: Final = "DELETE FROM claims WHERE id = ?"
_LINKS_DROP: Final = "DELETE FROM links WHERE subject_id = ?1 OR object_id = ?1"
_REVIEW_PUT: Final = "INSERT OR REPLACE INTO reviews (claim_id, who, verdict) VALUES (?, ?, ?)"
_REVIEWS: Final = "SELECT who, verdict FROM reviews WHERE claim_id = ? ORDER BY who"
_PAIRS: Final = """
SELECT a.who, b.who, a.verdict, b.verdict, count(*) FROM reviews a JOIN reviews b
ON b.claim_id = a.claim_id AND a.who < b.who GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""


class Overtaken(LedgerError):
    """Somebody else decided on the claim after it was looked at; `decision` is what they did."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.who} decided on this claim meanwhile ({decision.action}); look at it again")
        self.decision = decision


@dataclass(frozen=True, slots=True)
class State:
    """A claim as it stands: '' the machine's, else accepted, mended or rejected, and the last decision's number."""

    claim: Claim
    state: str
    seen: int
    last: Decision | None


@dataclass(frozen=True, slots=True)
class Said:
    """Who decides, why, and the number of the decision that they saw last (None: not looked)."""

    who: str
    why: str
    seen: int | None = None


def state_of(ledger: Ledger, claim_id: str) -> State:
    """A claim with what people decided about it, also a rejected one; raises NoSuchRecord."""
    judged = standing(ledger.database, claim_id)
    if judged is not None and judged[0] == REJECTED:
        claim = judged[1]
    else:
        claim = ledger.claim(claim_id)
        judged = judged or standing(ledger.database, claim.id)
    last = _last(ledger, claim.id)
    return State(claim, judged[0] if judged else "", last[0] if last else 0, last[1] if last else None)


def accept(ledger: Ledger, claim_id: str, said: Said) -> Decision:
    """The claim accepted as it stands; a rejected one comes back."""
    return _decide(ledger, claim_id, "accept", said, lambda claim: claim, ACCEPTED)


def reject(ledger: Ledger, claim_id: str, said: Said) -> Decision:
    """The claim taken out of the ledger's claims, its incident and links; kept aside, and no rerun brings it back."""
    return _decide(ledger, claim_id, "reject", said, lambda claim: claim, REJECTED)


def mend(ledger: Ledger, mended: Claim, said: Said) -> Decision:
    """The claim with other values, same id; raises ValueError where evidence does not stand in the text."""
    check_evidence(ledger, mended)
    return _decide(ledger, mended.id, "mend", said, lambda _: mended, MENDED)


def add(ledger: Ledger, claim: Claim, said: Said) -> Decision:
    """A claim that a person found and the machine did not."""
    check_evidence(ledger, claim)
    with ledger.transaction():
        if ledger.status_of(claim.id) is not None or standing(ledger.database, claim.id):
            raise ConfigError(f"{claim.id}: this claim is there already; mend it")
        decision = _log(ledger, said, "add", claim.id, {"state": "", "claim": None, "incidents": [], "links": []},
                        {"state": MENDED, "claim": _plain(claim), "incidents": [], "links": []})  # fmt: skip
        _apply(ledger, claim.id, json.loads(decision.after or "{}"), decision.id)
        return decision


def undo(ledger: Ledger, claim_id: str, said: Said) -> Decision:
    """The last decision on a claim taken back; undoing twice brings it back. Raises ConfigError where there is none."""
    with ledger.transaction():
        last = _last(ledger, claim_id)
        _not_overtaken(last, said)
        if last is None or last[1].action not in _UNDOABLE or last[1].before is None:
            raise ConfigError(f"{claim_id}: nobody decided on it, so there is nothing to undo")
        target = json.loads(last[1].before)
        decision = _log(ledger, said, "undo", claim_id, _now(ledger, claim_id), target)
        _apply(ledger, claim_id, target, decision.id)
        return decision


def note(ledger: Ledger, subject_id: str, said: Said) -> Decision:
    """A remark on a claim or incident: a row of the log that changes nothing."""
    if not said.why.strip():
        raise ConfigError("a note needs words")
    return ledger.log(Decision("", utc_now(), said.who, "note", subject_id, None, None, said.why))


def review(ledger: Ledger, claim_id: str, verdict: str, said: Said) -> Decision:
    """One reviewer's verdict, applied to nothing and shown to others only once they gave theirs."""
    if verdict not in VERDICTS:
        raise ConfigError(f"no verdict is called {verdict!r}; choose one of {', '.join(VERDICTS)}")
    with ledger.transaction():
        claim = ledger.claim(claim_id)
        before = dict(reviews_of(ledger, claim.id)).get(said.who)
        ledger.database.execute(_REVIEW_PUT, (claim.id, said.who, verdict))
        change = (json.dumps(before), json.dumps(verdict))
        return ledger.log(Decision("", utc_now(), said.who, "review", f"review:{claim.id}", *change, said.why))


def reviews_of(ledger: Ledger, claim_id: str) -> tuple[tuple[str, str], ...]:
    """Who gave which verdict on a claim."""
    return tuple((row[0], row[1]) for row in ledger.database.rows(_REVIEWS, (claim_id,)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers: on how many claims both gave a verdict, the share in which they agree, and Cohen's kappa."""

    one: str
    other: str
    claims: int
    share: float
    kappa: float | None  # None: one verdict only, so chance agreement is 1


def agreements(ledger: Ledger) -> tuple[Agreement, ...]:
    """Every pair of reviewers who judged the same claims (Cohen 1960)."""
    pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for one, other, a, b, n in ledger.database.rows(_PAIRS):
        pairs.setdefault((one, other), {})[a, b] = n
    return tuple(_agreement(*who, table) for who, table in pairs.items())


def _agreement(one: str, other: str, table: dict[tuple[str, str], int]) -> Agreement:
    n = sum(table.values())
    same = sum(m for (a, b), m in table.items() if a == b) / n
    chance = 0.0
    for verdict in VERDICTS:
        mine = sum(m for (a, _), m in table.items() if a == verdict)
        theirs = sum(m for (_, b), m in table.items() if b == verdict)
        chance += mine / n * theirs / n
    return Agreement(one, other, n, same, None if chance == 1 else (same - chance) / (1 - chance))


def check_evidence(ledger: Ledger, claim: Claim) -> None:
    """Raises ValueError where one of the claim's words does not stand at its place in the text."""
    text = ledger.article(claim.article_id).text
    found: list[Any] = [_plain(claim)]
    while found:
        value = found.pop()
        if isinstance(value, list):
            found.extend(value)
        elif isinstance(value, dict):
            found.extend(value.values())
            if value.get("is") == "Evidence" and (
                value["article_id"] != claim.article_id or text[value["start"] : value["end"]] != value["exact"]
            ):
                raise ValueError(f"{value['exact']!r} does not stand at {value['start']}..{value['end']} of the page")


# --- one decision -----------------------------------------------------------------------------------------------------


def _decide(ledger: Ledger, claim_id: str, action: str, said: Said, change: Any, state: str) -> Decision:
    with ledger.transaction():
        now = state_of(ledger, claim_id)
        last = _last(ledger, now.claim.id)
        _not_overtaken(last, said)
        before = _now(ledger, now.claim.id)
        claim = change(now.claim)
        belongs = before
        if now.state == REJECTED and state != REJECTED and now.last and now.last.before:
            belongs = json.loads(now.last.before)  # back to where it was
        after = {"state": state, "claim": _plain(claim), "incidents": [], "links": []}
        if state != REJECTED:
            after |= {"incidents": belongs["incidents"], "links": belongs["links"]}
        decision = _log(ledger, said, action, claim.id, before, after)
        _apply(ledger, claim.id, after, decision.id)
        return decision


def _not_overtaken(last: tuple[int, Decision] | None, said: Said) -> None:
    if last is not None and said.seen is not None and last[0] > said.seen:
        raise Overtaken(last[1])


def _last(ledger: Ledger, claim_id: str) -> tuple[int, Decision] | None:
    row = ledger.database.first(_LAST, (claim_id,))
    return (int(row[0]), read(Decision, row[1], row[2])) if row else None


def _log(ledger: Ledger, said: Said, action: str, subject: str, before: Any, after: Any) -> Decision:
    if not said.who.strip():
        raise ConfigError("a decision needs the name of who decides")
    change = (json.dumps(before, ensure_ascii=True), json.dumps(after, ensure_ascii=True))
    return ledger.log(Decision("", utc_now(), said.who, action, subject, *change, said.why))


def _plain(noun: object) -> Any:
    return json.loads(record(noun))


def _now(ledger: Ledger, claim_id: str) -> dict[str, Any]:
    """The whole state of a claim: its record, and the incidents and links that it is in."""
    judged = standing(ledger.database, claim_id)
    state = judged[0] if judged else ""
    try:
        claim: Claim | None = ledger.claim(claim_id)
    except NoSuchRecord:
        claim = judged[1] if judged else None
    incidents = [_plain(ledger.incident(ident)) for ident in ledger.incidents_of(claim_id)]
    links = [_plain(link) for link in ledger.links_of(claim_id)]
    return {"state": state, "claim": _plain(claim) if claim else None, "incidents": incidents, "links": links}


def _apply(ledger: Ledger, claim_id: str, state: dict[str, Any], decision_id: str) -> None:
    """The claim put into a state; what stood before is kept among the old claims."""
    database = ledger.database
    claim = read(Claim, claim_id, json.dumps(state["claim"])) if state["claim"] else None
    there = database.first(queries.CLAIM, (claim_id,))
    stays = claim is not None and state["state"] != REJECTED
    if there and (not stays or there[1] != record(claim)):
        database.execute(_KEEP, (decision_id, claim_id))
        database.execute(_REMOVE, (claim_id,))
    database.execute(_DROP, (claim_id,))
    if claim is not None and state["state"]:
        database.execute(_PUT, (claim_id, claim.article_id, state["state"], record(claim)))
    if not stays:
        _leave(ledger, claim_id)
        return
    if claim is not None and database.first(queries.CLAIM, (claim_id,)) is None:
        add_claims(database, [claim])
    _return(ledger, claim_id, state)


def _leave(ledger: Ledger, claim_id: str) -> None:
    """The claim out of its incidents (one that had no other goes) and links."""
    for ident in ledger.incidents_of(claim_id):
        incident = ledger.incident(ident)
        rest = tuple(one for one in incident.claim_ids if one != claim_id)
        if rest:
            put_incident(ledger.database, dataclasses.replace(incident, claim_ids=rest))
        else:
            ledger.database.execute(queries.INCIDENT_CLAIMS_DROP, (ident,))
            ledger.database.execute(queries.INCIDENT_DROP, (ident,))
    ledger.database.execute(_LINKS_DROP, (claim_id,))


def _return(ledger: Ledger, claim_id: str, state: dict[str, Any]) -> None:
    """The claim back in the incidents and links that it was in, as far as their other claims are still there."""
    for plain in state["incidents"]:
        old = read(Incident, plain["id"], json.dumps(plain))
        there = ledger.database.first(queries.INCIDENT, (old.id,))
        now = read(Incident, *there) if there else dataclasses.replace(old, claim_ids=())
        inside = {*now.claim_ids, claim_id}
        ordered = [one for one in old.claim_ids if one in inside]
        claim_ids = (*ordered, *(one for one in now.claim_ids if one not in ordered))
        if claim_ids != now.claim_ids and not _elsewhere(ledger, claim_id, old.id):
            put_incident(ledger.database, dataclasses.replace(now, claim_ids=claim_ids))
    for plain in state["links"]:
        link = read(Link, plain["id"], json.dumps(plain))
        if ledger.database.first(queries.LINK, (link.id,)) is None and _are_there(
            ledger, (link.subject_id, link.object_id)
        ):
            put_link(ledger.database, link)


def _elsewhere(ledger: Ledger, claim_id: str, incident_id: str) -> bool:
    return any(ident != incident_id for ident in ledger.incidents_of(claim_id))


def _are_there(ledger: Ledger, idents: Iterable[str]) -> bool:
    return all(
        ledger.database.first(queries.INCIDENT if ident.startswith("inc") else queries.CLAIM, (ident,)) is not None
        for ident in idents
    )
