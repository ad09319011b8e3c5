"""Kilo Code: editor extension and command line."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="kilo",
    title="Kilo Code",
    strong=(Marker("KILOCODE_FEATURE"),),
    aliases=("kilo-code", "kilocode"),
    order=Order.EDITOR,
)
