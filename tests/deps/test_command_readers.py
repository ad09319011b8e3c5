"""The readers of scripts in other files: Dockerfiles and workflows, and what of a shell they must know."""

from __future__ import annotations

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.manifests import _installers, _shell, dockerfile, workflow
from pratique.deps.model import Requirement

WORKFLOW = ".github/workflows/ci.yml"


def read(reader, path, text, files=None):
    source = Source.load(path, text if isinstance(text, bytes) else text.encode())
    return list(reader.entries(source, lambda name: (files or {}).get(name)))


def docker(text, files=None, path="Dockerfile"):
    return read(dockerfile, path, text, files)


def run(script, files=None):
    """The entries of a script as one step of a workflow, written as a text in JSON, which is YAML."""
    return read(workflow, WORKFLOW, f"jobs: [{{run: {json.dumps(script)}}}]\n", files)


def names(entries):
    return [(entry.name, entry.version) for entry in entries if isinstance(entry, Requirement)]


def check_places(entries):
    for entry in entries:
        if isinstance(entry, Requirement):
            assert entry.source.data[entry.start :].lower().startswith(entry.name.encode())
            if entry.version and entry.version_span:
                assert entry.source.data[slice(*entry.version_span)].decode() == entry.version


A = [("a", "1")]
AB = [("a", "1"), ("b", "2")]
SCRIPTS = [
    ("pip install a==1", A, "one pin"),
    ("pip install a==1 b==2", AB, "two pins"),
    ("pip3 install a==1", A, "pip of Python 3"),
    ("pip3.11 install a==1", A, "pip of one version"),
    ("/opt/venv/bin/pip install a==1", A, "pip by its path"),
    ("$VENV/bin/pip install a==1", A, "pip in a folder that a variable names"),
    ("${PIP} install a==1", A, "pip by a variable"),
    ("python -m pip install a==1", A, "a module of Python"),
    ("python3.12 -I -m pip install a==1", A, "Python with an option"),
    ('"$PYTHON" -m pip install a==1', A, "Python by a variable"),
    ("py -3.11 -m pip install a==1", A, "the launcher on Windows"),
    ("sudo -H pip install a==1", A, "behind sudo"),
    ("FOO=1 BAR='x y' pip install a==1", A, "behind assignments"),
    ("if ! pip install a==1; then exit 1; fi", A, "a condition"),
    ("for i in 1 2; do pip install a==1 && break; done", A, "a loop"),
    ("(cd x; pip install a==1)", A, "a subshell"),
    ("x=$(pip install a==1)", A, "a command in the place of its output"),
    ("x=`pip install a==1`", A, "the same in back quotes"),
    ('bash -c "pip install a==1"', A, "a shell with a script"),
    ("bash -lc 'pip install \"a==1\" && pip install b==2'", AB, "a login shell with a script"),
    ("pip install a==1 && pip install b==2", AB, "two commands"),
    ("pip install a==1; pip install b==2", AB, "two commands with a semicolon"),
    ("pip install a==1 || pip install b==2", AB, "an alternative"),
    ("pip install a==1\npip install b==2", AB, "two lines"),
    ("pip install a==1 \\\n  b==2", AB, "a continued line"),
    ("pip install a==1 \\\r\n  b==2\r\n", AB, "a continued line with Windows newlines"),
    ("pip install a==1 `\n  b==2", AB, "a line continued as in PowerShell"),
    ("pip install a==1 ^\n  b==2", AB, "a line continued as in cmd"),
    ("pip install a==1 # b==2", A, "a comment"),
    ("# pip install b==2\npip install a==1", A, "a comment line"),
    ("# don't\npip install a==1", A, "an apostrophe in a comment"),
    ("pip install 'a==1' \"b==2\"", AB, "quotes"),
    ("pip install a'=='1", A, "quotes within a word"),
    ("pip install 'a>=1' a\\<2 'b==2'", [("a", ""), ("a", ""), ("b", "2")], "ranges, quoted and escaped"),
    ("pip install a==1.*", [("a", "")], "a prefix"),
    ("pip install a>=1", [("a", "")], "a range without quotes is a redirection"),
    ("pip install a==1 > log 2>&1", A, "output to a file"),
    ("pip install a==1>log", A, "output to a file without a space"),
    ("pip install a==1 &> /dev/null", A, "all output to nowhere"),
    ("pip install -q -U --no-cache-dir a==1", A, "switches"),
    ("pip --quiet install a==1", A, "an option before the verb"),
    ("pip --proxy p install a==1", A, "an option with a value before the verb"),
    ("pip install --index-url https://x.invalid/simple a==1", A, "the index"),
    ("pip install --index-url=https://x.invalid/simple a==1", A, "the index with a sign"),
    ("pip install -ihttps://x.invalid/simple a==1", A, "the index attached"),
    ("pip install -t lib a==1 --only-binary :all:", A, "values of options"),
    ("pip install --config-settings x=y a==1", A, "settings for the build"),
    ("pip install 'a[x,y]==1 ; python_version < \"3\"'", A, "extras and a marker"),
    ("pip install -- a==1", A, "the end of options"),
    ("pip download a==1", A, "a download"),
    ("uv pip install --system a==1", A, "uv's pip"),
    ("uv --quiet pip install a==1", A, "uv with an option"),
    ("uv add a==1 --group dev --tag v1", A, "uv add"),
    ("uv tool install a@1", A, "a tool with a version"),
    ("uv tool install a==1 --with b==2", AB, "a tool with a plugin"),
    ("uvx a@1 b==2", A, "a tool that is run, and its argument"),
    ("uvx --from a==1 b c==3", A, "a tool of another name"),
    ("uvx --with b==2 a@1 x", [("b", "2"), ("a", "1")], "a tool with a plugin that is run"),
    ("uv run --with a==1 main.py b==2", A, "a script with a further requirement"),
    ("uv run --with 'a==1,b==2' main.py", AB, "further requirements in one list"),
    ("uv run --with 'a[x,y]>=1,<2, b[z]==2' main.py", [("a", ""), ("b", "2")], "a list with ranges and extras"),
    ("eval 'pip install a==1'", A, "a text that the shell runs"),
    ("eval pip install a==1", A, "words that the shell runs"),
    ("if ($?) { pip install a==1 }", A, "a block of PowerShell"),
    ("uv run pip install a==1", A, "pip in a project"),
    ("pipx install a==1", A, "pipx"),
    ("pipx install --pip-args '-q x' a==1", A, "pipx with arguments for pip"),
    ("pipx inject app a==1", A, "what is put beside an application"),
    ("pipx run a==1 b==2", A, "an application that is run"),
    ("pipx run --spec a==1 b c==3", A, "an application of another name"),
    ("pipenv install a==1 --categories x", A, "Pipenv"),
    ("poetry add a@1 --group dev", A, "Poetry with a version"),
    ("poetry add a@^1.2", [("a", "")], "Poetry with a range"),
    ("poetry add a@latest 'b==2'", [("a", ""), ("b", "2")], "Poetry with the latest"),
    ("pdm add -G test a==1", A, "PDM"),
    ("conda run -n x pip install a==1", A, "pip in an environment of conda"),
    ("pip install -r /dev/stdin <<EOF\na==1\n# b==2\nEOF\npip install b==2", AB, "a here-document of requirements"),
    ("bash <<'EOF'\npip install a==1\nEOF", A, "a here-document as a script"),
    ("cat > x.sh <<EOF\npip install b==2\nEOF\npip install a==1", A, "a here-document that is only written"),
    ("cat <<-EOF\n\tpip install b==2\n\tEOF\npip install a==1", A, "a here-document with tabs"),
    ("cat <<A <<B\npip install b==2\nA\nx\nB\npip install a==1", A, "two here-documents"),
    ("pip install a==1 https://x.invalid/b-2-py3-none-any.whl", AB, "a wheel by address"),
]


@pytest.mark.parametrize(("script", "expected"), [case[:2] for case in SCRIPTS], ids=[case[2] for case in SCRIPTS])
def test_what_a_script_installs(script, expected):
    entries = run(script)
    assert names(entries) == expected
    assert len(entries) == len(expected)


@pytest.mark.parametrize(("script", "expected"), [case[:2] for case in SCRIPTS], ids=[case[2] for case in SCRIPTS])
def test_a_script_in_a_block_has_the_same_and_exact_places(script, expected):
    block = script.replace("\n", "\n      ")
    entries = read(workflow, WORKFLOW, f"# caf\u00e9\njobs:\n  x:\n  - run: |\n      {block}\n")
    assert names(entries) == expected
    check_places([entry for entry in entries if "@ " not in getattr(entry, "specifier", "")])


NOTHING = [
    ("echo pip install a==1", "a command that is shown"),
    ('echo "pip install a==1"', "a text that is shown"),
    ("grep -r pip install", "a search"),
    ("git commit -m 'pip install a==1'", "a message"),
    ("pip uninstall a==1", "another verb"),
    ("pip --version", "no verb"),
    ("pip install", "nothing to install"),
    ("pip freeze > requirements.txt", "what is installed"),
    ("apt-get install -y python3-pip", "another installer"),
    ("npm install a@1", "an installer of another language"),
    ("pip-compile requirements.in", "a program with a similar name"),
    ("uv sync --frozen", "a lock file"),
    ("uv run main.py --with a==1", "an option of the script"),
    ("poetry install --with dev", "a project"),
    ("# pip install a==1", "a comment"),
    ("x='pip install a==1'", "a text"),
    ("pip install -q '' ", "an empty word"),
]


@pytest.mark.parametrize("script", [case[0] for case in NOTHING], ids=[case[1] for case in NOTHING])
def test_other_commands_declare_nothing(script):
    assert run(script) == []
    assert docker(f"RUN {script}\n") == []


UNAUDITED = [
    ("pip install $X", "a variable"),
    ("pip install a==${X}", "a version in a variable"),
    ('pip install "a==$X"', "a variable in quotes"),
    ("pip install a==${{ matrix.a }}", "a template of GitHub, with spaces"),
    ("pip install '${{ env.A }}'", "a template in single quotes"),
    ("pip install a==<< parameters.version >>", "a template of CircleCI"),
    ("pip install a==$(version)", "a command, or a variable of Azure"),
    ("pip install a==%X%", "a variable of cmd"),
    ("pip install -r $X/requirements.txt", "a file that a variable names"),
    ("pip install dist/*.whl", "a pattern of files"),
    ("pip install -r missing.txt", "a file that is not there"),
    ("pip install -r https://x.invalid/a.txt", "a file on another machine"),
    ("pip install git+https://x.invalid/a.git@v1", "a repository"),
    ("pip install ./lib", "a folder"),
    ("pip install -e ./lib", "a folder in place"),
    ("pip install a=1", "no requirement"),
    ("cat x | xargs -n1 pip install", "what xargs adds"),
]


@pytest.mark.parametrize("script", [case[0] for case in UNAUDITED], ids=[case[1] for case in UNAUDITED])
def test_what_cannot_be_audited_is_said_with_its_line(script):
    first, notice = read(workflow, WORKFLOW, f"x:\n- run: |\n    pip install z==1\n    {script}\n")
    assert first.name == "z"
    assert isinstance(notice, Notice)
    assert (notice.line, "not audited" in notice.message) == (4, True)
    assert run(script)[0].message == notice.message


def test_the_repository_itself_is_audited_by_its_own_manifest():
    assert run("pip install -e .[dev] .", {"pyproject.toml": b""}) == []
    assert run("cd lib && pip install .", {"lib/setup.py": b""}) == []


FILES = {
    "requirements.txt": b"a==1\n-r more.txt\n",
    "more.txt": b"b==2\n",
    "pyproject.toml": b"[project]\ndependencies=['a==1']",
}


@pytest.mark.parametrize(
    ("script", "files", "expected"),
    [
        pytest.param("pip install -r requirements.txt", FILES, AB, id="a file, and what it includes"),
        pytest.param("pip install -Ur requirements.txt", FILES, AB, id="short options together"),
        pytest.param("pip install --requirement=requirements.txt -r more.txt", FILES, AB, id="each file once"),
        pytest.param("pip install z -c more.txt", FILES, [("z", ""), ("b", "2")], id="constraints"),
        pytest.param("uv pip sync requirements.txt", FILES, AB, id="a file by its position"),
        pytest.param("uv pip install -r pyproject.toml", FILES, A, id="a file of another format"),
        pytest.param("cd x/y && pip install -r z.txt", {"x/y/z.txt": b"a==1"}, A, id="another folder"),
        pytest.param("pip install -r .\\x\\z.txt", {"x/z.txt": b"a==1"}, A, id="a Windows path"),
        pytest.param("cd x\ncd y\npip install -r z.txt", {"x/y/z.txt": b"a==1"}, A, id="one folder after the other"),
    ],
)
def test_files_that_a_command_names_are_read(script, files, expected):
    assert names(run(script, files)) == expected


def test_a_file_of_another_format_that_is_broken_does_not_end_the_rest():
    problem, entry = run("uv pip install -r pyproject.toml a==1", {"pyproject.toml": b"[project\n"})
    assert isinstance(problem, Problem)
    assert (problem.path, entry.name) == ("pyproject.toml", "a")


YAML = [
    ("x:\n- run: >\n    pip install\n    a==1\n\n    # b", A, "a folded block"),
    ("x:\n- run: >-\n    pip install\n    a==1\n    b==2\n", AB, "a folded block with two items"),
    ("x:\n- run: |2-\n    pip install a==1", A, "a block with an indicator"),
    ("x:\n- run: | # why\n    pip install a==1", A, "a block with a comment"),
    ("x:\n- run: pip install a==1\n    b==2\n", AB, "a plain text on two lines"),
    ("x:\n- run: 'pip install ''a==1'''\n", A, "doubled quotes"),
    ('x:\n- run: "pip install \\"a==1\\""\n', A, "escaped quotes"),
    ("x:\n- {name: pip install z==0, run: pip install a==1}\n", A, "a flow mapping, and a name"),
    ("x: &s\n- run: pip install a==1\ny: *s\n", A, "an alias of steps"),
    ("x: &s pip install a==1\nrun: *s\n", A, "an alias of a script"),
    ("script:\n- pip install a==1\n- [pip install b==2]\n", AB, "nested lists of GitLab"),
    ("script:\n- !reference [.x, script]\n- pip install a==1\n", A, "a tag of GitLab"),
    ("jobs: {x: {steps: [{run: {name: pip, command: pip install a==1}}]}}", A, "a command of CircleCI"),
    ("steps:\n- bash: pip install a==1\n- task: x\n  inputs: {script: pip install b==2}\n", AB, "steps of Azure"),
    ("env:\n  CIBW_BEFORE_BUILD: pip install a==1\n", A, "a command of cibuildwheel"),
    ("run: pip install a==1\n---\nrun: pip install b==2\n", AB, "two documents"),
    ("env: {X: pip install a==1}\ndescription: pip install a==1\n", [], "other keys"),
    ("pip: 1\n", [], "no script"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in YAML], ids=[case[2] for case in YAML])
def test_scripts_are_found_in_yaml(text, expected):
    entries = read(workflow, WORKFLOW, text)
    assert names(entries) == expected
    assert len(entries) == len(expected)
    check_places(entries)


def test_working_directories_are_looked_into():
    text = "x:\n- run: pip install -r r.txt\n  working-directory: a/b\n"
    assert names(read(workflow, WORKFLOW, text, {"a/b/r.txt": b"a==1"})) == A


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("run: pip install\n  a: b: c\n", "not valid YAML: line 2", id="no YAML"),
        pytest.param("run: pip\n<<<<<<< HEAD\nx: [\n", "merge conflict", id="a merge conflict"),
        pytest.param("run: [pip, " + "[" * 5_000, "nested too deeply", id="deep lists"),
        pytest.param(
            "pip: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"k{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)),
            "repeat too much",
            id="aliases of aliases",
        ),
    ],
)
def test_yaml_that_cannot_be_read_is_an_error(text, said):
    with pytest.raises(SourceError, match=said):
        read(workflow, WORKFLOW, text)


DOCKER = [
    ("FROM python:3\nRUN pip install a==1\n", A, "one instruction"),
    ("run pip install a==1\n", A, "small letters"),
    ("RUN apt-get update && \\\n    pip install a==1 \\\n    b==2 && \\\n    rm -rf /x\n", AB, "continued lines"),
    ("RUN pip install a==1 \\\n# why\n    # why\n\n  b==2\n", AB, "comments and blank lines in between"),
    ("RUN pip install a==1 \\   \n  b==2\n", AB, "white space behind the backslash"),
    ("RUN pip install a==1 \\\r\n  b==2\r\n", AB, "Windows newlines"),
    ("# escape=`\nRUN pip install a==1 `\n  b==2\n", AB, "another escape character"),
    ("# syntax=docker/dockerfile:1\n# escape=`\nRUN pip install a==1 `\n  b==2\n", AB, "two directives"),
    ('RUN ["pip", "install", "a==1", "b==2"]\n', AB, "the exec form"),
    ('RUN ["/bin/sh", "-c", "pip install a==1"]\n', A, "the exec form of a shell"),
    ("RUN --mount=type=cache,target=/root/.cache pip install a==1\n", A, "a flag"),
    (
        "RUN --mount=type=cache,target=/x \\\n    --network=none \\\n    pip install a==1\n",
        A,
        "flags on lines of their own",
    ),
    ("RUN <<EOF\nset -e\npip install a==1\nEOF\nRUN pip install b==2\n", AB, "a here-document as a script"),
    ("RUN <<-'EOF'\n\tpip install a==1\n\tEOF\nRUN pip install b==2\n", AB, "a here-document with tabs and quotes"),
    ("RUN bash <<EOF\npip install a==1\nEOF\n", A, "a here-document for a shell"),
    ("RUN python3 <<EOF\npip install b==2\nEOF\nRUN pip install a==1\n", A, "a here-document for something else"),
    ("COPY <<EOF /x\npip install b==2\nEOF\nRUN pip install a==1\n", A, "a file from a here-document"),
    ("RUN pip install -r /dev/stdin <<EOF\na==1\nEOF\n", A, "requirements from a here-document"),
    ("ONBUILD RUN pip install a==1\n", A, "a trigger"),
    ("CMD pip install a==1 && run\n", A, "what the container runs"),
    ("ENV X='pip install b==2'\nLABEL x=pip\nRUN pip install a==1\n", A, "other instructions"),
    ("\ufeffRUN pip install a==1  # caf\u00e9\n", A, "a byte-order mark"),
    ("# RUN pip install a==1\n", [], "a comment"),
    ("FROM pip\nRUN\n", [], "an instruction without a body"),
    ("RUN pip install a==1 \\", A, "a continuation at the end"),
    ("RUN <<EOF\npip install a==1\n", A, "a here-document that does not end"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in DOCKER], ids=[case[2] for case in DOCKER])
def test_what_the_instructions_install(text, expected):
    entries = docker(text)
    assert names(entries) == expected
    assert len(entries) == len(expected)
    check_places(entries)


COPIES = [
    ("COPY requirements.txt .\nRUN pip install -r requirements.txt", "requirements.txt", "beside the file"),
    ("COPY requirements.txt /tmp/r.txt\nRUN pip install -r /tmp/r.txt", "requirements.txt", "another name"),
    ("WORKDIR /app\nCOPY . .\nRUN pip install -r deps/a.txt", "deps/a.txt", "all of the folder"),
    ("WORKDIR /app\nCOPY . /app/\nRUN pip install -r /app/deps/a.txt", "deps/a.txt", "by the absolute path"),
    ("COPY deps/*.txt /r/\nRUN pip install -r /r/a.txt", "deps/a.txt", "a pattern"),
    ("COPY deps /r\nRUN pip install -r /r/a.txt", "deps/a.txt", "the content of a folder"),
    ("COPY a.txt deps/b.txt /r/\nRUN pip install -r /r/b.txt", "deps/b.txt", "several files"),
    ('COPY ["a.txt", "/r/"]\nRUN pip install -r /r/a.txt', "a.txt", "the form of a list"),
    ("RUN --mount=type=bind,source=deps/a.txt,target=/r.txt pip install -r /r.txt", "deps/a.txt", "a mount"),
    ("COPY . /app\nRUN cd /app/deps && pip install -r a.txt", "deps/a.txt", "another folder"),
]


@pytest.mark.parametrize("folder", ["", "docker/", "a/b/"])
@pytest.mark.parametrize(("text", "path"), [case[:2] for case in COPIES], ids=[case[2] for case in COPIES])
def test_files_are_looked_for_where_they_are_copied_from(text, path, folder):
    assert names(docker(text, {path: b"a==1\n"}, f"{folder}Dockerfile")) == A


def test_a_range_in_a_workflow_is_normal_and_one_in_an_image_is_not():
    assert [entry.open_by_design for entry in run("pip install a")] == [True]
    assert [entry.open_by_design for entry in docker("RUN pip install a")] == [False]


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("Dockerfile", "dockerfile"),
        ("a/Dockerfile.dev", "dockerfile"),
        ("dev.dockerfile", "dockerfile"),
        ("Containerfile", "dockerfile"),
        ("Dockerfile.py311", "dockerfile"),
        ("test_dockerfile.py", "script"),
        ("docs/dockerfile.md", None),
        (WORKFLOW, "workflow"),
        ("a/action.yaml", "workflow"),
        (".gitlab-ci.yml", "workflow"),
        ("azure-pipelines.yml", "workflow"),
        (".circleci/config.yml", "workflow"),
        ("workflows/ci.yml", None),
        ("dockerfiles/readme.md", None),
        ("docker-compose.yml", None),
        ("a.yml", None),
    ],
)
def test_each_file_has_its_reader(path, stem):
    assert manifests.reader_for(path) is (manifests.readers()[stem] if stem else None)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_words_are_cut_as_a_shell_cuts_them(words):
    command = " ".join(map(shlex.quote, words))
    quotable = [
        word for word in words if "{{" not in word and "<<" not in word and "$[[" not in word and "${" not in word
    ]
    if quotable == words:
        (found,) = _shell.commands(command)
        assert [word.text for word in found.words] == words
        assert all("".join(command[i] for i in word.indices) == word.text for word in found.words)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param("a \\", ["a"], id="a backslash at the end"),
        pytest.param("a b\\", ["a", "b"], id="a backslash at the end of a word"),
        pytest.param("a\\\nb c", ["ab", "c"], id="a word on two lines"),
        pytest.param("a '' \"\"", ["a", "", ""], id="empty words"),
        pytest.param("a b#c #d", ["a", "b#c"], id="a sign of a comment in a word"),
        pytest.param('a "b\\$c\\\\d\\e"', ["a", "b$c\\d\\e"], id="escapes in quotes"),
        pytest.param("a 1>x 2>&1 b3>y <z &>w c", ["a", "b3", "c"], id="redirections"),
        pytest.param("a <<<b c", ["a", "c"], id="a here-string"),
        pytest.param("a>b c", ["a", "c"], id="a redirection in the middle"),
    ],
)
def test_words_of_a_command(script, words):
    (command,) = _shell.commands(script)
    assert [word.text for word in command.words] == words


@given(st.text("ab \"'\\$`(){}<>|&;#\n-=1", max_size=40))
def test_any_script_is_read_without_a_crash(text):
    for entries in (run(f"pip install {text}"), docker(f"RUN pip install {text}"), docker(text + "\n# pip")):
        assert all(isinstance(entry, (Requirement, Problem, Notice)) for entry in entries)


@pytest.mark.parametrize("nothing", ["\\", " \\", "\\\n", "\\\n\\\n", "  \\\n \\"])
def test_a_backslash_alone_is_no_instruction(nothing):
    assert names(docker(f"RUN pip install a==1\n{nothing}")) == names(docker("RUN pip install a==1"))
    assert names(docker(f"{nothing}\n# pip")) == []


def test_no_option_of_an_installer_is_both_a_value_and_a_switch_elsewhere_in_its_row():
    for rows in _installers.INSTALLERS.values():
        for row in rows:
            assert all(option.startswith("-") and "=" not in option for option in row.roles)
