"""RubyGems: API keys."""

from __future__ import annotations

from pratique.secrets.detector import Detector, Format, Sample
from pratique.secrets.documentation import token_rule

RULE = token_rule(
    "rubygems-key",
    "a RubyGems key",
    what="API keys: `rubygems_` and 48 hexadecimal digits.",
    opens="publishing gems in the name of the account",
    references=("https://guides.rubygems.org/api-key-scopes/",),
)

DETECTOR = Detector(
    formats=(Format(b"rubygems_", rb"rubygems_[0-9a-f]{48}"),),
    variable="GEM_HOST_API_KEY",
    rotate="https://rubygems.org/profile/api_keys",
    samples=(Sample("rubygems_<48 hex>"),),
)
