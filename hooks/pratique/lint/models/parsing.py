"""Parsers whose results hold no text of the outsider's: dates, identifiers, numbers, digests."""

from pratique.lint.flow.model import Model, Sanitiser

_PARSED = (
    *(
        f"datetime.{kind}.{name}"
        for kind in ("datetime", "date", "time")
        for name in ("strptime", "fromisoformat", "fromtimestamp")
    ),
    "datetime.timedelta",
    "time.strptime",
    "dateutil.parser.parse",
    "dateutil.parser.isoparse",
    "pendulum.parse",
    "arrow.get",
    "django.utils.dateparse.parse_date",
    "django.utils.dateparse.parse_datetime",
    "uuid.UUID",
    "decimal.Decimal",
    "fractions.Fraction",
    "complex",
    "ipaddress.ip_address",
    "ipaddress.ip_network",
    "ipaddress.IPv4Address",
    "ipaddress.IPv4Network",
    "ipaddress.IPv6Address",
    "ipaddress.IPv6Network",
    "bson.ObjectId",
    "bson.objectid.ObjectId",
    "binascii.crc32",
    "zlib.crc32",
    "zlib.adler32",
)
_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s", "new")
# What the alphabet of an encoding harms nowhere; decoding brings it back, so it is not cleared for everything.
_INERT = ("command", "log", "header", "html", "sql", "template", "format", "regex", "code", "ldap", "xpath")

MODEL = Model(
    sanitisers=(
        *(Sanitiser(name) for name in _PARSED),
        *(Sanitiser(f"hashlib.{name}") for name in _DIGESTS),
        Sanitiser("hmac.digest"),
        *(
            Sanitiser(name, (*_INERT, "path", "url", "redirect", "ldap-name"))
            for name in ("binascii.hexlify", "**.hex")
        ),
        *(
            Sanitiser(f"base64.{name}", _INERT)
            for name in ("b64encode", "urlsafe_b64encode", "b32encode", "b16encode", "standard_b64encode")
        ),
    ),
)
