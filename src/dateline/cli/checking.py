"""The command that checks a statement against a ledger."""

from __future__ import annotations

import datetime as dt
import json
import sys

import click

from dateline import jobs
from dateline.checking import CheckedClaim, check_statement
from dateline.cli.days import DAY
from dateline.cli.progress import plain
from dateline.cli.words import counted, counts_words, day_words, place_words, role_words, source_words
from dateline.codec import to_plain
from dateline.config import Settings
from dateline.link.archive import Archive
from dateline.store.ledger import Ledger

_MARKS = {"agrees": "+", "differs": "-", "open": "?"}


@click.command()
@click.argument("statement")
@click.option("--day", type=DAY, help='The day it was made, for words like "Tuesday".')
@click.option("--limit", type=click.IntRange(min=1), default=3, show_default=True, help="Incidents a claim.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a claim of the statement.")
@click.pass_obj
def verify(settings: Settings, statement: str, day: dt.date | None, limit: int, as_json: bool) -> None:
    """What the ledger's claims say of a statement: matching incidents, what agrees and what does not, earliest first.

    STATEMENT is a sentence or a paragraph; - reads it from stdin. Nothing is stored. The exit code is 1 where no
    incident matches: that the ledger does not know of it does not make it false.

    Example: dateline verify "An air strike killed 200 people in Salqin on Tuesday." --day 2018-04-25
    """
    text = sys.stdin.read() if statement == "-" else statement
    machine = jobs.machine(settings.reader)
    with Ledger.open(settings.ledger, create=False) as ledger, ledger.snapshot():
        found, archive = check_statement(machine, ledger, text, day)
    for checked in found.claims:
        if as_json:
            plain_form = {"claim": to_plain(checked.claim), "matches": to_plain(checked.matches[:limit])}
            click.echo(json.dumps(plain_form, ensure_ascii=False))
        else:
            _tell(checked, archive, limit)
    if not found.claims and not as_json:
        click.echo("No claim of the listed types was read in this; say who did what, where and when.")
    sys.exit(0 if any(checked.matches for checked in found.claims) else 1)


def _tell(checked: CheckedClaim, archive: Archive, limit: int) -> None:
    claim = checked.claim
    told = [("who", role_words(claim, "actor")), ("to whom", role_words(claim, "target"))]
    told += [("where", place_words(claim.place)), ("when", day_words(claim)), ("how many", counts_words(claim))]
    read = "; ".join(f"{name}: {words}" for name, words in told if words and words != "-")
    click.echo(plain(f"Read: {claim.type} {claim.status} '{claim.trigger.exact}'; {read or 'nothing else'}"))
    if not checked.matches:
        click.echo("  No incident of this ledger matches. That is no proof that it did not happen.")
    of = {incident.id: incident for incident in archive.linking.incidents}
    for match in checked.matches[:limit]:
        incident = of[match.incident_id]
        days = "..".join(dict.fromkeys(str(d) for d in (incident.earliest, incident.latest) if d)) or "no day"
        click.echo(plain(f"  {incident.id[:14]} {incident.type} {place_words(incident.place)} {days}"))
        for point in match.points:
            click.echo(plain(f"    {_MARKS[point.verdict]} {point.field}: {point.words}"))
        for claim_id in match.claim_ids[:3]:
            one = archive.claims[claim_id]
            day = archive.day_of(one) or "no day"
            click.echo(plain(f"    {day} {source_words(one)}: {one.sentence_evidence.exact}"))
        if len(match.claim_ids) > 3:
            more = counted(len(match.claim_ids) - 3, "more claim")
            click.echo(f"    and {more}: dateline explain {incident.id[:14]}")
