"""a word whose fix breaks the file"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="breaking-word",
    summary="a word whose fix breaks the file",
    help="write another word",
    severity=Severity.LOW,
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
