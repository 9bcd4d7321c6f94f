"""Commands that show the named views, what changed since a day, and grades; each also as JSON Lines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence

import click

from dateline.cli.days import DAY
from dateline.cli.show import JSON, LIMIT, print_table, show
from dateline.cli.words import place_words
from dateline.codec import to_plain
from dateline.config import Settings
from dateline.link.archive import Archive
from dateline.link.numbers import shown
from dateline.link.views.changes import Change, changes, since_day
from dateline.link.views.choices import RULE_NAMES, choose
from dateline.link.views.common import voices
from dateline.link.views.dealings import Edge, network
from dateline.link.views.gaps import Gap, gaps
from dateline.link.views.grades import grade_claim, grade_incident
from dateline.link.views.holdings import Span, holders_on, spans
from dateline.link.views.responsibility import Responsibility, responsibility
from dateline.link.views.speech import Statement, statements, threats
from dateline.link.views.talks import Talk, talks
from dateline.link.views.tolls import toll_table
from dateline.link.views.totals import RunningTotal, running_totals
from dateline.records import Claim, Unresolved
from dateline.store.grades import grades_of, set_grade
from dateline.store.ledger import Ledger, archive_of


def _show(
    records: Sequence[object],
    title: str,
    head: Sequence[str],
    row: Callable[..., Sequence[str]],
    limit: int,
    as_json: bool,
) -> None:
    """The records as a table, or each as a line of JSON."""
    if as_json:
        for record in records[:limit] if limit else records:
            click.echo(json.dumps(to_plain(record), ensure_ascii=False))
    else:
        print_table(title, head, (row(record) for record in records), limit)


def _archive(settings: Settings) -> Archive:
    with Ledger.open(settings.ledger, create=False) as ledger:
        return archive_of(ledger)


def _joined(names: Sequence[str]) -> str:
    return "; ".join(names) or "-"


@show.command("control")
@click.option("--on", "day", type=DAY, help="Only spans that cover this day.")
@LIMIT
@JSON
@click.pass_obj
def show_control(settings: Settings, day: dt.date | None, limit: int, as_json: bool) -> None:
    """Who holds which place from when to when, according to whom; disputed spans say by which claims.

    Example: dateline show control --on 2019-05-12
    """
    archive = _archive(settings)
    found = holders_on(archive, day) if day else spans(archive)

    def row(span: Span) -> Sequence[str]:
        begun = f"{span.basis} {span.since}"
        end = f"{span.until}: {span.how_ended}" if span.until else f"not known; last stated {span.last_stated}"
        return span.place, span.holder, begun, end, _joined(span.claimants), _joined([c[:12] for c in span.disputed_by])

    _show(found, "Control", ("place", "holder", "since", "until", "according to", "disputed by"), row, limit, as_json)


@show.command("relations")
@click.option("--since", type=DAY, help="Only dealings from this day on.")
@click.option("--until", type=DAY, help="Only dealings up to this day.")
@LIMIT
@JSON
@click.pass_obj
def show_relations(settings: Settings, since: dt.date | None, until: dt.date | None, limit: int, as_json: bool) -> None:
    """Who fights, supports, deals with, threatens or opposes whom, over a time.

    Example: dateline show relations --since 2019-05-01
    """
    archive = _archive(settings)
    found = network(archive, since, until)

    def row(edge: Edge) -> Sequence[str]:
        verb = f"{edge.kind} (both)" if edge.mutual else edge.kind
        days = "..".join(dict.fromkeys(day for day in (edge.first, edge.last) if day)) or "-"
        counts = (str(edge.n_happenings), str(edge.n_independent_groups))
        return edge.subject, verb, edge.object, days, *counts, _joined(edge.claimants)

    head = ("actor", "dealing", "with", "days", "happenings", "independent groups", "according to")
    _show(found, "Relations between actors", head, row, limit, as_json)


@show.command("responsibility")
@LIMIT
@JSON
@click.pass_obj
def show_responsibility(settings: Settings, limit: int, as_json: bool) -> None:
    """Who is said to have done it: claimed, blamed, told in a page's own voice, denied.

    Example: dateline show responsibility
    """
    archive = _archive(settings)
    of = {incident.id: incident for incident in archive.linking.incidents}

    def row(found: Responsibility) -> Sequence[str]:
        incident = of[found.incident_id]
        what = f"{incident.id[:12]} {incident.type} {place_words(incident.place)}"
        return what, found.kind, found.party, _joined(found.by)

    _show(responsibility(archive), "Responsibility", ("incident", "part", "party", "by"), row, limit, as_json)


@show.command("totals")
@LIMIT
@JSON
@click.pass_obj
def show_totals(settings: Settings, limit: int, as_json: bool) -> None:
    """Running totals by claimant over time, jumps and falls marked; never added to an incident's toll.

    Example: dateline show totals
    """

    def row(total: RunningTotal) -> Sequence[str]:
        days = f"{total.earliest or ''}..{total.latest or ''}" if total.earliest or total.latest else "-"
        change = f"{total.change} from {shown(total.before)}" if total.before is not None else total.change
        whom = total.group or "-"
        figure = shown(total.number)
        return total.claimant, total.measure, whom, figure, total.stated or "-", days, total.place or "-", change

    head = ("according to", "measure", "whom", "figure", "stated", "over", "where", "change")
    _show(running_totals(_archive(settings)), "Running totals", head, row, limit, as_json)


@show.command("statements")
@click.option("--threats", "only_threats", is_flag=True, help="Only threats, calls for violence, violence urged.")
@LIMIT
@JSON
@click.pass_obj
def show_statements(settings: Settings, only_threats: bool, limit: int, as_json: bool) -> None:
    """What is said, by speaker: threats, demands, accusations, denials, calls.

    Example: dateline show statements --threats
    """
    archive = _archive(settings)

    def row(said: Statement) -> Sequence[str]:
        to = _joined(said.addressees)
        return said.speaker, said.stated or "-", said.type, said.status, to, said.topic or "-", said.sentence

    found = threats(archive) if only_threats else statements(archive)
    head = ("speaker", "stated", "type", "status", "to", "topic", "sentence")
    _show(found, "Statements", head, row, limit, as_json)


@show.command("talks")
@LIMIT
@JSON
@click.pass_obj
def show_talks(settings: Settings, limit: int, as_json: bool) -> None:
    """Talks, agreements and truces, those that took place and those that are planned.

    Example: dateline show talks
    """

    def row(talk: Talk) -> Sequence[str]:
        days = "..".join(dict.fromkeys(day for day in (talk.earliest, talk.latest) if day)) or "-"
        topic = talk.topic or "-"
        return days, talk.type, talk.status, _joined(talk.parties), talk.place or "-", topic, _joined(talk.claimants)

    head = ("days", "type", "status", "parties", "place", "topic", "according to")
    _show(talks(_archive(settings)), "Talks", head, row, limit, as_json)


@show.command("gaps")
@LIMIT
@JSON
@click.pass_obj
def show_gaps(settings: Settings, limit: int, as_json: bool) -> None:
    """Gaps and doubts: what is missing, thin or contradicted.

    Example: dateline show gaps
    """

    def row(gap: Gap) -> Sequence[str]:
        return gap.kind, gap.subject_id[:12], gap.words

    _show(gaps(_archive(settings)), "Gaps and doubts", ("kind", "of", "in words"), row, limit, as_json)


@show.command("figures")
@click.option("--rule", type=click.Choice(RULE_NAMES), default="range", show_default=True)
@click.option("--measure", default="killed", show_default=True)
@LIMIT
@JSON
@click.pass_obj
def show_figures(settings: Settings, rule: str, measure: str, limit: int, as_json: bool) -> None:
    """One figure for each incident by a named rule, whose it is and why; the claims stay as they are.

    Example: dateline show figures --rule ucdp
    """
    archive = _archive(settings)
    picked = [
        (incident, choose(toll_table([incident], archive, [measure]), rule, measure, archive))
        for incident in archive.linking.incidents
    ]
    if as_json:
        for incident, chosen in picked[:limit] if limit else picked:
            click.echo(json.dumps({"incident": incident.id, "figure": to_plain(chosen)}, ensure_ascii=False))
        return
    rows = []
    for incident, chosen in picked:
        what = f"{incident.id[:12]} {incident.type} {place_words(incident.place)}"
        if isinstance(chosen, Unresolved):
            rows.append((what, "-", "-", "-", chosen.detail))
        else:
            ends = ("?" if end is None else str(end) for end in (chosen.low, chosen.high))
            best = "-" if chosen.best is None else str(chosen.best)
            rows.append((what, "..".join(dict.fromkeys(ends)), best, chosen.group or "-", chosen.reason))
    print_table(f"{measure} by the rule {rule}", ("incident", "low..high", "best", "whom", "why"), rows, limit)


@show.command("grades")
@click.option("--claims", "of_claims", is_flag=True, help="Grades of claims and their claimants' keys.")
@LIMIT
@JSON
@click.pass_obj
def show_grades(settings: Settings, of_claims: bool, limit: int, as_json: bool) -> None:
    """Grades with their reasons: of incidents, or of claims (a letter for the claimant, a digit for the claim).

    Example: dateline show grades --claims
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        archive, judged = archive_of(ledger), grades_of(ledger)
    if not of_claims:
        grades = [grade_incident(incident, archive, judged) for incident in archive.linking.incidents]
        head = ("incident", "grade", "why", "number", "figures")
        _show(
            grades,
            "Grades of incidents",
            head,
            lambda g: (g.incident_id[:12], g.grade, g.reason, g.number_status, g.number_reason),
            limit,
            as_json,
        )
        return

    def row(claim: Claim) -> Sequence[str]:
        grade = grade_claim(claim, archive, judged)
        keys = _joined([voice.key for voice in voices(claim, archive)])
        return claim.id[:12], grade.code, keys, grade.letter_reason, grade.digit_reason

    if as_json:
        for claim in archive.all_claims()[: limit or None]:
            click.echo(json.dumps(to_plain(grade_claim(claim, archive, judged)), ensure_ascii=False))
        return
    head = ("claim", "grade", "claimant", "why the letter", "why the digit")
    print_table("Grades of claims", head, (row(claim) for claim in archive.all_claims()), limit)


@click.command()
@click.argument("subject")
@click.argument("value")
@click.option("--who", required=True, envvar="DATELINE_WHO", show_envvar=True, help="Who decides.")
@click.option("--why", required=True, help="The reason, kept in the log.")
@click.pass_obj
def grade(settings: Settings, subject: str, value: str, who: str, why: str) -> None:
    """Set a grade that wins over the computed one; - withdraws it. The log keeps both.

    SUBJECT is a claimant's name (VALUE A to F), a claim's id (1 to 6) or an incident's id (confirmed, fair, weak,
    contested, discounted).

    Example: dateline grade inc_0123456789 discounted --who "M. Analyst" --why "the page withdrew the story"
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        done = set_grade(ledger, archive_of(ledger), subject, value, who=who, reason=why)
    click.echo(f"{done.subject_id}: {value} ({done.id})")


@click.command()
@click.option("--since", type=DAY, required=True, help="First day of what is new.")
@click.option(
    "--by",
    type=click.Choice(["published", "added"]),
    default="published",
    show_default=True,
    help="New by the day of the page, or by when it came into the ledger.",
)
@LIMIT
@JSON
@click.pass_obj
def diff(settings: Settings, since: dt.date, by: str, limit: int, as_json: bool) -> None:
    """What is new, changed or contradicted since a day: the weekly work.

    Example: dateline diff --since 2019-05-11
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        archive = archive_of(ledger)
        if by == "added":
            day = since.isoformat()
            fresh = {
                one.subject_id for one in ledger.decisions() if one.action == "add-article" and one.at_utc[:10] >= day
            }
            found = changes(archive, lambda claim: claim.article_id in fresh)
        else:
            found = changes(archive, since_day(archive, since))
    of = {incident.id: incident for incident in archive.linking.incidents}

    def row(change: Change) -> Sequence[str]:
        incident = of.get(change.subject_id)
        about = f"{incident.type} {place_words(incident.place)}" if incident else "-"
        return change.kind, change.subject_id[:12], about, change.words

    _show(found, f"Since {since}", ("what", "of", "about", "in words"), row, limit, as_json)
