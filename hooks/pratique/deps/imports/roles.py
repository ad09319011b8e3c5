"""What a file is there for, as its folders tell."""

from __future__ import annotations

_TESTS = frozenset({"test", "tests", "testing"})
# Below a folder of tests: what tests are run on.
_DATA = frozenset(
    {"assets", "cases", "corpus", "data", "examples", "expected", "files", "fixture", "fixtures", "golden"}
    | {"input", "inputs", "resources", "roots", "samples", "snippets", "targets"}
)
_TEST_DATA = frozenset({"test-data", "test_data", "testdata"})
_EXAMPLES = frozenset(
    {"benchmarks", "demo", "demos", "doc", "docs", "docs_src", "example", "examples", "sample", "samples"}
    | {"tutorial", "tutorials"}
)
_VENDORED = frozenset(
    {"_vendor", "_vendored", "_vendored_packages", "3rdparty", "extern", "external", "externals", "patched"}
    | {"third_party", "thirdparty", "third-party", "vendor", "vendored"}
)
# Files that a tool runs in an environment of its own: name of the file -> modules that are there then.
_RUN_BY = {
    "conanfile.py": ("conan", "conans"),
    "conf.py": ("sphinx",),
    "dodo.py": ("doit",),
    "fabfile.py": ("fabric",),
    "locustfile.py": ("locust",),
    "noxfile.py": ("nox",),
    "setup.py": ("setuptools", "pkg_resources", "wheel"),
    "tasks.py": ("invoke",),
}


def is_data(path: str) -> bool:
    """Whether the file is what tests are run on: code that nobody runs, with whatever names it needs."""
    folders = _folders(path)
    tests = next((index for index, name in enumerate(folders) if name in _TESTS), len(folders))
    return any(name in _DATA for name in folders[tests + 1 :]) or any(name in _TEST_DATA for name in folders)


def is_example(path: str) -> bool:
    """Whether the file shows how to use the project, often together with what the project does not need."""
    return any(name in _EXAMPLES for name in _folders(path))


def is_vendored(path: str) -> bool:
    """Whether the file is a copy of somebody else's, who declared what it needs in another place."""
    return any(name in _VENDORED for name in _folders(path))


def given(path: str) -> tuple[str, ...]:
    """The modules that the tool which runs a file of that name brings."""
    return _RUN_BY.get(path.rpartition("/")[2], ())


def _folders(path: str) -> list[str]:
    return path.lower().split("/")[:-1]
