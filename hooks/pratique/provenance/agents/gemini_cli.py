"""Gemini CLI (Google); commands that a person types into it after `!` carry the marker too."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="gemini-cli",
    title="Gemini CLI",
    strong=(Marker("GEMINI_CLI"),),
    aliases=("gemini",),
    model_variables=("GEMINI_MODEL",),
)
