"""How a name of a place is brought to a form that survives transliteration: folded, stripped of articles, skeleton."""

from __future__ import annotations

import functools
import re

from dateline.knowledge.actors import fold

_ARTICLES = frozenset("al el ad an ar as at az ash esh ez ed er es en the".split())
_SAME = {
    variant: word
    for word, variants in {
        "tal": "tell tall tel til",
        "kafr": "kfar kafar kefr kafer",
        "deir": "dayr dair der",
        "maarat": "maaret maarrat marat maara maarret",
        "ain": "ayn ein ayin",
        "beit": "bayt beyt bait",
        "jabal": "jebel djebel gebel djabal",
        "khirbat": "khirbet kherbet kherbat",
        "sheikh": "shaykh sheik shaikh cheikh",
        "qalat": "qalaat qalaa",
        "abu": "abou bou",
        "umm": "um oum",
        "bir": "beer",
        "st": "saint",
        "ft": "fort",
        "mt": "mount",
    }.items()
    for variant in variants.split()
}
_SOUNDS = tuple(
    (re.compile(heard), written)
    for heard, written in (
        ("kh|q|c(?!h)", "k"),
        ("gh", "g"),
        ("ts|tch|ch|sh|z", "s"),
        ("th", "t"),
        ("dh", "d"),
        ("ph", "f"),
        ("v", "w"),
        ("dj", "j"),
    )
)
_HEARD = tuple(
    (re.compile(heard), written)
    for heard, written in (
        ("dzh|dj|zh", "j"),
        ("kh|q|ck|c(?!h)", "k"),
        ("gh", "g"),
        ("tch|ts|tz|sch|sh|ch|z", "s"),
        ("th|dt", "t"),
        ("dh", "d"),
        ("ph", "f"),
        ("ee|ei|ey|ie|[eiy]", "i"),
        ("ou|oo|[ovw]", "u"),
        ("h", ""),
    )
)
_WEAK = re.compile("[aeiouywh]")
_TWICE = re.compile(r"(.)\1+")
_OTHER_SCRIPT = re.compile("[\u0250-\u02ad\u0370-\u1dff\u1f00-\u1fff\u2070-\uffff]|[^\x00-\uffff]")
_ARTICLE_FIRST = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash|esh|ez|ed|er|es|d|l|i|t|s|n)[-'’ ]", re.IGNORECASE)


@functools.lru_cache(maxsize=1024)  # a name's skeleton and sound are asked for together
def stripped(folded: str) -> str:
    """A folded name without articles, with one spelling for Tell/Tal, Kafr/Kfar, Deir/Dayr and the like.

    >>> stripped("tell al abyad"), stripped("dayr az zawr"), stripped("the hague")
    ('tal abyad', 'deir zawr', 'hague')
    """
    words = [_SAME.get(word, word) for word in folded.split()]
    bare = [word for word in words if word not in _ARTICLES]
    return " ".join(bare or words)


@functools.lru_cache(maxsize=1024)
def skeleton(folded: str) -> str:
    """The consonants of a name, with letters that romanisations swap made one.

    >>> skeleton("khanasser") == skeleton("khunasir"), skeleton("al hudaydah") == skeleton("hodeida")
    (True, True)
    """
    word = stripped(folded).replace(" ", "")
    for heard, written in _SOUNDS:
        word = heard.sub(written, word)
    return _TWICE.sub(r"\1", _WEAK.sub("", word))


@functools.lru_cache(maxsize=1024)
def sound(folded: str) -> str:
    """A name as it sounds: one letter for letters that romanisations swap, three vowels, nothing doubled.

    >>> sound("hadeetha") == sound("haditha"), sound("wamena") == sound("uamena"), sound("sudzha") == sound("sudja")
    (True, True, True)
    """
    word = stripped(folded).replace(" ", "")
    for heard, written in _HEARD:
        word = heard.sub(written, word)
    return _TWICE.sub(r"\1", word)


def is_latin_name(name: str) -> bool:
    """True for a name in Latin letters as people write it (no "hms", no airport code, no other script).

    >>> [is_latin_name(name) for name in ("Ḩimş", "al-Bab", "hms", "QHS", "حمص")]
    [True, True, False, False, False]
    """
    if len(name) < 3 or not (name[0].isupper() or _ARTICLE_FIRST.match(name)):
        return False
    if name.isupper() and len(name) <= 4:
        return False
    return not _OTHER_SCRIPT.search(name) and name != name.upper()


def fold_name(name: str) -> str:
    """`fold`, quick for the plain words that most names are."""
    return name.lower() if name.isascii() and name.isalpha() else fold(name)


__all__ = ["fold", "fold_name", "is_latin_name", "skeleton", "sound", "stripped"]
