"""Pi, a small terminal agent that puts its own folder on the search path."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="pi",
    title="Pi",
    strong=(Marker("PI_CODING_AGENT"), Marker("PATH", contains="/.pi/agent")),
    aliases=("pi-coding-agent",),
)
