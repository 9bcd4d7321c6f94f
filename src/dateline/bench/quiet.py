"""Invented news without conflict: sport, business, weather, science, culture, written by a small grammar of ours.

It stands for the bulk of the world's news where speed is measured. It borrows the words of conflict as such pages do
(a striker shoots, a bank is under pressure, a storm batters a coast), so that a gate has something to get wrong; but it
is plainer than real news, and a share passed here is no forecast of the share passed there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Final

_LISTS: Final[Mapping[str, str]] = {
    "town": "Norwich|Lyon|Porto|Malmo|Cork|Tampere|Graz|Leeds|Ghent|Bergen|Parma|Hobart|Denver|Halifax|Osaka|Perth",
    "name": "Anna Holm|Peter Lund|Maria Costa|James Rowe|Ines Duarte|Tom Becker|Lucy Hart|Karl Nyman|Rosa Blanc",
    "club": "United|Rovers|the Harbour Side|City|Athletic|the Blues|Wanderers|the Foxes|Albion|the Mariners",
    "firm": "Brightwell|Nordtek|Halden Foods|Corvane|Meridia|Ostrel|Pinnock and Sons|Larkfield|Tavola|Kestrel Air",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|last week|this weekend|on the eve of the season",
    "small": "two|three|four|five|six|seven|eight|nine|ten|a dozen",
    "big": "1,200|34 million|2.4 billion|310|86,000|19 per cent|4.5 per cent|750|12,000|3.1 million",
    "thing": "a new stadium|a wind farm|an exhibition|a railway line|a novel|a film|a vaccine plant|a museum",
    "feel": "delighted|cautious|relieved|optimistic|surprised|proud|disappointed|philosophical",
    "star": "midfielder|goalkeeper|winger|captain|coach|striker|full-back|manager",
    "month": "January|March|May|July|September|November",
}
_SENTENCES: Final = tuple(
    """
The [star] scored [small] minutes before half-time as [club] beat [club] 2-1 in [town] on [day].
"We defended well and took our chances," said [club] [star] [name], who was [feel] with the point.
[club] had [small] shots on target in the first half but the [town] goalkeeper kept every one of them out.
The home side attacked from the start and should have been ahead when [name] struck the post.
[name] will miss the next [small] matches with a knee problem, the club confirmed on [day].
Ticket sales for the final in [town] have passed [big], according to the organisers.
Shares in [firm] rose [big] on [day] after the company raised its forecast for the year.
[firm] said it would open [thing] near [town] by [month], creating [big] jobs.
Chief executive [name] told analysts that demand had held up better than expected in the [small] months to [month].
The central bank left interest rates unchanged and said inflation was likely to ease towards its target by [month].
Analysts were [feel] about the results, although margins at [firm] remain under pressure from higher energy prices.
[firm] fired its finance director in [month] and has been looking for a successor since.
House prices in [town] have climbed [big] over the past year, a survey of estate agents showed.
The carmaker recalled [big] vehicles because of a fault in the software that controls the brakes.
Rain will spread from the west on [day], with winds of up to 70 kilometres an hour along the coast near [town].
A storm battered the shore overnight and left [big] homes without electricity, the grid operator said.
Forecasters expect temperatures in [town] to stay above average until the end of [month].
Snow closed the mountain road for [small] hours and buses were diverted through [town].
Scientists in [town] have described [small] species of beetle found in the canopy of an old oak forest.
The study followed [big] adults for [small] years and found that those who walked every day slept better.
"It is a modest effect, but a consistent one," said [name], who led the work at the university in [town].
A telescope in the desert has taken its first pictures of a planet the size of Neptune.
The museum in [town] is showing [small] paintings that have not left their owner's house since the war.
[name] won the prize for best debut with a novel about a family of lighthouse keepers.
The festival returns in [month] with [small] concerts in the old market hall, the director said on [day].
Critics called the film slow, but audiences in [town] stayed for the music.
The city council voted for [thing] and set aside [big] for it in next year's budget.
Parents at a primary school in [town] have raised [big] for a library, the head teacher said.
The recipe needs [small] lemons, a spoon of honey and an hour of patience.
Bus fares will go up in [month], the first rise in [small] years, the operator announced.
Doctors advised older people to have their flu jab before the end of [month].
A train from [town] was delayed for [small] hours on [day] after a cow strayed on to the line.
The [star] signed a contract until the summer and called the move to [town] a dream.
Visitors to the botanical garden can see the orchids until [month]; entry is free for children.
[firm] and [firm] are to share [small] warehouses under a deal that regulators approved in [month].
"Nobody here saw it coming," laughed [name] after [club] knocked the champions out of the cup.
""".strip().splitlines()
)
_GAP: Final = re.compile(r"\[(\w+)\]")


def quiet_text(seed: int, words: int = 400) -> str:
    """A page of about so many words: a headline and paragraphs. The same seed gives the same characters."""
    draw = random.Random(seed)
    gaps = {name: some.split("|") for name, some in _LISTS.items()}

    def sentence() -> str:
        plain = _GAP.sub(lambda gap: draw.choice(gaps[gap.group(1)]), draw.choice(_SENTENCES))
        return plain[0].upper() + plain[1:]

    out, size = [sentence().rstrip(".").split(",")[0]], 0
    while size < words:
        paragraph = " ".join(sentence() for _ in range(draw.randint(1, 3)))
        out.append(paragraph)
        size += len(paragraph.split())
    return "\n\n".join(out) + "\n"
