"""The hand-made ledger: three happenings, their copies, denials, threats, talks, control."""

from __future__ import annotations

from dateline.ids import content_id
from dateline.records import Article, Claim, CopyGroup, CopyMember, Unresolved, Why
from tests.report import pages
from tests.report.builders import (
    DIOUNGANI,
    IDLIB,
    KPANDROMA,
    LOPA,
    MALI,
    MONDAY,
    SALQIN,
    SUNDAY,
    WEDNESDAY,
    MemoryLedger,
    by,
    count,
    on,
    role,
    who,
)


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
