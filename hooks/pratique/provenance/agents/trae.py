"""Trae (ByteDance), an editor with an agent."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="trae",
    title="Trae",
    strong=(Marker("TRAE_AI_SHELL_ID"),),
    order=Order.EDITOR,
)
