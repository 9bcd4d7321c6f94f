"""Whole pages to stories: look-alikes apart, retellings together, whatever the order."""

from __future__ import annotations

import datetime as dt

from dateline.link.mentions import event_heads
from dateline.link.stories import stories
from tests.link.build import Page

FLOOD = [
    "Rescuers in Tindara pulled nine people from the mud after the Oro dam burst on 4 March 2011.",
    "Nine people were pulled from the mud at Tindara, rescuers said, after the dam on the Oro burst in March 2011.",
    "The Oro dam above Tindara burst on 4 March 2011; rescuers dug nine villagers out of the mud.",
]
STRIKE = [
    "Port workers in Halmar voted on 12 June 2014 to end their strike after the Vesta company raised wages.",
    "The strike at Halmar ended on 12 June 2014 when port workers accepted higher wages from Vesta.",
    "Vesta and the port workers of Halmar ended a strike on 12 June 2014 with a deal on wages.",
]


def pages(*texts):
    made = []
    for n, text in enumerate(texts):
        page = Page(f"p{n}", published=dt.date(2020, 1, 1))
        page.say(text)
        made.append(page.article())
    return made


def test_two_stories_are_told_apart_in_any_order():
    articles = pages(*FLOOD, *STRIKE)
    found = stories(articles)
    assert found == (("p0", "p1", "p2"), ("p3", "p4", "p5"))
    assert stories(reversed(articles)) == found


def test_one_page_and_none():
    assert stories(pages(FLOOD[0])) == (("p0",),)
    assert stories([]) == ()


def test_forms_of_one_word_meet():
    heads = event_heads([["arrested"], ["was", "caught"], ["explosion"], ["explosions"], ["deal"]])
    assert heads[0] == heads[1] and heads[2] == heads[3] and len(set(heads)) == 3
