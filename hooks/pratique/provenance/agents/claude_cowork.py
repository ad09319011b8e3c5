"""Cowork (Anthropic) runs on Claude Code and carries its markers as well as its own."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="claude-cowork",
    title="Claude Cowork",
    strong=(Marker("CLAUDE_CODE_IS_COWORK"),),
    aliases=("cowork",),
    model_variables=("ANTHROPIC_MODEL",),
    order=Order.WRAPPER,
)
