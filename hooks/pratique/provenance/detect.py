"""Which assistant runs this command, by what it sets in the environment.

The environment says "inside an assistant's session"; it does not prove that the assistant decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from pratique.core import room
from pratique.provenance.agent import Agent

ROOM = "pratique.provenance.agents"
# By convention any assistant names itself here; only known names count, because both are also
# used for other things. AI_AGENT may carry a version: `name@1.2`, `name_1-2`.
_NAMING = ("AI_AGENT", "AGENT")
_VERSION = re.compile(r"(?:[@/:\s]|-v?\d).*", re.DOTALL)
# A model's name as vendors write it; no ARN and no path, which would carry account and place.
_MODEL = re.compile(r"(?!arn:)[A-Za-z0-9][A-Za-z0-9._@+:/\[\]-]{0,99}")


class Assistant(NamedTuple):
    """The assistant at work. evidence: the variable that gave it away. model: "" if unknown."""

    agent: Agent
    evidence: str
    model: str = ""

    @property
    def value(self) -> str:
        """The trailer's value: `agent[:model]`."""
        return f"{self.agent.name}:{self.model}" if self.model else self.agent.name


@cache
def known() -> tuple[Agent, ...]:
    """All assistants, in the order in which they are tried."""
    loaded: list[Agent] = [room.module(ROOM, name).AGENT for name in room.names(ROOM)]
    return tuple(sorted(loaded, key=lambda agent: (agent.order, agent.name)))


def is_likely(environ: Mapping[str, str]) -> bool:
    """Whether `detect` could find one, whatever names the settings add."""
    return any(environ.get(variable) for variable in _NAMING) or _by_marker(environ) is not None


def detect(environ: Mapping[str, str], own_names: Iterable[str] = ()) -> Assistant | None:
    """The assistant that the environment speaks of, or None.

    own_names: names beside the known ones that AI_AGENT or AGENT may hold.
    """
    found = _by_name(environ, own_names) or _by_marker(environ)
    if found is None:
        return None
    agent, evidence = found
    return Assistant(agent, evidence, _model(agent, environ))


def normalised(name: str) -> str:
    """A name as the table writes it: lower case, dashes."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def _by_name(environ: Mapping[str, str], own_names: Iterable[str]) -> tuple[Agent, str] | None:
    given = [(variable, normalised(environ[variable])) for variable in _NAMING if environ.get(variable)]
    if not given:
        return None
    named = {name: agent for agent in known() for name in agent.names}
    named.update((normalised(name), Agent(normalised(name), name)) for name in own_names)
    for variable, value in given:
        agent = named.get(value) or named.get(_VERSION.sub("", value))
        if agent is not None:
            return agent, variable
    return None


def _by_marker(environ: Mapping[str, str]) -> tuple[Agent, str] | None:
    for agent in known():
        for marker in agent.strong:
            if marker.is_set(environ.get(marker.variable, "")):
                return agent, marker.variable
    return None


def _model(agent: Agent, environ: Mapping[str, str]) -> str:
    for variable in agent.model_variables:
        model = environ.get(variable, "").strip()
        if not model:
            continue
        from pratique.core.redact import mask  # its patterns take a while, and few need them

        if _MODEL.fullmatch(model) and mask(model) == model:
            return model
    return ""
