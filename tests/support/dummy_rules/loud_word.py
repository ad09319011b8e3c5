"""a word for those who want to hear all"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="loud-word",
    summary="a word for those who want to hear all",
    help="write another word",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(),
    what="The word.",
    why="It is not wanted.",
    assistants="They are fond of it.",
    remedy="Another word.",
    profile="pedantic",
    foreign=(),
    bad=(Bad("x\n", "the word"),),
)
