"""What a language model is told: the prompt file filled with the types, statuses and roles of the ontology."""

from __future__ import annotations

from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.ontology import COMMON_ROLES, load_ontology


class PromptFile(Strict):
    """prompts/claims.yml."""

    instructions: str


def claim_instructions() -> str:
    """The instructions with every list of names; the same data files give the same characters."""
    ontology = load_ontology()
    types = []
    for name, event in ontology.events.items():
        roles = ", ".join(role for role in event.roles if role not in COMMON_ROLES and role != "count")
        counts = event.roles.get("count")
        measures = ", ".join((counts.measures if counts else None) or ["nothing"])
        types.append(f"- {name}: {event.gloss} Not: {event.not_} Roles: {roles}, time, hedge. Counts: {measures}.")
    statuses = [f"- {status.name}: {status.gloss}" for status in ontology.statuses.values()]
    roles_ = [f"- {role.name}: {role.gloss}" for role in ontology.roles.values() if role.name != "incident"]
    filled = read_model(PromptFile, "prompts", "claims.yml").instructions
    for mark, lines in (("TYPES", types), ("STATUSES", statuses), ("ROLES", roles_)):
        filled = filled.replace(f"[{mark}]", "\n".join(lines))
    return filled
