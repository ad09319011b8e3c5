"""Prompt and agent-configuration files, and hidden Unicode in any text."""
