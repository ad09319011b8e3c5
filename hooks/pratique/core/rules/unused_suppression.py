"""An ignore comment for a finding that is not there."""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule

RULE = Rule(
    name="unused-suppression",
    summary="an ignore comment suppresses nothing",
    help="remove the comment: the rule it names finds nothing on this line",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(),
    what=(
        "A comment `pratique: ignore[rule-name]` on a line where that rule finds nothing. It is said only when the "
        "rule was run on the file."
    ),
    why="A stale comment waits to hide the next, real finding on its line.",
    assistants="Assistants add ignore comments in advance, or keep them when they rewrite the line.",
    remedy="Remove the comment.",
    bad=(
        Bad("x = 1  # pratique: ignore[unused-suppression] -- why not\n", "it suppresses nothing", path="a.py"),
        Bad("// pratique: ignore[unused-suppression]\n", "after another comment sign", path="a.js"),
        Bad("key: 1  # pratique: ignore[unused-suppression]\n", "in YAML", path="a.yaml"),
    ),
    good=(
        Good("x = 1  # ignore this\n", "not addressed to pratique", path="a.py"),
        Good("x = '''\n# pratique: ignore[unused-suppression]\n'''\n", "in a string", path="a.py"),
        Good("x = 1\n", "no comment", path="a.py"),
    ),
)
