"""Amazon Q Developer's command line."""

from __future__ import annotations

from pratique.provenance.agent import Agent, Marker

AGENT = Agent(
    name="amazon-q",
    title="Amazon Q Developer",
    strong=(Marker("AWS_EXECUTION_ENV", contains="amazonq"),),
    aliases=("amazon-q-cli",),
)
