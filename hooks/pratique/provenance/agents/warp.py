"""Warp, a terminal with an agent; people type in it too."""

from __future__ import annotations

from pratique.provenance.agent import Agent

AGENT = Agent(
    name="warp",
    title="Warp",
    aliases=("warp-agent",),
)
