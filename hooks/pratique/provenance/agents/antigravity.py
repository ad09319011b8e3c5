"""Antigravity (Google), an editor with agents."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="antigravity",
    title="Antigravity",
    strong=(Marker("ANTIGRAVITY_AGENT"),),
    order=Order.EDITOR,
)
