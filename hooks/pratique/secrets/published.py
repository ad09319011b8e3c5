"""Credentials that standards and their documentation print as examples, which everyone copies and nobody uses.

The sources: RFC 5849 (OAuth 1.0), RFC 6749 and 6750 (OAuth 2.0), RFC 7009 (revocation), RFC 7515 to 7519 (JOSE),
RFC 7617 (Basic), RFC 6238 (one-time passwords), RFC 7636 (PKCE), the vectors for AES of FIPS 197 and NIST SP 800-38A,
Google's description of otpauth addresses, and the digests of nothing at all; the account of Azurite (Microsoft's
emulator of storage), the examples of jwt.io by their signatures, the UUIDs of RFC 4122 and of API documentation, and
the first accounts of Hardhat's and Ganache's chains.
"""

from __future__ import annotations

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled

_VALUES = frozenset(
    """
    dpf43f3p2l4k3l03 kd94hf93k423kf44 hh5s93j4hdidpola hdhd0244k9j7ao03 nnch734d00sl2jdk pfkkdhi9sl3r4s00
    9djdj82h48djs9d2 j49sk3j29djd kkk9d7dh3k39sjv7 dh893hdasih9
    2YotnFZFEjr1zCsicMWpAA tGzv3JOkF0XG5Qx2TlKWIA SplxlOBeZQQYbYS6WxSbIA 7Fjfp0ZBr1KtDRbnfVdmIw gX1fBat3bV
    czZCaGRSa3F0MzpnWDFmQmF0M2JW czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3 mF_9.B5f-4.1JqM 45ghiukldjahdnhzdauz
    AyM1SysPpbyfDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow
    QWxhZGRpbjpvcGVuIHNlc2FtZQ== dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
    jbswy3dpehpk3pxp JBSWY3DPEHPK3PXP GEZDGNBVGY3TQOJQ GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
    2b7e151628aed2a6abf7158809cf4f3c 8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b
    603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4
    d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709
    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
    SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ
    XbPfbIHMI6arZ3Y922BhjWgQzWXcXNrz0ogtVhfEd2o KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30
    f81d4fae-7dec-11d0-a765-00a0c91e6bf6 123e4567-e89b-12d3-a456-426614174000 550e8400-e29b-41d4-a716-446655440000
    ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
    59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d
    5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a
    4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d
    """.split()  # noqa: SIM905
)


def is_published(value: str) -> bool:
    """Whether the value is such an example, in any letter case and perhaps cut off before its padding."""
    if value in _VALUES or value + "==" in _VALUES or value.lower().removeprefix("0x") in _VALUES:
        return True
    return value.count(".") == 2 and value.rpartition(".")[2] in _VALUES


# The field of a form against forged requests, and a picture that shows a state: everyone who opens the page has them.
_OPEN = (
    rb"""(?i)<input[^<>]{0,120}name=["']_token["'][^<>]{0,80}value=["']\Z""",
    rb"""(?i)\.(?:svg|png|jpe?g|gif|webp)\?(?:[\w=%.-]{1,60}&)?token=\Z""",
)
# The key of a search box (Algolia's DocSearch), beside the index that it searches.
_DOCSEARCH = rb"""(?i)docsearch[^;]{0,200}api_?key["']?\s{0,3}[:=]\s{0,3}["']\Z"""
_SEARCH_KEY = rb"[0-9a-f]{32}\Z"
_AFTER = rb"""["'][^;]{0,160}?index_?[nN]ame"""
_BESIDE = rb"""(?i)app_?id["']?\s{0,3}[:=]\s{0,3}["']\w{10}["'][^;]{0,120}\Z"""
# Who signs commits and tags, by the number of the key; what a chart writes so that a changed secret restarts its pods.
_SIGNER = rb"""(?i)(?:signing[_-]?key|gpg[\w-]{0,12}key|key[_-]?id)["']?\s{0,3}[:=]\s{0,3}["']?\Z"""
_KEY_ID = rb"(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})\Z"
_CHECKSUM = rb"""(?i)checksums?/[\w./-]{1,60}["']?\s{0,3}[:=]\s{0,3}["']?\Z"""
_REACH = 260
# A class of a style sheet that a build tool made of the word for the field and a few random characters.
_SCRIPTS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".svelte", ".css")
_CLASS = rb"(?i)_?(?:\w{1,6}_)?(?:password|passwd|token|secret|key|apikey|credential)(?:_[a-z0-9]{1,6}){0,2}\Z"


def is_public_there(text: Text, start: int, end: int) -> bool:
    """Whether what stands around the value at bytes [start, end) says that everyone may read it."""
    before = text.data[max(0, start - _REACH) : start]
    if any(compiled(shape).search(before) for shape in _OPEN):
        return True
    value = text.data[start:end]
    if text.path.lower().endswith(_SCRIPTS) and b"_" in value and compiled(_CLASS).match(value):
        return True
    if compiled(_KEY_ID).match(value) and compiled(_SIGNER).search(before):
        return True
    if compiled(_CHECKSUM).search(before):
        return True
    if not compiled(_SEARCH_KEY).match(value):
        return False
    beside = compiled(_BESIDE).search(before) and compiled(_AFTER).match(text.data, end, end + _REACH)
    return bool(beside or compiled(_DOCSEARCH).search(before))
