"""Amp (Sourcegraph) names itself in AGENT only."""

from __future__ import annotations

from pratique.provenance.agent import Agent

AGENT = Agent(
    name="amp",
    title="Amp",
)
