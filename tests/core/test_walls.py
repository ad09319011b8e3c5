"""The walls of the house, over the imports of its files; and what a clean run must not load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pratique.core import room

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
PACKAGE = HOOKS / "pratique"
ROOMS = ("lint", "secrets", "deps", "prompts", "provenance")
# The folders in which each file is a rule, a check or a model of its own.
RULE_FOLDERS = {
    "lint/rules": ("pratique.core.finding", "pratique.core.rule", "pratique.lint.api", "pratique.lint.models"),
}
MAX_MODULE = 400
MAX_FUNCTION = 60


def _modules(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> set[str]:
    """Every module that the file imports anywhere, `from a import b` as a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute here"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _ours(path: Path) -> set[str]:
    return {name for name in _imports(path) if name.split(".")[0] == "pratique"}


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def _shown(path: Path) -> str:
    return str(path.relative_to(HOOKS))


@pytest.mark.parametrize("path", _modules(PACKAGE / "core"), ids=_shown)
def test_core_imports_the_standard_library_tomli_and_itself(path):
    for name in _imports(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names or top in ("tomli", "pratique"), name
    # the package itself holds the version
    assert all(name == "pratique.__version__" or _within(name, ("pratique.core",)) for name in _ours(path))


@pytest.mark.parametrize("hook", ROOMS)
def test_a_hook_imports_core_and_itself(hook):
    for path in _modules(PACKAGE / hook):
        for name in _ours(path):
            allowed = ("pratique.core", f"pratique.{hook}", "pratique.__version__")
            assert _within(name, allowed), f"{path}: {name}"


@pytest.mark.parametrize(
    "path", [p for p in _modules(PACKAGE / "lint" / "rules") if p.name != "__init__.py"], ids=_shown
)
def test_a_lint_rule_imports_the_public_face_of_its_room(path):
    for name in _ours(path):
        assert _within(name, RULE_FOLDERS["lint/rules"]), name
    opened = {"open", "print", "input", "exec", "eval", "__import__"}
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in opened, node.func.id


@pytest.mark.parametrize("room_", ["secrets.detectors", "deps.checks", "prompts.checks"])
def test_a_rule_imports_no_other_rule(room_):
    package = f"pratique.{room_}"
    for path in _modules(PACKAGE / room_.replace(".", "/")):
        if path.name.startswith("_"):
            continue
        others = {name for name in _ours(path) if name.startswith(package + ".")}
        assert all(name.split(".")[3].startswith("_") for name in others), f"{path}: {others}"


def test_only_the_umbrella_knows_all_hooks():
    packages = tuple(f"pratique.{hook}" for hook in ROOMS)
    for path in _modules():
        top = path.relative_to(PACKAGE).parts[0]
        if top in ROOMS or path.name == "cli.py":
            continue
        assert not any(_within(name, packages) for name in _ours(path)), path
        if path != PACKAGE / "core" / "room.py":  # where rules live, as text
            constants = {n.value for n in ast.walk(ast.parse(path.read_bytes())) if isinstance(n, ast.Constant)}
            assert not constants & set(packages), path


def test_every_rule_name_belongs_to_one_hook():
    names = [name for package in room.ROOMS.values() for name in room.names(package)]
    assert len(names) == len(set(names))
    assert len(names) == len(room.owners())


@pytest.mark.parametrize(("hook", "name"), [(hook, name) for name, hook in sorted(room.owners().items())])
def test_a_rule_is_named_as_its_file(hook, name):
    assert room.rule(room.ROOMS[hook], name).name == name


def _documentation(node: ast.stmt) -> int:
    """Lines of the constant RULE: text and examples, however many the rule needs."""
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "RULE":
        return (node.end_lineno or node.lineno) - node.lineno + 1
    return 0


@pytest.mark.parametrize("path", _modules(), ids=_shown)
def test_modules_and_functions_are_small(path):
    text = path.read_text()
    if "Written by docs/generate.py" in text.partition("\n")[0]:
        pytest.skip("a table that is generated")
    tree = ast.parse(text)
    lines = len(text.splitlines()) - sum(map(_documentation, tree.body))
    assert lines <= MAX_MODULE
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < MAX_FUNCTION, node.name


@pytest.mark.parametrize("path", _modules(), ids=_shown)
def test_nothing_is_executed_or_loaded_by_name_but_our_own(path):
    """No eval, no exec, no pickle, no shell: what is scanned stays data."""
    assert not _imports(path) & {"pickle", "marshal", "runpy", "imp", "pkg_resources"}
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("eval", "exec", "os.system", "os.popen"), called
            assert not any(keyword.arg == "shell" for keyword in node.keywords if called.startswith("subprocess."))


# What a clean file must not make any hook load: engines, network, and what is only for some runs.
HEAVY = """libcst detect_secrets requests urllib3 pip_audit packaging sqlite3 tempfile difflib  json
    pratique.core.cache pratique.core.suppression pratique.core.baseline pratique.core.attribution
    pratique.core.report.sarif pratique.core.explain socket ssl http urllib.request xml logging shutil
    concurrent multiprocessing unittest""".split()  # noqa: SIM905
CLEAN = {
    "lint": ("a.py", "import os\n\n\ndef main() -> None:\n    print(os.getcwd())\n"),
    "secrets": ("a.py", "import os\n\n\ndef main() -> None:\n    print(os.getcwd())\n"),
    "prompts": ("a.md", "# A heading\n\nSome words.\n"),
    "deps": ("a.py", "import os\n\n\ndef main() -> None:\n    print(os.getcwd())\n"),
}


def _loaded(hook: str, arguments: list[str], cwd: Path) -> tuple[int, set[str]]:
    """Exit code of the hook's command, and the modules that it loaded beyond an idle interpreter."""
    program = (
        "import sys; before = set(sys.modules)\n"
        f"from pratique.{hook}.hook import main\n"
        "code = main(sys.argv[1:])\n"
        "print(code, *sorted(set(sys.modules) - before))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(HOOKS)}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stdout.split("\n")[-2].split()
    return int(code), set(modules)


@pytest.mark.parametrize("hook", sorted(CLEAN))
def test_a_clean_run_loads_no_engine(repo, hook):
    name, content = CLEAN[hook]
    repo.write(name, content)
    code, modules = _loaded(hook, ["check", name], repo.path)
    assert code == 0
    assert not {module for module in modules if _within(module, tuple(HEAVY))}


def test_staged_files_cost_a_subprocess_and_nothing_else(repo):
    repo.stage("a.md", "# A heading\n")
    code, modules = _loaded("prompts", ["check"], repo.path)
    assert code == 0
    assert "subprocess" in modules
    assert not {module for module in modules if _within(module, tuple(HEAVY))}
