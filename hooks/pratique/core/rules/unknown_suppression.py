"""An ignore comment that names no rule, or one that does not exist."""

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule

RULE = Rule(
    name="unknown-suppression",
    summary="an ignore comment names no existing rule and suppresses nothing",
    help="name the rule as it stands in the finding: `pratique: ignore[rule-name] -- reason`",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(),
    what="A comment `pratique: ignore[...]` without a rule name, or with a name that no rule has.",
    why=(
        "A mistyped name that silently became a blanket ignore would hide every later weakness on the line; one "
        "that was silently dropped would leave a comment that claims a review that never happened."
    ),
    assistants="Assistants write ignore comments from memory of other tools, with codes that do not exist here.",
    remedy="Take the name from the finding, or remove the comment.",
    prompt="Do not silence the linter; where a finding is wrong, leave it and say why.",
    bad=(
        Bad("x = 1  # pratique: ignore[no-such-rule] -- tested elsewhere\n", "a name that no rule has", path="a.py"),
        Bad("x = 1  # pratique: ignore\n", "no name at all", path="a.py"),
        Bad("x = 1  # pratique: ignore[]\n", "an empty list", path="a.py"),
    ),
    good=(
        Good("x = '# pratique: ignore[no-such-rule]'\n", "in a string, not in a comment", path="a.py"),
        Good("# this is not one: pratique ignores nothing here\n", "only prose", path="a.py"),
        Good("see `# pratique: ignore[no-such-rule]`\n", "a comment marker that Markdown does not have", path="a.md"),
    ),
)
