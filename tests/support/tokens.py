"""Credentials made up at run time: right in form, random in substance, in no file of the repository."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

ALNUM = string.ascii_letters + string.digits
WORD = ALNUM + "_-"
HEX = "0123456789abcdef"
LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
BASE64 = ALNUM + "+/"

Make = Callable[[random.Random], str]


def text(rng: random.Random, length: int, alphabet: str = ALNUM) -> str:
    return "".join(rng.choice(alphabet) for _ in range(length))


def form(*parts: str | tuple[int, str]) -> Make:
    """A maker of tokens: literal parts, and (length, alphabet) for the random ones."""
    return lambda rng: "".join(part if isinstance(part, str) else text(rng, *part) for part in parts)


def _jwt(rng: random.Random) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256'})}.{part({'sub': text(rng, 12), 'exp': 1900000000})}.{text(rng, 43, WORD)}"


def _uuid(rng: random.Random) -> str:
    return "-".join(text(rng, size, HEX) for size in (8, 4, 4, 4, 12))


# (rule, what it is, maker), one line for each format.
TOKENS: tuple[tuple[str, str, Make], ...] = (
    *(("github-token", prefix, form(prefix + "_", (36, ALNUM))) for prefix in ("ghp", "gho", "ghu", "ghs", "ghr")),
    ("github-token", "stateless", lambda rng: "ghs" + f"_{rng.randrange(10**6, 10**7)}_" + _jwt(rng)),
    ("github-token", "fine-grained", form("github_pat" + "_", (22, ALNUM), "_", (59, ALNUM))),
    ("gitlab-token", "personal", form("glpat" + "-", (20, WORD))),
    ("gitlab-token", "routable", form("glpat" + "-", (27, WORD), ".01.", (9, LOWER))),
    ("gitlab-token", "runner", form("glrt" + "-t3_", (20, WORD))),
    ("gitlab-token", "job", form("glcbt" + "-64_", (20, ALNUM))),
    ("openai-key", "legacy", form("sk" + "-", (20, ALNUM), "T3Blbk" + "FJ", (20, ALNUM))),
    ("openai-key", "project", form("sk" + "-proj-", (74, WORD), "T3Blbk" + "FJ", (74, WORD))),
    ("openai-key", "service", form("sk" + "-svcacct-", (58, WORD), "T3Blbk" + "FJ", (58, WORD))),
    ("openai-key", "compatible-hex", form("sk" + "-", (32, HEX))),
    ("openai-key", "compatible-alnum", form("sk" + "-", (48, ALNUM))),
    ("anthropic-key", "api", form("sk-ant" + "-api03-", (93, WORD), "AA")),
    ("anthropic-key", "admin", form("sk-ant" + "-admin01-", (93, WORD), "AA")),
    ("aws-key", "key-id", form("AK" + "IA", (16, string.ascii_uppercase + "234567"))),
    ("aws-key", "session", form("AS" + "IA", (16, string.ascii_uppercase + "234567"))),
    ("aws-key", "bedrock", form("AB" + "SK", (128, BASE64))),
    ("google-key", "api", form("AI" + "za", (35, WORD))),
    ("google-key", "gemini", form("AQ" + ".Ab8RN6", (44, WORD))),
    ("google-key", "oauth-client", form("GOC" + "SPX-", (28, WORD))),
    ("slack-token", "bot", form("xox" + "b-", (12, string.digits), "-", (13, string.digits), "-", (24, ALNUM))),
    ("slack-token", "app", form("xap" + "p-1-A", (10, UPPER), "-", (13, string.digits), "-", (64, HEX))),
    ("slack-token", "rotating", form("xoxe.xox" + "b-1-", (163, ALNUM))),
    ("stripe-key", "live", form("sk" + "_live_", (99, ALNUM))),
    ("stripe-key", "short", form("sk" + "_live_", (24, ALNUM))),
    ("stripe-key", "test", form("sk" + "_test_", (99, ALNUM))),
    ("stripe-key", "restricted", form("rk" + "_live_", (99, ALNUM))),
    ("stripe-key", "webhook", form("whs" + "ec_", (32, ALNUM))),
    ("huggingface-token", "user", form("hf" + "_", (34, string.ascii_letters))),
    ("npm-token", "granular", form("npm" + "_", (36, ALNUM))),
    ("pypi-token", "upload", form("pypi" + "-AgEIcHlwaS5vcmc", (150, WORD))),
    ("azure-key", "openai", form((52, ALNUM), "JQQ" + "J99B", (25, ALNUM))),
    ("azure-key", "entra", form((3, ALNUM), "8Q", "~", (34, ALNUM + "_.-"))),
    ("azure-key", "devops", form((76, ALNUM), "AZ" + "DO", (4, ALNUM))),
    ("ai-service-key", "xai", form("xa" + "i-", (80, ALNUM))),
    ("ai-service-key", "groq", form("gs" + "k_", (20, ALNUM), "WGdy" + "b3FY", (24, ALNUM))),
    ("ai-service-key", "replicate", form("r8" + "_", (37, ALNUM))),
    ("ai-service-key", "perplexity", form("ppl" + "x-", (48, ALNUM))),
    ("ai-service-key", "openrouter", form("sk-or" + "-v1-", (64, HEX))),
    ("ai-service-key", "cerebras", form("cs" + "k-", (48, LOWER))),
    ("ai-service-key", "nvidia", form("nva" + "pi-", (64, WORD))),
    ("ai-service-key", "tavily", form("tvl" + "y-dev-", (32, ALNUM))),
    ("ai-service-key", "pinecone", form("pcs" + "k_", (6, ALNUM), "_", (63, ALNUM))),
    ("ai-service-key", "langsmith", form("lsv" + "2_pt_", (32, HEX), "_", (10, HEX))),
    ("ai-service-key", "langfuse", lambda rng: "sk-l" + "f-" + _uuid(rng)),
    ("ai-service-key", "databricks", form("da" + "pi", (32, HEX))),
    ("infrastructure-token", "cloudflare", form("cfu" + "t_", (40, ALNUM), (8, HEX))),
    ("infrastructure-token", "digitalocean", form("dop" + "_v1_", (64, HEX))),
    ("infrastructure-token", "planetscale", form("psca" + "le_tkn_", (43, WORD))),
    ("infrastructure-token", "supabase", form("sb_" + "secret_", (31, WORD))),
    ("infrastructure-token", "vercel", form("vc" + "p_", (56, WORD))),
    ("infrastructure-token", "vault", form("hv" + "s.", (95, WORD))),
    ("infrastructure-token", "terraform", form((14, ALNUM), ".atlas" + "v1.", (67, ALNUM))),
    ("infrastructure-token", "doppler", form("dp" + ".pt.", (43, ALNUM))),
    ("infrastructure-token", "docker", form("dckr" + "_pat_", (27, WORD))),
    ("saas-token", "notion", form("nt" + "n_", (11, string.digits), (35, ALNUM))),
    ("saas-token", "linear", form("lin" + "_api_", (40, ALNUM))),
    ("saas-token", "figma", form("fig" + "d_", (40, WORD))),
    ("saas-token", "sentry", form("sntr" + "yu_", (64, HEX))),
    ("saas-token", "grafana", form("gl" + "sa_", (32, ALNUM), "_", (8, HEX))),
    ("saas-token", "postman", form("PM" + "AK-", (24, HEX), "-", (34, HEX))),
    ("saas-token", "shopify", form("shp" + "at_", (32, HEX))),
    ("saas-token", "posthog", form("ph" + "x_", (43, ALNUM))),
    ("telegram-token", "bot", form((10, "123456789"), ":A" + "A", (33, WORD))),
    ("twilio-key", "key", form("S" + "K", (32, HEX))),
    ("sendgrid-key", "key", form("S" + "G.", (22, WORD), ".", (43, WORD))),
    ("mailchimp-key", "key", form((32, HEX), "-u" + "s14")),
    ("square-token", "oauth", form("sq0" + "csp-", (43, WORD))),
    ("artifactory-token", "key", form("AK" + "Cp", (69, ALNUM))),
    ("jwt", "signed", _jwt),
)


def sample(make: Make, seed: int) -> str:
    """A token that is the same in every run; it begins and ends with a character of a word."""
    rng = random.Random(seed)
    token = make(rng)
    while token[-1] not in ALNUM:
        token = make(rng)
    return token


def private_key(rng: random.Random, label: str = "RSA PRIVATE KEY") -> str:
    body = "\n".join(text(rng, 64, BASE64) for _ in range(12))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----"


def password(rng: random.Random) -> str:
    """Eleven characters of all four kinds, as a person or a manager makes them."""
    sign = rng.choice("!@#%&*")  # pratique: ignore[insecure-random-token] -- a sample that repeats with its seed
    return text(rng, 8) + sign + text(rng, 1, string.digits) + text(rng, 1, string.ascii_uppercase)
