"""Pratique: pre-commit hooks that inspect, declare and clear AI-written Python code."""

__version__ = "0.1.0"
