"""Zed, an editor with an agent."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Order

AGENT = Agent(
    name="zed",
    title="Zed",
    weak=("ZED_TERM",),  # any terminal of the editor has it
    order=Order.EDITOR,
)
