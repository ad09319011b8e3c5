"""OpenClaw."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="openclaw",
    title="OpenClaw",
    strong=(Marker("OPENCLAW_SHELL"),),
)
