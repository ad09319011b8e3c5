"""Devin (Cognition) sets itself as the editor of its machine."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="devin",
    title="Devin",
    strong=(Marker("EDITOR", contains="devin"),),
)
