"""Commands that read: show, explain, export."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, TextIO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.progress import plain
from dateline.cli.words import counts_words, day_words, place_words, role_words, source_words
from dateline.codec import to_plain
from dateline.config import Settings
from dateline.explain import explain_claim, explain_incident
from dateline.knowledge.guide import STATUSES, TYPES
from dateline.link.archive import Archive
from dateline.link.independence import independence_of
from dateline.link.views.choices import choose
from dateline.link.views.tolls import toll_table
from dateline.records import ActorRef, Claim, Incident, Unresolved
from dateline.registry import EXPORTERS, load
from dateline.store.ledger import Ledger, archive_of

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
LIMIT = click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Rows at most; 0 for all."
)


def print_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], limit: int) -> None:
    """A table on stdout, every cell on its own line or lines; what the limit leaves out is told on stderr."""
    table = Table(title=title, title_justify="left", expand=False)
    for name in head:
        table.add_column(name, overflow="fold")
    total = 0
    for row in rows:
        total += 1
        if not limit or total <= limit:
            table.add_row(*(Text(plain(cell)) for cell in row))
    Console(width=None if Console().is_terminal else 180).print(table)
    if limit and total > limit:
        click.echo(f"{total - limit} more rows; --limit 0 shows all", err=True)


@click.group()
def show() -> None:
    """Look at what the ledger holds.

    Example: dateline show incidents
    """


@show.command("claims")
@click.option("--type", "kind", type=click.Choice(TYPES), metavar="TYPE", help="Only this event type.")
@click.option("--status", type=click.Choice(STATUSES), help="Only this status.")
@click.option("--search", help="Only claims whose sentence holds these words.")
@LIMIT
@click.pass_obj
def show_claims(settings: Settings, kind: str | None, status: str | None, search: str | None, limit: int) -> None:
    """Claims, one a row.

    Example: dateline show claims --type seizure --search airport
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        found = {hit.id for hit in ledger.search(search, 100_000)} if search else None
        rows = (
            _claim_row(claim)
            for claim in ledger.claims()
            if kind in (None, claim.type) and status in (None, claim.status) and (found is None or claim.id in found)
        )
        head = ("claim", "day", "place", "type", "status", "actor", "target", "counts", "according to")
        print_table("Claims", head, rows, limit)


def _claim_row(claim: Claim) -> tuple[str, ...]:
    return (
        claim.id[:12],
        day_words(claim),
        place_words(claim.place),
        claim.type,
        claim.status,
        role_words(claim, "actor"),
        role_words(claim, "target"),
        counts_words(claim),
        source_words(claim),
    )


@show.command("incidents")
@LIMIT
@click.pass_obj
def show_incidents(settings: Settings, limit: int) -> None:
    """Incidents with how many documents, claimants and independent groups stand behind each.

    Example: dateline show incidents --limit 10
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        archive = archive_of(ledger)
        head = ("incident", "days", "place", "type", "claims", "killed", "documents", "claimants", "independent groups")
        print_table("Incidents", head, (_incident_row(one.id, archive) for one in archive.linking.incidents), limit)


def _incident_row(incident_id: str, archive: Archive) -> tuple[str, ...]:
    incident = next(one for one in archive.linking.incidents if one.id == incident_id)
    claims = archive.claims_of(incident)
    standing = independence_of(claims, archive)
    days = [day.isoformat() for day in (incident.earliest, incident.latest) if day]
    return (
        incident.id[:12],
        "..".join(dict.fromkeys(days)) or "-",
        place_words(incident.place),
        incident.type,
        str(len(claims)),
        _range(incident, archive),
        str(standing.n_documents),
        str(standing.n_claimants),
        str(standing.n_independent_groups),
    )


def _range(incident: Incident, archive: Archive) -> str:
    """The view `range` of the dead: from the lowest to the highest figure, "?" where a bound is open."""
    chosen = choose(toll_table([incident], archive, ["killed"]), "range", "killed", archive)
    if isinstance(chosen, Unresolved):
        return "not stated"
    low, high = ("?" if bound is None else str(bound) for bound in (chosen.low, chosen.high))
    return low if low == high else f"{low}-{high}"


def _toll_rows(archive: Archive) -> Iterator[tuple[str, ...]]:
    for incident in archive.linking.incidents:
        for row in toll_table([incident], archive).rows:
            whom = row.group or "-"
            yield (
                f"{incident.id[:12]} {incident.type} {place_words(incident.place)}",
                row.measure,
                f"part: {whom}" if row.part else whom,
                row.number.value,
                ", ".join(number.value for number in row.former) or "-",
                row.claimant,
                row.day or "-",
            )


@show.command("tolls")
@LIMIT
@JSON
@click.pass_obj
def show_tolls(settings: Settings, limit: int, as_json: bool) -> None:
    """Tolls by incident and claimant, as stated; running totals are no incident's toll.

    Example: dateline show tolls
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        archive = archive_of(ledger)
    if as_json:
        told = ((one.id, row) for one in archive.linking.incidents for row in toll_table([one], archive).rows)
        for incident_id, row in islice(told, limit or None):
            click.echo(json.dumps({"incident": incident_id, "toll": to_plain(row)}, ensure_ascii=False))
        return
    head = ("incident", "measure", "whom", "figure", "before", "according to", "first stated")
    print_table("Tolls by claimant", head, _toll_rows(archive), limit)


@show.command("actors")
@LIMIT
@click.pass_obj
def show_actors(settings: Settings, limit: int) -> None:
    """Entities and how often they act, are acted on, and are the claimant.

    Example: dateline show actors
    """
    seen: dict[str, Counter[str]] = {}
    names: dict[str, ActorRef] = {}
    with Ledger.open(settings.ledger, create=False) as ledger:
        for claim in ledger.claims():
            for role, actor in _actors(claim):
                names[actor.entity_id] = actor
                seen.setdefault(actor.entity_id, Counter())[role] += 1
    order = sorted(seen, key=lambda one: (-seen[one].total(), one))
    rows = (
        (one, names[one].name, names[one].kind, names[one].country or "-", *(str(seen[one][r]) for r in _ROLES))
        for one in order
    )
    print_table("Actors", ("entity", "name", "kind", "country", *_ROLES), rows, limit)


_ROLES = ("actor", "target", "claimant")


def _actors(claim: Claim) -> list[tuple[str, ActorRef]]:
    out = [(f.role, f.actor) for f in claim.fillers if isinstance(f.actor, ActorRef)]
    joint = [who for link in claim.attribution.chain for who in link]
    return out + [("claimant", who.actor) for who in joint if isinstance(who.actor, ActorRef)]


@show.command("sources")
@LIMIT
@click.pass_obj
def show_sources(settings: Settings, limit: int) -> None:
    """Chains of claimants as written, with how many claims rest on each.

    Example: dateline show sources
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        counts = Counter(source_words(claim) for claim in ledger.claims())
    rows = ((words, str(n)) for words, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    print_table("According to", ("chain", "claims"), rows, limit)


@show.command("refusals")
@LIMIT
@click.pass_obj
def show_refusals(settings: Settings, limit: int) -> None:
    """Inputs that could not be read, and why.

    Example: dateline show refusals
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        print_table("Refused", ("address", "why"), ((one.address, one.what) for one in ledger.refusals()), limit)


@click.command()
@click.argument("claim")
@click.pass_obj
def explain(settings: Settings, claim: str) -> None:
    """Why a claim is as it is: its sentence, every value with its characters, what decided, its incident and links.

    CLAIM is a claim's id or its beginning, "clm_" and two characters or more. An incident's id lists its claims.

    Example: dateline explain clm_0123456789
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        click.echo(explain_incident(ledger, claim) if claim.startswith("inc_") else explain_claim(ledger, claim))


@click.group()
def export() -> None:
    """Write what the ledger holds in a format others read.

    Example: dateline export claims --format csv -o claims.csv
    """


@export.command("claims")
@click.option("--format", "kind", type=click.Choice(sorted(EXPORTERS)), default="csv", show_default=True)
@click.option("-o", "--out", type=click.File("wb"), default="-")
@click.pass_obj
def export_claims(settings: Settings, kind: str, out: BinaryIO) -> None:
    """Every claim, in one file.

    Example: dateline export claims --format jsonl -o claims.jsonl
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        load(EXPORTERS, kind)().write(ledger, out)


@export.command("schema")
@click.option("-o", "--out", type=click.File("w", encoding="utf-8"), default="-")
def export_schema(out: TextIO) -> None:
    """The JSON Schema of the records, generated from them.

    Example: dateline export schema -o records.schema.json
    """
    from dateline.codec import json_schema

    json.dump(json_schema(), out, indent=2)
    out.write("\n")
