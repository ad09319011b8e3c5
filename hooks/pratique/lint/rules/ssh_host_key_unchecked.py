"""SSH connections to whatever answers at the address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    RemoveArgument,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Text,
    Triggers,
    calls,
    spell,
    texts,
)

RULE = Rule(
    name="ssh-host-key-unchecked",
    summary="an SSH connection accepts any host key",
    help="Load the known keys, client.load_system_host_keys(), and refuse others: paramiko.RejectPolicy().",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(295, 322),
    what=(
        "paramiko's AutoAddPolicy and WarningPolicy given to set_missing_host_key_policy, asyncssh with "
        "known_hosts=None, pysftp's CnOpts with hostkeys None, parallel-ssh and netmiko options that skip the check, "
        "and ssh command lines with StrictHostKeyChecking=no."
    ),
    why=(
        "Without the host's key nothing tells the server from someone in between, who then reads the password, "
        "the commands and their output, and answers what they like."
    ),
    assistants="AutoAddPolicy stands in every paramiko example, because RejectPolicy fails on the first try.",
    remedy=(
        "The fix refuses unknown hosts. Connections fail until the host's key is known: load it with "
        "load_system_host_keys, or add it from your settings with client.get_host_keys().add(...)."
    ),
    prompt="Verify SSH host keys against known_hosts; never add them automatically.",
    references=(
        "https://docs.paramiko.org/en/stable/api/client.html",
        "https://asyncssh.readthedocs.io/en/stable/api.html#specifying-known-hosts",
    ),
    foreign=("B507", "S507"),
    bad=(
        Bad(
            """\
import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
""",
            why="paramiko's policy that adds",
            fixed="""\
import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.RejectPolicy())
""",
        ),
        Bad(
            """\
from paramiko import SSHClient, WarningPolicy


def connect(host):
    client = SSHClient()
    client.set_missing_host_key_policy(WarningPolicy)
    client.connect(host)
""",
            why="the policy that warns, as a class",
            fixed="""\
from paramiko import SSHClient, RejectPolicy


def connect(host):
    client = SSHClient()
    client.set_missing_host_key_policy(RejectPolicy)
    client.connect(host)
""",
        ),
        Bad(
            """\
import asyncssh


async def run(host):
    async with asyncssh.connect(host, known_hosts=None) as connection:
        return await connection.run('uptime')
""",
            why="asyncssh without known hosts",
            fixed="""\
import asyncssh


async def run(host):
    async with asyncssh.connect(host) as connection:
        return await connection.run('uptime')
""",
        ),
        Bad(
            """\
import subprocess

subprocess.run(['ssh', '-o', 'StrictHostKeyChecking=no', 'backup', 'uptime'], check=True)
""",
            why="the option of the command",
            fixed="""\
import subprocess

subprocess.run(['ssh', '-o', 'StrictHostKeyChecking=yes', 'backup', 'uptime'], check=True)
""",
        ),
        Bad(
            """\
import os


def environment():
    return {**os.environ, 'GIT_SSH_COMMAND': 'ssh -i key -o StrictHostKeyChecking=no'}
""",
            why="in a command line",
            fixed="""\
import os


def environment():
    return {**os.environ, 'GIT_SSH_COMMAND': 'ssh -i key -o StrictHostKeyChecking=yes'}
""",
        ),
    ),
    good=(
        Good(
            """\
HELP = 'Without StrictHostKeyChecking=no a new host is asked about.'
""",
            why="prose about it",
        ),
        Good(
            """\
import paramiko

client = paramiko.SSHClient()
client.load_system_host_keys()
client.set_missing_host_key_policy(paramiko.RejectPolicy())
""",
            why="unknown hosts refused",
        ),
        Good(
            """\
import paramiko


def connect(policy):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(policy)
    return client
""",
            why="the caller chooses",
        ),
        Good(
            """\
import asyncssh


async def run(host):
    async with asyncssh.connect(host, known_hosts='known_hosts') as connection:
        return await connection.run('uptime')
""",
            why="a file of known hosts",
        ),
        Good(
            """\
import subprocess

subprocess.run(['ssh', '-o', 'StrictHostKeyChecking=accept-new', 'backup', 'uptime'], check=True)
""",
            why="only hosts never seen before are taken on trust",
        ),
    ),
)

_POLICIES = {
    f"{module}.{policy}" for module in ("paramiko", "paramiko.client") for policy in ("AutoAddPolicy", "WarningPolicy")
}
_POLICIES |= {f"{policy}()" for policy in _POLICIES}
_ASYNCSSH = {
    f"asyncssh.{name}" for name in ("connect", "create_connection", "connect_ssh", "connect_reverse", "run_client")
}
_REASON = "connections fail until the key of the host is known to the client"
_NO_CHECK = re.compile(rb"(StrictHostKeyChecking\s*[= ]\s*)(no|off)(?![\w-])", re.IGNORECASE)


# The option as an argument of its own, or in a command line; prose about it is neither.
_OPTION = re.compile(
    rb"[rbuRBU]*(?:'|\")+\s*(?:-o\s*)?StrictHostKeyChecking\s*[= ]\s*(?:no|off)\s*(?:'|\")+"
    rb"|\b(?:ssh|scp|sftp|rsync|autossh|sshpass)\b.*?-o\s*StrictHostKeyChecking=(?:no|off)(?![\w-])",
    re.IGNORECASE,
)


def check_call(call: Call) -> Iterator[Report]:
    if call.method == "set_missing_host_key_policy":
        policy = call.argument("policy", 0)
        if policy is not None and policy.names & _POLICIES:
            yield Report(call.node, repair=_reject(call, policy))
    elif call.names & _ASYNCSSH:
        known = call.argument("known_hosts")
        if known is not None and known.constant is None:
            yield Report(call.node, repair=_known(call, known))


def _reject(call: Call, policy: Argument) -> Repair | None:
    node = policy.node.func if isinstance(policy.node, cst.Call) else policy.node
    spelling = spell(call, "paramiko", "RejectPolicy", instead_of=node)
    if spelling is None:
        return None
    return Repair("refuse unknown hosts", (Replace(node, spelling.text), *spelling.changes), False, _REASON)


def _known(call: Call, known: Argument) -> Repair | None:
    if not known.is_written:
        return None
    return Repair("check the user's known hosts", (RemoveArgument(call.node, known.arg),), False, _REASON)


def check_text(text: Text) -> Iterator[Report]:
    """The option in an argument list or a command line; also in a file that is written for ssh."""
    start, end = text.file.span(text.node) or (0, 0)
    written = text.file.data[start:end]
    if b"\n" not in written and _OPTION.search(written) and not _is_documentation(text):
        changed = _NO_CHECK.sub(rb"\1yes", written).decode()
        repair = Repair("check host keys", (Replace(text.node, changed),), False, _REASON)
        yield Report(text.node, "ssh is told to accept any host key", repair=repair)


def _is_documentation(text: Text) -> bool:
    """A docstring, or a text that is a statement of its own."""
    up = text.place.up
    return up is not None and isinstance(up.node, cst.Expr)


TRIGGERS: Triggers = (
    calls("set_missing_host_key_policy"),
    calls(*sorted(_ASYNCSSH), given=("known_hosts=None",)),
    texts("StrictHostKeyChecking"),
)
CHECKS: Checks = {Call: check_call, Text: check_text}
