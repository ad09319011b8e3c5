"""Claude Code (Anthropic) marks every command that it runs."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="claude-code",
    title="Claude Code",
    strong=(Marker("CLAUDECODE"), Marker("CLAUDE_CODE_ENTRYPOINT")),
    aliases=("claude",),
    model_variables=("ANTHROPIC_MODEL",),
)
