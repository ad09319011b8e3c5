"""The errors that end in exit code 2 with a message, and never in a traceback."""

from __future__ import annotations


class PratiqueError(Exception):
    """Base of every expected failure; its text is shown to the user as it stands."""


class UsageError(PratiqueError):
    """The command line asks for something that cannot be done."""


class SettingsError(PratiqueError):
    """The settings file is unreadable, unknown or contradictory."""


class GitError(PratiqueError):
    """Git is missing, refuses, or the folder is not a repository."""


class SourceError(PratiqueError):
    """A wanted file cannot be read, decoded or parsed; a hook's check may raise it."""


class OutputError(PratiqueError):
    """What was to be said cannot be written."""


class DataError(PratiqueError):
    """Data that a hook needs (advisories, a baseline) is missing or damaged."""
