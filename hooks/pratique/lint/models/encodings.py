"""Parsing and decoding: what was inside a harmless text comes out again."""

from pratique.lint.flow.model import TEXT, Model, Restores

_STRUCTURES = (
    "json.loads", "json.load", "simplejson.loads", "ujson.loads", "orjson.loads", "rapidjson.loads",
    "bson.json_util.loads",
    "flask.json.loads", "django.core.serializers.json.loads", "tornado.escape.json_decode", "ast.literal_eval",
    "yaml.safe_load", "yaml.load", "msgpack.unpackb", "msgpack.loads", "cbor2.loads", "xmltodict.parse", "qs.parse",
    "jsonpickle.decode", "eval",
)  # fmt: skip
_ESCAPED = (
    "html", "header", "log", "path", "url", "redirect", "sql", "command", "ldap", "ldap-name", "xpath",
    "code", "template", "format", "regex",
)  # fmt: skip
_DECODING = (
    "urllib.parse.parse_qs", "urllib.parse.parse_qsl",
    "urllib.parse.unquote", "urllib.parse.unquote_plus", "urllib.parse.unquote_to_bytes", "html.unescape",
    "base64.b64decode", "base64.urlsafe_b64decode", "base64.standard_b64decode", "base64.b32decode", "base64.b16decode",
    "base64.b85decode", "base64.decodebytes", "binascii.unhexlify", "binascii.a2b_base64", "codecs.decode",
    "bytes.fromhex", "zlib.decompress", "gzip.decompress",
)  # fmt: skip

MODEL = Model(
    restores=(
        *(Restores(name, TEXT) for name in _STRUCTURES),
        *(Restores(name, _ESCAPED) for name in _DECODING),
    ),
)
