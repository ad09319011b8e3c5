"""a word that is even worse"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="worse-word",
    summary="a word that is even worse",
    help="write another word",
    severity=Severity.HIGH,
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
