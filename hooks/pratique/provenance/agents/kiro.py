"""Kiro (Amazon), an editor and a command line."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="kiro",
    title="Kiro",
    strong=(Marker("AGENT_CONTEXT_OUT"),),
    aliases=("kiro-cli",),
    order=Order.EDITOR,
)
