"""Tabnine's command line."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="tabnine",
    title="Tabnine",
    strong=(Marker("TABNINE_CLI"),),
    aliases=("tabnine-cli",),
)
