"""Base scores of CVSS vectors.

Formulas, weights and roundings of version 3: FIRST, "Common Vulnerability Scoring System v3.1: Specification
Document", sections 7.1, 7.4 and Appendix A.
"""

from __future__ import annotations

from pratique.deps.advisories import cvss4

_WEIGHTS = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
# Privileges weigh less where the attack leaves the scope of the weak component.
_PRIVILEGES = {"U": {"N": 0.85, "L": 0.62, "H": 0.27}, "C": {"N": 0.85, "L": 0.68, "H": 0.5}}
_BANDS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"))


def label(score: float) -> str:
    """The label of a score (CVSS qualitative scale); "none" counts as low."""
    return next((name for least, name in _BANDS if score >= least), "low")


def score(vector: str) -> float | None:
    """The base score, 0.0 to 10.0, of a version 3.0, 3.1 or 4.0 vector; None for anything else."""
    head, *metrics = vector.strip().split("/")
    given = dict(metric.partition(":")[::2] for metric in metrics)
    if head == "CVSS:4.0":
        return cvss4.score(given)
    if head not in ("CVSS:3.0", "CVSS:3.1"):
        return None
    try:
        weight = {name: weights[given[name]] for name, weights in _WEIGHTS.items()}
        privileges = _PRIVILEGES[given["S"]][given["PR"]]
    except KeyError:
        return None
    return _base(weight, privileges, given["S"] == "C")


def _base(weight: dict[str, float], privileges: float, changed: bool) -> float:
    loss = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    impact = 7.52 * (loss - 0.029) - 3.25 * (loss - 0.02) ** 15 if changed else 6.42 * loss
    if impact <= 0:
        return 0.0
    exploitability = 8.22 * weight["AV"] * weight["AC"] * privileges * weight["UI"]
    return _round_up(min((1.08 if changed else 1.0) * (impact + exploitability), 10.0))


def _round_up(value: float) -> float:
    """The smallest number with one decimal that is not below the value (Appendix A, in integers)."""
    scaled = round(value * 100_000)
    return scaled / 100_000 if scaled % 10_000 == 0 else (scaled // 10_000 + 1) / 10
