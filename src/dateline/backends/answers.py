"""What an endpoint is asked to write, as a JSON schema, and what it wrote, as checked nouns."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.backends.quotations import Quotation
from dateline.knowledge.guide import MEASURES, SCOPES, SPAN_ROLES, STATUSES, TYPES

ROLES: Final = (*SPAN_ROLES, "time")
MOST_CLAIMS: Final = 80  # of one window


class BadAnswer(Exception):
    """The answer's text is not what was asked for; the message is for the user."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SaidFiller(_Part):
    """A role and the words that fill it."""

    role: str = Field(max_length=40)
    words: Quotation


class SaidCount(_Part):
    """A counted phrase, what it counts and over what."""

    measure: str = Field(max_length=40)
    scope: str = Field(max_length=40)
    words: Quotation
    group: Quotation | None


class SaidClaim(_Part):
    """One claim as the endpoint tells it: nothing of it is believed before its quotations are found."""

    sentence: int
    type: str = Field(max_length=40)
    status: str = Field(max_length=40)
    trigger: Quotation
    fillers: list[SaidFiller] = Field(max_length=40)
    counts: list[SaidCount] = Field(max_length=20)
    sources: list[list[Quotation]] = Field(max_length=6)  # innermost first; each link may be joint
    source_unnamed: bool
    topic: Quotation | None


def schema() -> dict[str, Any]:
    """The JSON schema of an answer: every property required, no other allowed, closed lists of names."""
    quotation = _object({"exact": {"type": "string"}, "context": {"type": "string"}})
    maybe = {"anyOf": [quotation, {"type": "null"}]}
    filler = _object({"role": _one_of(ROLES), "words": quotation})
    count = _object({"measure": _one_of(MEASURES), "scope": _one_of(SCOPES), "words": quotation, "group": maybe})
    claim = _object(
        {
            "sentence": {"type": "integer"},
            "type": _one_of(TYPES),
            "status": _one_of(STATUSES),
            "trigger": quotation,
            "fillers": _list(filler),
            "counts": _list(count),
            "sources": _list(_list(quotation)),
            "source_unnamed": {"type": "boolean"},
            "topic": maybe,
        }
    )
    return _object({"claims": _list(claim)})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(names: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)}


def read_answer(text: str) -> list[SaidClaim | None]:
    """The claims of an answer, None for each that is not of the asked shape; raises BadAnswer for anything else."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise BadAnswer("the answer is not JSON, or was cut off") from broken
    claims = plain.get("claims") if isinstance(plain, dict) else None
    if not isinstance(claims, list):
        raise BadAnswer("the answer has no list of claims")
    if len(claims) > MOST_CLAIMS:
        raise BadAnswer(f"the answer has {len(claims)} claims; more than {MOST_CLAIMS} of one passage are not believed")
    return [_claim(one) for one in claims]


def _claim(plain: Any) -> SaidClaim | None:
    try:
        return SaidClaim.model_validate(plain)
    except (ValidationError, RecursionError):
        return None
