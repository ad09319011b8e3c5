"""Windsurf, an editor with an agent."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Order

AGENT = Agent(
    name="windsurf",
    title="Windsurf",
    order=Order.EDITOR,
)
