"""Goose (Block) marks the terminals that it drives."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="goose",
    title="Goose",
    strong=(Marker("GOOSE_TERMINAL"),),
    weak=("GOOSE_PROVIDER", "GOOSE_MODEL"),  # the user's configuration
    model_variables=("GOOSE_MODEL",),
)
