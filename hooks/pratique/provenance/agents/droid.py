"""Droid (Factory); known by name only."""

from __future__ import annotations

from pratique.provenance.agent import Agent

AGENT = Agent(
    name="droid",
    title="Factory Droid",
    aliases=("factory-droid",),
)
