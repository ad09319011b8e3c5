"""Augment's command line, Auggie."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="augment",
    title="Augment",
    strong=(Marker("AUGMENT_AGENT"),),
    aliases=("augment-cli", "auggie"),
)
