"""Replit's agent; the variables of its workspaces say nothing of who types."""

from __future__ import annotations

from pratique.provenance.agent import Agent

AGENT = Agent(
    name="replit",
    title="Replit Agent",
    weak=("REPL_ID",),  # people work there too
    aliases=("replit-agent",),
)
