"""Cline marks the editor terminals that it opens."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="cline",
    title="Cline",
    strong=(Marker("CLINE_ACTIVE"),),
    order=Order.EDITOR,
)
