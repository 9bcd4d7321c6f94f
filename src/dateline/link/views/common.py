"""What several views need: words of a role, and who vouches."""

from __future__ import annotations

from dateline.link.archive import Archive
from dateline.link.claimants import Voice, claimants_of
from dateline.records import ActorRef, Claim, Filler, Place, When


def filled(claim: Claim, role: str) -> tuple[Filler, ...]:
    """The fillers of a role."""
    return tuple(filler for filler in claim.fillers if filler.role == role)


def words_of(filler: Filler) -> str:
    """What a filler says, a pronoun replaced by what it stands for."""
    return filler.refers_to.exact if filler.refers_to else filler.evidence.exact


def parties(claim: Claim, role: str = "actor") -> tuple[str, ...]:
    """Names of those that fill a role: entities where they are known, else the words."""
    found = (f.actor.name if isinstance(f.actor, ActorRef) else words_of(f) for f in filled(claim, role))
    return tuple(dict.fromkeys(found))


def voices(claim: Claim, archive: Archive) -> tuple[Voice, ...]:
    """Who vouches for a claim."""
    article = archive.article_of(claim)
    return claimants_of(claim, article, archive.family_of.get(article.id))


def voice_names(claim: Claim, archive: Archive) -> tuple[str, ...]:
    """Names of those who vouch for a claim."""
    return tuple(voice.name for voice in voices(claim, archive))


def days_of(claim: Claim) -> tuple[str | None, str | None]:
    """The stated interval as text; None at an end that is open or not stated."""
    if not isinstance(claim.when, When):
        return None, None
    ends = (claim.when.earliest, claim.when.latest)
    low, high = (day.isoformat() if day else None for day in ends)
    return low, high


def place_of(claim: Claim) -> tuple[str, str] | None:
    """A key and a name for where a claim says that it was: the resolved place, else the words; None: nowhere."""
    if isinstance(claim.place, Place):
        return claim.place.gazetteer_id, claim.place.label
    found = filled(claim, "place")
    return (f"words:{words_of(found[0]).lower()}", words_of(found[0])) if found else None


def is_own(claim: Claim, archive: Archive) -> bool:
    """True where a claim is no copy of another page's."""
    return archive.twins.original(claim.id) is None
