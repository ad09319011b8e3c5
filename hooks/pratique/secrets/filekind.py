"""What a path says about how its file writes values."""

from __future__ import annotations

from functools import lru_cache

from pratique.secrets.patterns import compiled

# CODE: values are expressions, literals are quoted. CONFIG: a bare word after a name is its value.
# NETRC: name and value stand apart by a space. LOCK: machine-written hashes. PROSE: all the rest.
CODE, CONFIG, NETRC, LOCK, PROSE = "code", "config", "netrc", "lock", "prose"

_CODE_EXTENSIONS = frozenset(
    """
    .py .pyi .pyw .pyx .js .mjs .cjs .jsx .ts .tsx .vue .svelte .java .kt .kts .scala .groovy .go .rs .c .h .cc
    .cpp .hpp .cs .rb .php .pl .pm .lua .r .swift .m .dart .ex .exs .css .scss .less .html .htm .sql .po .pot
    .map
    """.split()  # noqa: SIM905
)
_CONFIG_EXTENSIONS = frozenset(
    """
    .env .yaml .yml .ini .cfg .conf .config .cnf .properties .sh .bash .zsh .fish .envrc .tfvars .service .npmrc
    .pypirc .bashrc .zshrc .profile .pgpass .s3cfg .boto .my.cnf .toml .ps1 .bat .cmd .mk
    """.split()  # noqa: SIM905
)
_CONFIG_NAMES = ("dockerfile", "containerfile", "makefile", "credentials", "procfile", "justfile", "jenkinsfile")
_NETRC_NAMES = frozenset({".netrc", "_netrc", "netrc", ".authinfo", ".msmtprc", "msmtprc", ".fetchmailrc"})
# Written by package managers; all their random text is hashes.
_LOCK_NAMES = frozenset(
    """
    package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb poetry.lock pdm.lock
    uv.lock pipfile.lock pylock.toml cargo.lock gemfile.lock composer.lock go.sum flake.lock mix.lock
    packages.lock.json podfile.lock deno.lock conda-lock.yml .terraform.lock.hcl
    """.split()  # noqa: SIM905
)
# How the frameworks of many languages tell tests from the program: by a folder or by the file's name.
_TEST = (
    r"(?i)(?:\A|/)(?:__tests__|tests?|specs?|e2e|cypress)/|"
    r"(?:\A|/)(?:test_[^/]*|[^/]*[._-](?:test|spec|cy|e2e)s?\.\w{2,4})\Z"
)


@lru_cache(maxsize=256)
def is_test(path: str) -> bool:
    """Whether the file plainly is a test."""
    return compiled(_TEST).search(path) is not None


@lru_cache(maxsize=256)
def file_kind(path: str) -> str:
    """One of CODE, CONFIG, NETRC, LOCK and PROSE."""
    name = path.rsplit("/", 1)[-1].lower()
    if name in _LOCK_NAMES:
        return LOCK
    if name in _NETRC_NAMES:
        return NETRC
    if name.startswith((".env", *_CONFIG_NAMES)) or ".env." in name:
        return CONFIG
    dot = name.rfind(".")
    extension = name[dot:] if dot >= 0 else ""
    if extension in _CODE_EXTENSIONS:
        return CODE
    return CONFIG if extension in _CONFIG_EXTENSIONS else PROSE
