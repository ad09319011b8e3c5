"""Cursor's agent; other assistants are often started inside of it and inherit its variables."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="cursor",
    title="Cursor",
    strong=(Marker("CURSOR_AGENT"), Marker("CURSOR_EXTENSION_HOST_ROLE", equals="agent-exec")),
    weak=("CURSOR_TRACE_ID",),  # any terminal of the editor has it
    aliases=("cursor-cli", "cursor-agent"),
    order=Order.EDITOR,
)
