"""VT Code, a terminal agent."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="vtcode",
    title="VT Code",
    strong=(Marker("VTCODE"),),
)
