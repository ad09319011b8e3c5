"""a key"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="held-key",
    summary="a key",
    help="write another word",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(798,),
    what="The word.",
    why="It is not wanted.",
    assistants="They are fond of it.",
    remedy="Another word.",
    profile="default",
    foreign=(),
    bad=(Bad("x\n", "the word"),),
)
