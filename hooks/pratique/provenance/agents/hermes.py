"""Hermes Agent (Nous Research)."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="hermes",
    title="Hermes Agent",
    strong=(Marker("HERMES_SESSION_ID"),),
    aliases=("hermes-agent",),
)
