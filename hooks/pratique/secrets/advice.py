"""What a finding tells its reader: which credential it is, and exactly what to do about it."""

from __future__ import annotations

import re

from pratique.secrets.detector import GENERIC, Detector, Text

# How each kind of file reads an environment variable, by extension.
_LOOK_UPS = (
    ((".py", ".pyi", ".pyw", ".ipynb"), 'os.environ["{name}"]'),
    ((".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte"), "process.env.{name}"),
    ((".go",), 'os.Getenv("{name}")'),
    ((".rb",), 'ENV.fetch("{name}")'),
    ((".php",), 'getenv("{name}")'),
    ((".rs",), 'std::env::var("{name}")'),
    ((".java", ".kt", ".scala"), 'System.getenv("{name}")'),
    ((".cs",), 'Environment.GetEnvironmentVariable("{name}")'),
    ((".sh", ".bash", ".zsh", ".yml", ".yaml", ".conf"), "${{{name}}}"),
    ((".tf", ".tfvars"), "a variable marked sensitive, set by TF_VAR_{lower}"),
)
_OWN_NAME = re.compile(
    rb"""(?x) ([A-Za-z_][A-Za-z0-9_-]{2,48}) \\?["']? \]? \s{0,4} (?: : [^=\r\n]{1,40} )?
    [:=,]{1,2} \s{0,4} [(\\]? \s{0,4} [rbuf]{0,2} \\?["']? \Z"""
)


def message(summary: str, where: Detector) -> str:
    """One line: what it is, that it counts as leaked, and where it is revoked."""
    return f"{summary}; revoke it ({where.rotate}), it counts as leaked once committed"


def help_text(text: Text, start: int, detector: Detector) -> str:
    """The next step, with the replacement as this kind of file writes it."""
    name = _variable(text, start, detector)
    for extensions, look_up in _LOOK_UPS:
        if text.path.lower().endswith(extensions):
            replacement = look_up.format(name=name, lower=name.lower())
            return f"Write {replacement} instead, set {name} outside the repository, and revoke the old value."
    return f"Read it from the environment variable {name} or a secret store, and revoke the old value."


def _variable(text: Text, start: int, detector: Detector) -> str:
    """The issuer's usual variable; for a generic secret, the name that the text itself uses."""
    if detector.rank != GENERIC:
        return detector.variable
    named = _OWN_NAME.search(text.data, max(0, start - 100), start)
    if not named:
        return detector.variable
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", named[1].decode("ascii")).replace("-", "_").upper()
