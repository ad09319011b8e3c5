"""a word that needs an import"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="plain-import",
    summary="a word that needs an import",
    help="write another word",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(),
    what="The word.",
    why="It is not wanted.",
    assistants="They are fond of it.",
    remedy="Another word.",
    profile="default",
    foreign=(),
    bad=(Bad("x\n", "the word"),),
)
