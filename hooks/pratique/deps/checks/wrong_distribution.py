"""Names in manifests that are not those of the distributions that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.core.finding import Confidence, Edit, Fix, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps import context, local, tables
from pratique.deps.model import Declared, Requirement
from pratique.deps.tables import Wrong

RULE = Rule(
    name="wrong-distribution",
    summary="a requirement names another distribution than the one that is meant",
    help="write the name under which the project is published",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1357, 829),
    what=(
        "A requirement whose name is in a table of names written by mistake: the name of an import (`sklearn`, "
        "`cv2`, `yaml`), a former or abandoned project (`fuzzywuzzy`, `pycrypto`), a module of the standard library "
        "(`json`, `typing`), a package of another ecosystem (`python3-dev`, `react`), or a name that assistants make "
        "up (`huggingface-cli`). The severity is high where the name belongs to somebody else or to nobody, who may "
        "register it tomorrow; medium for old names, low for placeholders that do no harm. Nothing is said of lock "
        "files and compiled requirements, which name what others depend on; of what is fetched from an address or "
        "from an index that is named for it; of a project in the same repository; of an old name behind a marker for "
        "older Pythons; and of a name that is known malware, which vulnerable-dependency reports."
    ),
    why=(
        "Whoever owns the name runs code on every machine that installs it. Where nobody owns it, the installation "
        "fails until somebody does: names that many people write by mistake are registered for that purpose."
    ),
    assistants=(
        "An assistant derives the name of the distribution from the import that it has just written, or recalls the "
        "name that was right when its training data was collected."
    ),
    remedy=(
        "Write the name in the message. `--unsafe-fixes` does it where one name is meant. The version and the extras "
        "go, since they are those of another project, unless the name is the right one with other hyphens. Pin the "
        "version that you then install and test."
    ),
    prompt="Use the names under which the projects are published, not the names that are imported.",
    references=(
        "https://packaging.python.org/en/latest/discussions/distribution-package-vs-import-package/",
        "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse",
    ),
    bad=(
        Bad("sklearn\n", "an import name", "scikit-learn\n", "requirements.txt"),
        Bad(
            "PyPDF2>=3.0  # reads invoices\n",
            "an old name; its version goes",
            "pypdf  # reads invoices\n",
            "requirements.txt",
        ),
        Bad(
            "python-jwt[crypto]==2.8 ; python_version >= '3.9'\n",
            "another project, with an extra and a marker",
            "pyjwt ; python_version >= '3.9'\n",
            "requirements.txt",
        ),
        Bad(
            '[project]\nname = "x"\ndependencies = ["requests", "cv2>=4"]\n',
            "a dependency of a project",
            '[project]\nname = "x"\ndependencies = ["requests", "opencv-python"]\n',
            "pyproject.toml",
        ),
        Bad("fast-api[all]>=0.115\n", "the name with a hyphen", "fastapi[all]>=0.115\n", "requirements.txt"),
        Bad("json\n", "a module of the standard library", path="requirements.txt"),
        Bad("python3-dev\n", "a package of Debian", path="requirements.txt"),
    ),
    good=(
        Good("scikit-learn\nopencv-python-headless\npsycopg2-binary\n", "the right names", "requirements.txt"),
        Good("enum34; python_version < '3.4'\n", "a back-port, for the Pythons that need it", "requirements.txt"),
        Good('[project]\nname = "jwt"\ndependencies = ["jwt[test]"]\n', "the project's own name", "pyproject.toml"),
        Good("DateTime\n", "the other project, as it spells itself", "requirements.txt"),
    ),
)

_SEVERITY = {"other": Severity.HIGH, "old": Severity.MEDIUM, "shim": Severity.LOW}
_VERDICT = {
    "other": "{} is not the distribution that is meant",
    "old": "{} is an old name",
    "shim": "{} is not the project itself",
}
_NOTHING = "{} is not a distribution to install"
_SPELLING = "only who wrote it knows whether that project was meant"
_REASON = "it is another project: its version and extras go, and what it provides may differ"
# Extras and a constraint behind a name, as PEP 508 writes them; a shell's next word is not part of it.
_EXTRAS = rb"[ \t]*\[[^\]\r\n]*\]"
_CLAUSE = rb"[ \t]*[<>=!~]=?=?[ \t]*[^\s,;#\"'<>=!~()]+"
_CONSTRAINT = rb"(?:%s)?(?:[ \t]*\(?%s(?:[ \t]*,%s)*\)?)?" % (_EXTRAS, _CLAUSE, _CLAUSE)
# What may follow: nothing, a marker, a comment, the next item of a list, a shell's next word, a continued line that
# says no more of it, and in a table of TOML the star that stands for any version; not another value or an address.
_FOLLOWING = rb"""[ \t]*(?:[;#,\]]|\\(?!\s*[\[(<>=!~@])|=[ \t]*["']\*["']|\Z)|[ \t]+[^\s=:@\\]"""


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement that a person wrote under a wrong name."""
    for requirement in context.chosen(declared):
        if requirement.name in tables.popular():
            continue  # as most are: the larger table need not be read
        wrong = tables.wrong(requirement.name)
        if wrong and not _is_meant(declared, requirement, wrong):
            yield _finding(requirement, wrong)


def _is_meant(declared: Declared, requirement: Requirement, wrong: Wrong) -> bool:
    return (
        (wrong.meant != "" and context.spelled(requirement) == wrong.meant)
        or (wrong.kind != "other" and context.is_for_older_python(requirement))
        or local.is_local(declared, requirement)
        or bool(context.about(declared, requirement)[0])
    )


def _finding(requirement: Requirement, wrong: Wrong) -> Outcome:
    name = context.spelled(requirement) or requirement.name
    verdict = (_VERDICT[wrong.kind] if wrong.right else _NOTHING).format(name)
    return requirement.source.finding(
        "deps",
        RULE,
        requirement.start,
        requirement.end,
        f"{verdict}: {wrong.reason}",
        help=_help(name, wrong),
        fix=_fix(requirement, wrong),
        severity=_SEVERITY[wrong.kind],
        properties=(("package", requirement.name), ("right", ",".join(wrong.right)), ("source", wrong.source)),
    )


def _help(name: str, wrong: Wrong) -> str:
    if not wrong.right:
        return f"remove {name} from the requirements ({wrong.source})"
    if len(wrong.right) == 1:
        return f"write {wrong.right[0]} instead ({wrong.source})"
    return f"write what is used of it instead: {', '.join(wrong.right)} ({wrong.source})"


def _fix(requirement: Requirement, wrong: Wrong) -> Fix | None:
    """The name replaced; None where the line says more than PEP 508 can, or hashes belong to it."""
    name = context.spelled(requirement)
    if len(wrong.right) != 1 or not name or context.has_hashes(requirement):
        return None
    stated = context.continued(requirement)
    right = wrong.right[0]
    end = len(name)
    is_spelling = wrong.kind == "other" and requirement.name.replace("-", "") == right.replace("-", "")
    if not is_spelling:
        constraint = re.compile(_CONSTRAINT).match(stated, end)
        end = constraint.end() if constraint else end
        if not re.compile(_FOLLOWING).match(stated, end):
            return None
    edit = Edit(requirement.start, requirement.start + end, right)
    return Fix(f"replace {name} by {right}", False, (edit,), _SPELLING if is_spelling else _REASON)
