"""SNMP without authentication or encryption."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    is_test,
)

RULE = Rule(
    name="insecure-snmp",
    summary="SNMP is spoken without authentication or encryption",
    help="Use SNMPv3 with both: UsmUserData(user, authKey=…, privKey=…, authProtocol=…, privProtocol=…).",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319, 287, 1392),
    what=(
        "CommunityData of PySNMP, which is version 1 or 2c, UsmUserData without a key for authentication or for "
        "encryption, and easysnmp or puresnmp sessions of version 1 or 2. Tests are left alone."
    ),
    why=(
        "The community string is the only password and travels as text with each packet; often it is public or "
        "private. Whoever reads it reads the whole configuration, and often writes it."
    ),
    assistants=(
        "Every short example reads a device with CommunityData('public'): version 3 needs users on the device first."
    ),
    remedy="Set up an SNMPv3 user on the device and use it. The keys are for you to make, so there is no fix.",
    prompt="Use SNMPv3 with authentication and privacy.",
    references=("https://docs.lextudio.com/pysnmp/v7.1/docs/api-reference", "https://www.rfc-editor.org/rfc/rfc3414"),
    foreign=("B508", "B509", "S508", "S509"),
    bad=(
        Bad(
            """\
from pysnmp.hlapi import CommunityData

access = CommunityData('public', mpModel=0)
""",
            why="version 1",
        ),
        Bad(
            """\
from pysnmp.hlapi.asyncio import CommunityData


def access(community):
    return CommunityData(community)
""",
            why="version 2c, the default",
        ),
        Bad(
            """\
from pysnmp.hlapi import UsmUserData


def access(user):
    return UsmUserData(user)
""",
            why="version 3 without keys",
        ),
    ),
    good=(
        Good(
            """\
from pysnmp.hlapi import UsmUserData


def access(user, key, secret):
    return UsmUserData(user, key, secret)
""",
            why="both keys",
        ),
        Good(
            """\
from pysnmp.hlapi import UsmUserData


def access(user, **keys):
    return UsmUserData(user, **keys)
""",
            why="keys that are passed on",
        ),
        Good(
            """\
from town import CommunityData

data = CommunityData('public')
""",
            why="another library's class of that name",
        ),
    ),
)

_LIBRARY = "pysnmp"
_SESSIONS = {"easysnmp.Session", "easysnmp.snmp_get", "easysnmp.snmp_walk"}


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    is_pysnmp = any(name.partition(".")[0] == _LIBRARY for name in call.names)
    if is_pysnmp and call.method == "CommunityData" and call.args:
        yield Report(call.node, "SNMP versions 1 and 2c send the community as text")
    elif is_pysnmp and call.method == "UsmUserData" and not call.is_open:
        authenticates = call.argument("authKey", 1) or call.argument("authProtocol", 3)
        encrypts = call.argument("privKey", 2) or call.argument("privProtocol", 4)
        if not authenticates or not encrypts:
            missing = "encryption" if authenticates else "authentication and encryption"
            yield Report(call.node, f"SNMPv3 is used without {missing}")
    elif call.names & _SESSIONS:
        version = call.keywords.get("version")
        if version is not None and version.constant in (1, 2):
            yield Report(call.node, "SNMP versions 1 and 2c send the community as text")


TRIGGERS: Triggers = (
    calls("CommunityData", "UsmUserData", needs=(_LIBRARY,)),
    calls(*sorted(_SESSIONS), given=("version=1", "version=2")),
)
CHECKS: Checks = {Call: check_call}
