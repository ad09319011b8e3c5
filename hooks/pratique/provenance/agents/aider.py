"""Aider makes its commits itself; it is known by name only."""

from __future__ import annotations

from pratique.provenance.agent import Agent

AGENT = Agent(
    name="aider",
    title="Aider",
)
