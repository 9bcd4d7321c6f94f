"""A ledger in memory, made by hand from nouns: three happenings, their copies, denials, threats, talks, control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.ids import content_id, sha256_text
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Capture,
    Claim,
    Claimant,
    CopyGroup,
    CopyMember,
    Count,
    DatelineLine,
    Evidence,
    Filler,
    Header,
    Incident,
    LineMark,
    Link,
    Number,
    Place,
    Published,
    Quality,
    Unresolved,
    When,
    Why,
)
from tests.report import pages

NOBODY = Unresolved(Why.UNKNOWN_NAME, "no alias list has these words")
NO_DAY = Unresolved(Why.NOT_STATED, "the page states no day")
NO_TIME = Unresolved(Why.NOT_STATED, "no time words with this claim")
NO_PLACE = Unresolved(Why.NOT_STATED, "no place words with this claim")
FURNITURE = (
    "Home News",
    "Read also",
    "©",
    "Follow ",
    "AFP\n",
    "April 23, 2018",
    "Delta Courier",
    "23 April",
    "Radio Mto",
)


@dataclass
class MemoryLedger:
    """LedgerView over lists."""

    captures_: list[Capture] = field(default_factory=list)
    articles_: list[Article] = field(default_factory=list)
    claims_: list[Claim] = field(default_factory=list)
    copy_groups_: list[CopyGroup] = field(default_factory=list)
    incidents_: list[Incident] = field(default_factory=list)
    links_: list[Link] = field(default_factory=list)

    def captures(self) -> Iterable[Capture]:
        return sorted(self.captures_, key=lambda c: c.address)

    def articles(self) -> Iterable[Article]:
        return sorted(self.articles_, key=lambda a: (_day(a) is None, _day(a) or dt.date.min, a.id))

    def article(self, article_id: str) -> Article:
        return {a.id: a for a in self.articles_}[article_id]

    def claims(self) -> Iterable[Claim]:
        order = {a.id: at for at, a in enumerate(self.articles())}
        return sorted(self.claims_, key=lambda c: (order[c.article_id], c.trigger.start, c.id))

    def copy_groups(self) -> Iterable[CopyGroup]:
        return sorted(self.copy_groups_, key=lambda g: g.id)

    def incidents(self) -> Iterable[Incident]:
        return sorted(self.incidents_, key=lambda i: (i.earliest is None, i.earliest or dt.date.min, i.id))

    def links(self) -> Iterable[Link]:
        return sorted(self.links_, key=lambda link: (link.subject_id, link.object_id))

    def add(self, text: str, day: str | None, outlet: str | None, **rest: str | None) -> Article:
        """A page with its capture; `rest`: agency, url, address, headline (its first words), quality."""
        address = rest.get("address") or f"pages/{len(self.articles_) + 1:02}.txt"
        digest = sha256_text(text)
        capture = Capture(
            content_id("cap", address, digest), address, rest.get("url"), digest, len(text.encode("utf-8", "replace")),
            "text/plain", "utf-8", "utf-8", None,
        )  # fmt: skip
        article = _article(capture, text, day, outlet, rest)
        self.captures_.append(capture)
        self.articles_.append(article)
        return article

    def say(self, article: Article, sentence: str, type_: str, trigger: str, **rest: object) -> Claim:
        """A claim of a sentence; `rest` are fields of the claim."""
        where = find(article, sentence)
        at = where.start + sentence.index(trigger)
        evidence = article.evidence(at, at + len(trigger))
        fields: dict[str, object] = {
            "sentence": article.text.count(".", 0, where.start), "status": "actual", "fillers": (), "counts": (),
            "attribution": Attribution((), "own-voice", None), "when": NO_TIME, "place": NO_PLACE, "topic": None,
            "confidence": 0.9, "found_by": "rules/1:test", **rest,
        }  # fmt: skip
        claim = Claim("", article.id, sentence_evidence=where, type=type_, trigger=evidence, **fields)
        claim = replace(claim, id=content_id("clm", article.id, type_, evidence.start, evidence.end, claim.status))
        self.claims_.append(claim)
        return claim

    def incident(
        self, type_: str, family: str, claims: Sequence[Claim], place: Place | Unresolved, day: str | None
    ) -> None:
        when = dt.date.fromisoformat(day) if day else None
        ident = content_id("inc", claims[0].id)
        ids = tuple(claim.id for claim in claims)
        self.incidents_.append(Incident(ident, type_, family, ids, when, when, place, "suggested", ()))
        for claim in claims:
            key = content_id("lnk", "reports", claim.id, ident)
            self.links_.append(Link(key, "reports", claim.id, ident, "suggested", "test", ("the same day",), 0.9))

    def relate(self, kind: str, one: Claim, other: Claim, reason: str) -> None:
        key = content_id("lnk", kind, one.id, other.id)
        self.links_.append(Link(key, kind, one.id, other.id, "suggested", "test", (reason,), 0.8))


def _day(article: Article) -> dt.date | None:
    published = article.header.published
    return published.day if isinstance(published, Published) else None


def _article(capture: Capture, text: str, day: str | None, outlet: str | None, rest: dict[str, str | None]) -> Article:
    ident = content_id("art", capture.id, "test/1", sha256_text(text))
    marks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            off = f"{line}\n".startswith(FURNITURE)
            kind = "menu" if off else "body" if len(line) > 90 or line.endswith(".") else "headline"
            marks.append(LineMark(at, at + len(line), kind, not off, "matches a list" if off else "a sentence", "test"))
        at += len(line) + 1
    head = next((m for m in marks if m.kind == "headline"), None)
    dateline = text.find("BEIRUT")
    line = DatelineLine(Evidence(ident, dateline, dateline + 6, "BEIRUT"), "BEIRUT", "AFP") if dateline >= 0 else None
    published = Published(dt.date.fromisoformat(day), None, "line", day) if day else NO_DAY
    header = Header(
        Evidence(ident, head.start, head.end, text[head.start : head.end]) if head else None, None, line, published,
        outlet or Unresolved(Why.NOT_STATED, "the page names no outlet"), rest.get("agency"), None, "en",
    )  # fmt: skip
    quality = rest.get("quality")
    qualities = (Quality(quality, "the last sentence stops in the middle"),) if quality else ()
    return Article(ident, capture.id, text, sha256_text(text), "test/1", tuple(marks), header, qualities, ())


def find(article: Article, words: str, nth: int = 1) -> Evidence:
    """The nth occurrence of some words as evidence."""
    at = -1
    for _ in range(nth):
        at = article.text.index(words, at + 1)
    return article.evidence(at, at + len(words))


def who(name: str, kind: str = "organisation", country: str | None = None) -> ActorRef:
    return ActorRef(f"dl:{name.lower().replace(' ', '-')}", name, kind, country, "alias")


def by(article: Article, *chain: str, manner: str = "paraphrased") -> Attribution:
    """According to the first, as reported by the next; "words|Name" names the entity; "?" is somebody unnamed."""
    links = []
    for item in chain:
        words, _, name = item.partition("|")
        evidence = None if words == "?" else find(article, words)
        links.append((Claimant(evidence, None, who(name) if name else NOBODY, None),))
    return Attribution(tuple(links), manner if links else "own-voice", None)


def number(value: str) -> Number:
    """A number from the guide's form."""
    if not any(c.isdigit() for c in value):
        return Number({"scores": 20}.get(value, 12), None, None, "vague", value, value)
    if "-" in value:
        low, high = (int(v) for v in value.split("-"))
        return Number(low, high, None, "range", None, value)
    digits = int(value.lstrip("<>=~"))
    if value.startswith(">="):
        return Number(digits, None, None, "at_least", None, value)
    if value.startswith(">"):
        return Number(digits + 1, None, None, "more_than", None, value)
    if value.startswith("~"):
        return Number(None, None, digits, "about", None, value)
    return Number(digits, digits, digits, "exact" if digits else "zero_stated", None, value)


def count(article: Article, measure: str, value: str, words: str, **rest: object) -> Count:
    """A count; `rest`: scope, group, part."""
    group, part = rest.get("group"), bool(rest.get("part"))
    scope = str(rest.get("scope") or "incident")
    return Count(measure, number(value), scope, find(article, words), str(group) if group else None, part, False)


def role(article: Article, name: str, words: str, actor: ActorRef | Unresolved | None = None) -> Filler:
    return Filler(
        name, find(article, words), None, actor or (NOBODY if name in ("actor", "target") else None), None, None
    )


def where(label: str, lat: float, lon: float, country: str, precision: str = "settlement", km: float = 3.0) -> Place:
    return Place(
        label, label, f"geonames:{label}", lat, lon, km, precision, country, None, "event-place", ("exact name",)
    )


def on(day: str, words: str) -> When:
    the_day = dt.date.fromisoformat(day)
    return When(the_day, the_day, "day", "stated", the_day, words)


SALQIN = where("Salqin", 36.14, 36.45, "SY")
DIOUNGANI = where("Dioungani", 14.32, -2.74, "ML", "near-settlement", 12.0)
LOPA = where("Lopa", 1.78, 30.4, "CD", "admin2", 45.0)
KPANDROMA = where("Kpandroma", 2.0, 30.95, "CD")
IDLIB = where("Idlib Governorate", 35.8, 36.6, "SY", "admin1", 60.0)
MALI = where("Mali", 17.0, -4.0, "ML", "country", 900.0)
MONDAY, WEDNESDAY, SUNDAY = on("2018-04-23", "Monday"), on("2019-07-10", "Wednesday"), on("2021-03-14", "Sunday")


def sample_ledger() -> MemoryLedger:
    """The whole of it."""
    ledger = MemoryLedger()
    _salqin(ledger)
    _dioungani(ledger)
    _lopa(ledger)
    return ledger


def _salqin(ledger: MemoryLedger) -> None:
    wire = ledger.add(pages.WIRE, "2018-04-23", None, agency="AFP")
    copy = ledger.add(pages.COPY, "2018-04-23", "Delta Courier Online", agency="AFP")
    follow = ledger.add(pages.FOLLOW, "2018-04-24", "The Harbour Times", agency="AFP")
    state = ledger.add(pages.STATE, "2018-04-24", "Barada State Broadcasting")
    council = ledger.add(
        pages.COUNCIL, "2018-04-24", "Qalamoun Brief", url="https://qalamounbrief.example/2018/04/24/salqin-council"
    )
    strikes = [claim for article in (wire, copy) for claim in _strike(ledger, article)]
    rose, bodies, wounded = _followed(ledger, follow)
    dead = _council(ledger, council)
    _denied(ledger, follow, state)
    blast_said = "An explosion in an ammunition depot killed a number of the terrorists, the source added."
    blast = ledger.say(
        state, blast_said, "bombing", "explosion", place=SALQIN, attribution=by(state, "a military source")
    )
    happened = [*strikes, rose, bodies, wounded, dead, blast]
    ledger.incident("airstrike", "remote-violence", happened, SALQIN, "2018-04-23")
    ledger.relate("repeats", strikes[2], strikes[0], "the same sentence stands in the text it copies")
    ledger.relate("updates", rose, strikes[0], "the same claimant, a later figure: 24 after at least 17")
    ledger.relate("contradicts", dead, rose, "28 and 24 killed, by different claimants")
    ledger.relate("contradicts", blast, strikes[0], "another account of what happened")
    group = (CopyMember(wire.id, "original", 1.0, "the earliest page"),
             CopyMember(copy.id, "verbatim", 0.99, "word for word, furniture apart"),
             CopyMember(follow.id, "update", 0.21, "the same agency story with new figures"))  # fmt: skip
    ledger.copy_groups_.append(CopyGroup(content_id("cpy", wire.id), group, "AFP"))


def _strike(ledger: MemoryLedger, page: Article) -> list[Claim]:
    said = (
        "An air strike on a crowded market in the northern Syrian town of Salqin killed at least 17 people on Monday, "
        "including three children, the Syrian Observatory for Human Rights said."
    )
    rescued = (
        "The rescue service known as the White Helmets said its teams had pulled 19 bodies from the rubble and taken "
        "about 40 wounded to two field hospitals in the province of Idlib."
    )
    observatory = by(page, "the Syrian Observatory for Human Rights|Syrian Observatory for Human Rights")
    dead = (
        count(page, "killed", ">=17", "at least 17 people"),
        count(page, "killed", "3", "including three children", group="children", part=True),
    )
    strike = ledger.say(
        page, said, "airstrike", "air strike", counts=dead, attribution=observatory, when=MONDAY, place=SALQIN,
        fillers=(role(page, "target", "a crowded market"), role(page, "place", "Salqin"), role(page, "time", "Monday")),
    )  # fmt: skip
    helmets = by(page, "The rescue service known as the White Helmets|White Helmets")
    found = (count(page, "killed", "19", "19 bodies"), count(page, "wounded", "~40", "about 40 wounded"))
    toll = ledger.say(page, rescued, "toll", "bodies", counts=found, attribution=helmets)
    denied = "Moscow has repeatedly denied hitting civilians in Idlib."
    moscow = role(page, "actor", "Moscow", who("Russia", "state", "RU"))
    ledger.say(page, denied, "denial", "denied", fillers=(moscow,), topic="hitting civilians in Idlib", place=IDLIB)
    held = (
        "Most of the province, on the border with Turkey, is controlled by Hayat Tahrir al-Sham, a jihadist alliance."
    )
    holder = role(page, "actor", "Hayat Tahrir al-Sham", who("Hayat Tahrir al-Sham", "armed-group"))
    ledger.say(page, held, "control", "controlled", fillers=(holder,), place=IDLIB)
    war = page.text[page.text.index("More than 350,000") :].split("\n")[0]
    total = (count(page, "killed", ">350000", "More than 350,000 people", scope="cumulative"),)
    source = by(page, "the Observatory|Syrian Observatory for Human Rights")
    ledger.say(page, war, "toll", "killed", counts=total, attribution=source)
    return [strike, toll]


def _followed(ledger: MemoryLedger, page: Article) -> tuple[Claim, Claim, Claim]:
    said = page.text.split("\n")[1]
    said = said[said.index("The death toll") :]
    source = by(page, "the Syrian Observatory for Human Rights|Syrian Observatory for Human Rights")
    rose = ledger.say(
        page, said, "airstrike", "air strike", attribution=source, place=IDLIB,
        counts=(count(page, "killed", "24", "has risen to 24"),),
    )  # fmt: skip
    quoted = '"We have now recorded 26 martyrs and nearly 60 injured," the White Helmets said on Twitter.'
    counts = (count(page, "killed", "26", "26 martyrs"), count(page, "wounded", "~60", "nearly 60 injured"))
    helmets = by(page, "the White Helmets|White Helmets", manner="quoted")
    bodies = ledger.say(page, quoted, "toll", "martyrs", counts=counts, attribution=helmets)
    doctor = page.text.split("\n")[3]
    wounded = ledger.say(
        page, doctor, "airstrike", "raid", when=MONDAY, place=SALQIN,
        counts=(count(page, "wounded", "dozens", "dozens of people"),),
        attribution=by(page, "A doctor", "the Idlib Health Directorate|Idlib Health Directorate"),
    )  # fmt: skip
    jet = page.text.split("\n")[4]
    ledger.say(page, jet, "accusation", "had carried out", attribution=by(page, "A rebel commander"), topic=jet[28:-1])
    fear = page.text.split("\n")[5]
    ledger.say(page, fear, "offensive", "offensive", status="possible", place=IDLIB,
               attribution=by(page, "the UN's humanitarian office|OCHA"))  # fmt: skip
    talks = page.text.split("\n")[6]
    ledger.say(
        page, talks, "meeting", "talks", status="planned", fillers=(role(page, "actor", "Turkey, Russia and Iran"),)
    )
    return rose, bodies, wounded


def _denied(ledger: MemoryLedger, follow: Article, state: Article) -> None:
    said = follow.text.split("\n")[1]
    said = said[said.index("The death toll") :]
    damascus = role(follow, "actor", "Damascus", who("Syria", "state", "SY"))
    ledger.say(follow, said, "denial", "denied", fillers=(damascus,), topic="its warplanes had flown over the area")
    sortie = '"No sortie was flown over Salqin or its surroundings on Monday," a military source said in a statement.'
    source = by(state, "a military source", manner="quoted")
    ledger.say(state, sortie, "airstrike", "sortie", status="denied", attribution=source, when=MONDAY, place=SALQIN)
    warned = state.text.split("\n")[3]
    speaker = role(state, "actor", "a military source", who("Syrian military source", "state", "SY"))
    ledger.say(state, warned, "threat", "warned", fillers=(speaker,), topic="meet the fate of their likes in Ghouta")


def _council(ledger: MemoryLedger, page: Article) -> Claim:
    said, blamed = page.text.split("\n")[1].split(" The council")
    source = by(page, "The local council of Salqin|Local council of Salqin")
    dead = (count(page, "killed", "28", "28 people"), count(page, "wounded", "scores", "scores were wounded"))
    first = ledger.say(
        page, said, "airstrike", "air strike", counts=dead, attribution=source, when=MONDAY, place=SALQIN
    )
    council = (role(page, "actor", "The council"),)
    ledger.say(page, f"The council{blamed}", "accusation", "blamed", fillers=council, topic="Russian warplanes")
    return first


def _dioungani(ledger: MemoryLedger) -> None:
    wire = ledger.add(pages.MALI, "2019-07-10", "The Lakeside Gazette", agency="AFP")
    claim = ledger.add(pages.JNIM, "2019-07-12", "Sahel Ledger", quality="truncated")
    lines = wire.text.split("\n")
    overran = lines[2][lines[2].index("Nine") :]
    army = by(wire, "the army|Malian army")
    first = ledger.say(
        wire, overran, "attack", "overran", attribution=army, when=WEDNESDAY, place=DIOUNGANI,
        counts=(count(wire, "killed", "9", "Nine Malian soldiers", group="soldiers"),
                count(wire, "missing", "6", "six are missing", group="soldiers")),
        fillers=(role(wire, "actor", "gunmen"), role(wire, "target", "the post at Dioungani")),
    )  # fmt: skip
    colonel = by(wire, "Colonel Seydina Traoulet|Seydina Traoulet")
    losses = (count(wire, "killed", "9", "nine dead", group="soldiers"),
              count(wire, "killed", "10-15", "between 10 and 15 assailants", group="attackers"))  # fmt: skip
    second = ledger.say(wire, lines[3], "toll", "toll", attribution=colonel, counts=losses)
    held, bodies = lines[4].split(". ")
    holder = role(wire, "actor", "the attackers")
    ledger.say(
        wire, f"{held}.", "control", "in the hands of", fillers=(holder,), when=WEDNESDAY, place=DIOUNGANI,
        attribution=by(wire, "a local elected official"),
    )  # fmt: skip
    third = ledger.say(
        wire, bodies, "toll", "bodies", counts=(count(wire, "killed", ">=20", "At least 20 bodies"),),
        attribution=by(wire, "villagers", "a local elected official"),
    )  # fmt: skip
    total = (count(wire, "killed", ">140", "More than 140 soldiers", scope="cumulative", group="soldiers"),)
    ledger.say(wire, lines[5], "toll", "died", counts=total, attribution=by(wire, "AFP's count|AFP"))
    ledger.say(wire, lines[6], "responsibility", "claim of responsibility", status="denied")
    more = _jnim(ledger, claim)
    ledger.incident("attack", "armed-violence", [first, second, third, *more], DIOUNGANI, "2019-07-10")
    ledger.relate("contradicts", more[0], first, "27 and 9 killed among soldiers, by different claimants")


def _jnim(ledger: MemoryLedger, page: Article) -> list[Claim]:
    lines = page.text.split("\n")
    jnim = by(page, "The Group to Support Islam and Muslims (JNIM)|JNIM", "the SITE Intelligence Group|SITE")
    first = ledger.say(
        page, lines[2], "attack", "killed", attribution=jnim, when=WEDNESDAY, place=DIOUNGANI,
        counts=(count(page, "killed", "27", "27 soldiers", group="soldiers"),),
    )  # fmt: skip
    denied, dead = lines[3].split(" The Malian")
    dead = f"The Malian{dead}"
    second = ledger.say(
        page, dead, "toll", "15 dead", attribution=by(page, "The Malian army|Malian army"),
        counts=(count(page, "killed", "15", "15 dead"),),
    )  # fmt: skip
    colonel = by(page, "army spokesman Colonel Seydina Traoulet|Seydina Traoulet", manner="quoted")
    ledger.say(page, denied, "abduction", "in the hands of", status="denied", attribution=colonel)
    threat, call = lines[4].split(' "Kill')
    speaker = role(page, "actor", "Abu Hafs al-Dogouli", who("Abu Hafs al-Dogouli", "person"))
    ledger.say(page, threat, "threat", "will be treated", fillers=(speaker,), topic="whoever guides the soldiers")
    ledger.say(page, f'"Kill{call}', "incitement", "Kill", fillers=(speaker,), topic="kill them where they sleep")
    retaken = ledger.say(
        page, lines[5], "seizure", "recaptured", when=on("2019-07-12", "Friday"), place=DIOUNGANI,
        fillers=(role(page, "actor", "The army", who("Malian army", "state", "ML")),),
        attribution=by(page, "the defence ministry|Malian defence ministry"),
    )  # fmt: skip
    ledger.incident("seizure", "territory", [retaken], DIOUNGANI, "2019-07-12")
    return [first, second]


def _lopa(ledger: MemoryLedger) -> None:
    wire = ledger.add(
        pages.ITURI, "2021-03-15", "Eastline Wire Desk", agency="Reuters", url="https://eastline.example/7"
    )
    talks = ledger.add(pages.TALKS, "2021-03-22", "The Bunia Observer")
    radio = ledger.add(pages.RADIO, None, "Radio Mto Shari")
    lines = wire.text.split("\n")
    taken = lines[1][lines[1].index("Armed") :]
    first = ledger.say(
        wire, taken, "abduction", "abducted", when=SUNDAY, place=LOPA,
        attribution=by(wire, "civil society coordinator Jean-Bosco Uchandi|Jean-Bosco Uchandi"),
        counts=(count(wire, "abducted", "32", "thirty-two people"),), fillers=(role(wire, "actor", "Armed men"),),
    )  # fmt: skip
    second = ledger.say(
        wire, lines[2], "toll", "missing", attribution=by(wire, "Lieutenant Alain Mbusira|Alain Mbusira"),
        counts=(count(wire, "missing", "~20", "about 20 people"), count(wire, "killed", "0", "no one had died")),
    )  # fmt: skip
    third = ledger.say(
        wire, lines[3], "abduction", "abducted", attribution=by(wire, "The UN mission, MONUSCO|MONUSCO"), when=SUNDAY,
        counts=(count(wire, "abducted", ">=26", "at least 26 people"),
                count(wire, "abducted", "9", "nine women", group="women", part=True)),
    )  # fmt: skip
    spokesman = by(wire, "Patrick Lotsimbo|Patrick Lotsimbo", manner="quoted")
    denied = ledger.say(wire, lines[4], "abduction", "taken", status="denied", attribution=spokesman)
    killed = ledger.say(
        radio, radio.text.split("\n")[1], "killing", "killed", place=LOPA,
        when=Unresolved(Why.NO_ANCHOR, "'Sunday' on a page without a date"),
        attribution=by(radio, "Jean-Bosco Uchandi|Jean-Bosco Uchandi"),
        counts=(count(radio, "killed", "2", "Two young men"),),
    )  # fmt: skip
    ledger.incident("abduction", "captivity", [first, second, third, killed], LOPA, "2021-03-14")
    ledger.relate("contradicts", third, first, "at least 26 and 32 abducted, by different claimants")
    ledger.relate("contradicts", denied, first, "denied by the accused")
    burned = ledger.say(radio, radio.text.split("\n")[2], "destruction", "burned", place=MALI,
                        attribution=by(radio, "a driver"))  # fmt: skip
    ledger.incident("destruction", "armed-violence", [burned], MALI, None)
    _talks(ledger, talks)


def _talks(ledger: MemoryLedger, page: Article) -> None:
    lines = page.text.split("\n")
    sides = (role(page, "actor", "Envoys of the government"), role(page, "actor", "delegates of the CODECO militia"))
    ledger.say(
        page, lines[2], "meeting", "meet", status="planned", fillers=sides, when=on("2021-03-25", "Thursday"),
        attribution=by(page, "the governor's office"),
    )  # fmt: skip
    met = ledger.say(page, lines[3], "meeting", "met", when=on("2021-03-20", "Saturday"), place=KPANDROMA)
    ledger.incident("meeting", "diplomacy", [met], KPANDROMA, "2021-03-20")
    ledger.say(page, lines[4], "agreement", "signed", attribution=by(page, "a youth leader"), place=KPANDROMA)
    speaker = role(page, "actor", "Lieutenant Alain Mbusira", who("Alain Mbusira", "person"))
    ledger.say(page, lines[5], "threat", "will resume", fillers=(speaker,), topic="operations if the talks fail")
