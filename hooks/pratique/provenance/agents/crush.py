"""Crush (Charm)."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="crush",
    title="Crush",
    strong=(Marker("CRUSH"),),
)
