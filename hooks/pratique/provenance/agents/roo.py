"""Roo Code: editor extension and command line."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="roo",
    title="Roo Code",
    strong=(Marker("ROO_ACTIVE"), Marker("ROO_CLI_RUNTIME")),
    aliases=("roo-code",),
    order=Order.EDITOR,
)
