"""a word that is not wanted"""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Rule

RULE = Rule(
    name="bad-word",
    summary="a word that is not wanted",
    help="write another word",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(89,),
    what="The word.",
    why="It is not wanted.",
    assistants="They are fond of it.",
    remedy="Another word.",
    profile="default",
    foreign=("B999", "S999"),
    bad=(Bad("x\n", "the word", fixed="y\n"),),
)
