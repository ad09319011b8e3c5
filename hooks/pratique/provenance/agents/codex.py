"""Codex (OpenAI): command line, desktop application and cloud."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="codex",
    title="Codex",
    strong=(Marker("CODEX_SANDBOX"), Marker("CODEX_CI"), Marker("CODEX_THREAD_ID"), Marker("CODEX_SHELL")),
    aliases=("codex-cli", "openai-codex"),
)
