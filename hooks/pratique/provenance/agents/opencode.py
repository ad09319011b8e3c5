"""OpenCode, a terminal assistant for many models."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="opencode",
    title="OpenCode",
    strong=(Marker("OPENCODE"), Marker("OPENCODE_CLIENT")),
)
