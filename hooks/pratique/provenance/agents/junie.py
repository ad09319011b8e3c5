"""Junie (JetBrains)."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="junie",
    title="Junie",
    strong=(Marker("JUNIE_DATA"), Marker("JUNIE_SHIM_PATH")),
)
