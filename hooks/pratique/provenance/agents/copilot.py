"""GitHub Copilot: coding agent, command line and editors."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker, Order

AGENT = Agent(
    name="copilot",
    title="GitHub Copilot",
    strong=(Marker("COPILOT_AGENT"),),
    weak=("COPILOT_MODEL", "COPILOT_ALLOW_ALL", "COPILOT_GITHUB_TOKEN"),  # the user's configuration
    aliases=("github-copilot", "copilot-cli", "github-copilot-cli", "github-copilot-vscode-agent"),
    model_variables=("COPILOT_MODEL",),
    order=Order.EDITOR,
)
