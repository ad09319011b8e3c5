"""The interpreter ends, whatever it is given, and says when it did not look at everything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.lint.flow.values import REMOTE, Container, Step, Taint, Value, join

PROGRAMS = {
    "nested in itself": "x = source()\n" + "x = [x, x]\n" * 60 + "sink(x)\n",
    "nested in itself by a loop": "def f(items):\n    x = source()\n    for i in items:\n        x = {'a': x, 'b': [x]}\n    sink(x)\n",
    "objects in a ring": "class A: pass\n\ndef f():\n    a = A()\n    a.x = source()\n"
    + "    a.next = a\n" * 30
    + "    sink(a.x)\n",
    "calls that fan out": "\n".join(f"def f{i}(x):\n    return f{i + 1}(x) + f{i + 1}(x)" for i in range(30))
    + "\ndef f30(x):\n    return x\ndef g():\n    sink(f0(source()))\n",
    "loops in loops": "def f(a):\n    x = source()\n"
    + "".join(f"{'    ' * (i + 1)}for i{i} in a:\n" for i in range(8))
    + "    " * 9
    + "sink(x)\n",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_pathological_program_ends_and_its_hit_is_found_or_said_to_be_missed(program, run):
    result = run(program)
    assert result.hits or result.unfinished


def test_a_function_with_too_many_branches_is_said_to_be_unfinished(run):
    branches = "".join(f"    if a == {i}:\n        b = f(a, {i})\n" for i in range(20_000))
    result = run(f"def f(a, b):\n    x = source()\n{branches}    sink(x)\n")
    assert [name for name, _ in result.unfinished] == ["f"]


TAINTS = st.builds(
    lambda line, cleared: Taint(Step("a.py", line, 0, line, 1, "x"), REMOTE, frozenset(cleared)),
    st.integers(1, 4),
    st.sets(st.sampled_from(["sql", "html", "*"])),
)
FLAT = st.builds(
    lambda constants, taints: Value(constants=constants, taints=tuple({t.origin: t for t in taints}.values())),
    st.none() | st.tuples(st.sampled_from(["a", "b", 1, None])),
    st.lists(TAINTS, max_size=3),
)
VALUES = FLAT | st.lists(FLAT, max_size=3).map(lambda xs: Value(container=Container("list", dict(enumerate(xs)))))


def dangers(value):
    return {(t.origin, kind) for t in value.taints for kind in ("sql", "html") if not t.clears(kind)}


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_a_join_with_itself_adds_nothing(value):
    assert join(value, value) == value


@settings(max_examples=300, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_a_join_is_as_dangerous_as_both_in_any_order(one, other, third):
    assert dangers(join(one, other)) == dangers(one) | dangers(other) == dangers(join(other, one))
    assert dangers(join(join(one, other), third)) == dangers(join(one, join(other, third)))
