"""The optional reader that asks a language model, from the environment; `docs/readers.md` has the names."""

from __future__ import annotations

from dateline.backends.cache import AnswerCache
from dateline.backends.chat import Chat, Endpoint
from dateline.backends.llm import Allowed, Asking, LlmReader
from dateline.config import LlmSettings
from dateline.errors import ConfigError
from dateline.knowledge.ontology import load_ontology
from dateline.knowledge.prompt import claim_instructions
from dateline.protocols import Reader
from dateline.registry import READERS, load


def llm_reader(settings: LlmSettings | None = None) -> Reader:
    """The reader for the settings, or those of the environment; raises ConfigError naming what is wrong."""
    chosen = settings or LlmSettings.from_environment()
    if chosen.fallback == "llm":
        raise ConfigError("DATELINE_LLM_FALLBACK must name another reader")
    fallback: Reader | None = load(READERS, chosen.fallback)() if chosen.fallback else None
    endpoint = Endpoint(
        url=chosen.url,
        model=chosen.model,
        key=chosen.key,
        timeout_s=chosen.timeout_s,
        max_bytes=chosen.max_bytes,
        max_tokens=chosen.max_tokens,
        retries=chosen.retries,
    )
    allowed = {
        name: Allowed(
            frozenset({*event.roles, "time", "hedge"} - {"count"}),
            frozenset(counts.measures or ()) if (counts := event.roles.get("count")) else frozenset(),
        )
        for name, event in load_ontology().events.items()
    }
    return LlmReader(
        Chat(endpoint, AnswerCache(chosen.cache)), Asking(claim_instructions(), allowed, fallback=fallback)
    )
