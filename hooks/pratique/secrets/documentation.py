"""The part of a detector's documentation that is the same for every issuer."""

from __future__ import annotations

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Rule


def token_rule(
    name: str,
    thing: str,
    *,
    what: str,
    opens: str,
    references: tuple[str, ...],
    severity: Severity = Severity.CRITICAL,
    confidence: Confidence = Confidence.HIGH,
) -> Rule:
    """The rule of an issuer's detector.

    thing: the credential with its article ("a GitHub token"). what: the formats. opens: what its
    holder gets at, as the object of "gives access to".
    """
    return Rule(
        name=name,
        summary=f"{thing} is written into the file",
        help="Revoke it at its issuer, then read the new one from the environment or a secret store.",
        severity=severity,
        confidence=confidence,
        cwe=(798,),
        what=f"{what} Visible placeholders (repeated characters, sequences, sample words) are left alone.",
        why=(
            f"It gives access to {opens} to everyone who can read the repository, its forks and built packages, "
            "and public repositories are searched for such tokens within minutes."
        ),
        assistants=(
            "Assistants write out the key that a user pasted into the conversation, most often as an argument of the "
            "client's constructor or as the fallback of an environment look-up."
        ),
        remedy=(
            "Revoke the credential first: it stays in history when the line is gone. Then read its successor from "
            "the environment and fail when it is missing."
        ),
        prompt="Read every credential from the environment, without a default value.",
        references=references,
    )
