"""Token formats by their issuers' documents, as specifications from which tokens are made at run time.

A specification is literal text with random parts `<length alphabet>`; see `ALPHABETS`.
"""

from __future__ import annotations

import base64
import json
import random
import re
import string
from typing import NamedTuple

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
ALPHABETS = {
    "a": ALNUM,
    "w": ALNUM + "_-",
    "h": HEX,
    "d": string.digits,
    "l": string.ascii_lowercase + string.digits,
    "u": string.ascii_uppercase + string.digits,
    "L": string.ascii_letters,
    "b": ALNUM + "+/",
    "3": string.ascii_uppercase + "234567",
    "q": ALNUM + "_.-",
}
_PART = re.compile(r"<(\d+)(\w)>")


class Format(NamedTuple):
    """One format: what it is, the service's name in code, the usual variable, the specification.

    named: the token has no mark of its own, so that only the name beside it tells what it is.
    """

    what: str
    service: str
    variable: str
    spec: str
    named: bool = False


def chars(rng: random.Random, length: int, alphabet: str = ALNUM) -> str:
    return "".join(rng.choices(alphabet, k=length))


def _base64_json(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def jwt(rng: random.Random) -> str:
    """A JSON Web Token (RFC 7519) with the claims of a login and a random signature."""
    claims = {"sub": chars(rng, 12), "iat": 1763042817, "scope": "read write"}
    return f"{_base64_json({'alg': 'HS256', 'typ': 'JWT'})}.{_base64_json(claims)}.{chars(rng, 43, ALPHABETS['w'])}"


def make(rng: random.Random, spec: str) -> str:
    """A token of the specification that begins and ends with a letter or digit."""
    while True:
        token = _PART.sub(lambda part: chars(rng, int(part[1]), ALPHABETS[part[2]]), spec)
        token = token.replace("<jwt>", jwt(rng)).replace("<uuid>", uuid(rng))
        if token[-1] in ALNUM + "=" and token[0] in ALNUM:
            return token


def uuid(rng: random.Random) -> str:
    return "-".join(chars(rng, size, HEX) for size in (8, 4, 4, 4, 12))


_ROWS = """
github classic         | Github | GITHUB_TOKEN | ghp_<36a>
github oauth           | Github | GITHUB_TOKEN | gho_<36a>
github app user        | Github | GITHUB_TOKEN | ghu_<36a>
github installation    | Github | GITHUB_TOKEN | ghs_<36a>
github refresh         | Github | GITHUB_TOKEN | ghr_<36a>
github stateless       | Github | GITHUB_TOKEN | ghs_<7d>_<jwt>
github fine-grained    | Github | GITHUB_PAT | github_pat_<22a>_<59a>
gitlab personal        | Gitlab | GITLAB_TOKEN | glpat-<20w>
gitlab versioned       | Gitlab | GITLAB_TOKEN | glpat-<27w>.01.<9l>
gitlab runner          | Gitlab | RUNNER_TOKEN | glrt-t3_<20w>
gitlab feature flags   | Gitlab | UNLEASH_TOKEN | glffct-<20w>
gitlab job             | Gitlab | CI_JOB_TOKEN | glcbt-64_<20w>
openai legacy          | OpenAI | OPENAI_API_KEY | sk-<20a>T3BlbkFJ<20a>
openai project         | OpenAI | OPENAI_API_KEY | sk-proj-<74w>T3BlbkFJ<74w>
openai project short   | OpenAI | OPENAI_API_KEY | sk-proj-<20a>T3BlbkFJ<20a>
openai service account | OpenAI | OPENAI_API_KEY | sk-svcacct-<58w>T3BlbkFJ<58w>
openai admin           | OpenAI | OPENAI_ADMIN_KEY | sk-admin-<58w>T3BlbkFJ<58w>
anthropic api          | Anthropic | ANTHROPIC_API_KEY | sk-ant-api03-<93w>AA
anthropic admin        | Anthropic | ANTHROPIC_ADMIN_KEY | sk-ant-admin01-<93w>AA
anthropic oauth        | Anthropic | CLAUDE_CODE_OAUTH_TOKEN | sk-ant-oat01-<93w>AA
anthropic refresh      | Anthropic | REFRESH_TOKEN | sk-ant-ort01-<93w>AA
hugging face user      | InferenceClient | HF_TOKEN | hf_<34L>
hugging face org       | InferenceClient | HF_TOKEN | api_org_<34L>
google api             | GoogleMaps | GOOGLE_API_KEY | AIza<35w>
google gemini          | Gemini | GEMINI_API_KEY | AQ.Ab8RN6<44w>
google oauth client    | GoogleOAuth | GOOGLE_CLIENT_SECRET | GOCSPX-<28w>
xai                    | XAI | XAI_API_KEY | xai-<80a>
groq                   | Groq | GROQ_API_KEY | gsk_<20a>WGdyb3FY<24a>
replicate              | Replicate | REPLICATE_API_TOKEN | r8_<37a>
perplexity             | Perplexity | PERPLEXITY_API_KEY | pplx-<48a>
openrouter             | OpenRouter | OPENROUTER_API_KEY | sk-or-v1-<64h>
cerebras               | Cerebras | CEREBRAS_API_KEY | csk-<48l>
deepseek               | DeepSeek | DEEPSEEK_API_KEY | sk-<32h>
moonshot               | Moonshot | MOONSHOT_API_KEY | sk-<48w> | named
stability              | Stability | STABILITY_API_KEY | sk-<48a>
minimax                | MiniMax | MINIMAX_API_KEY | sk-api-<119w>
z.ai                   | ZaiClient | ZAI_API_KEY | <32h>.<16a> | named
ollama                 | Ollama | OLLAMA_API_KEY | <32h>.<24a> | named
mistral                | Mistral | MISTRAL_API_KEY | <32a> | named
cohere                 | Cohere | COHERE_API_KEY | <40a> | named
deepgram               | Deepgram | DEEPGRAM_API_KEY | <40h> | named
assemblyai             | AssemblyAI | ASSEMBLYAI_API_KEY | <32l> | named
together               | Together | TOGETHER_API_KEY | tgp_v1_<43w>
fireworks              | Fireworks | FIREWORKS_API_KEY | fw_<24a>
nvidia                 | Nvidia | NVIDIA_API_KEY | nvapi-<64w>
elevenlabs             | ElevenLabs | ELEVENLABS_API_KEY | sk_<48h>
tavily                 | TavilyClient | TAVILY_API_KEY | tvly-<32a>
tavily development     | TavilyClient | TAVILY_API_KEY | tvly-dev-<32a>
firecrawl              | Firecrawl | FIRECRAWL_API_KEY | fc-<32h>
pinecone               | Pinecone | PINECONE_API_KEY | pcsk_<6a>_<63a>
langsmith              | Langsmith | LANGSMITH_API_KEY | lsv2_pt_<32h>_<10h>
langfuse               | Langfuse | LANGFUSE_SECRET_KEY | sk-lf-<uuid>
weights & biases       | Wandb | WANDB_API_KEY | wandb_v1_<77w>
weights & biases old   | Wandb | WANDB_API_KEY | <40h> | named
cursor                 | Cursor | CURSOR_API_KEY | key_<64h>
devin                  | Devin | DEVIN_API_KEY | apk_user_<140a>
devin service          | Devin | DEVIN_API_KEY | cog_<52l>
aws key id             | Boto3Session | AWS_ACCESS_KEY_ID | AKIA<163>
aws session key id     | Boto3Session | AWS_ACCESS_KEY_ID | ASIA<163>
aws secret key         | Boto3Session | AWS_SECRET_ACCESS_KEY | <40b> | named
aws bedrock            | Bedrock | AWS_BEARER_TOKEN_BEDROCK | ABSK<132b>
aws bedrock short      | Bedrock | AWS_BEARER_TOKEN_BEDROCK | bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t<200b>
azure openai           | AzureOpenAI | AZURE_OPENAI_API_KEY | <52a>JQQJ99B<25a>
azure entra            | ClientSecretCredential | AZURE_CLIENT_SECRET | <3a>8Q~<34a>
azure devops           | AzureDevOps | AZURE_DEVOPS_EXT_PAT | <76a>AZDO<4a>
azure storage          | BlobServiceClient | AZURE_STORAGE_CONNECTION_STRING | \
DefaultEndpointsProtocol=https;AccountName=shopreports;AccountKey=<86b>==;EndpointSuffix=core.windows.net
databricks             | Databricks | DATABRICKS_TOKEN | dapi<32h>
npm                    | Npm | NPM_TOKEN | npm_<36a>
pypi                   | Twine | TWINE_PASSWORD | pypi-AgEIcHlwaS5vcmc<150w>
slack bot              | WebClient | SLACK_BOT_TOKEN | xoxb-<12d>-<13d>-<24a>
slack user             | WebClient | SLACK_USER_TOKEN | xoxp-<12d>-<12d>-<13d>-<32h>
slack app              | WebClient | SLACK_APP_TOKEN | xapp-1-A<10u>-<13d>-<64h>
slack rotating         | WebClient | SLACK_TOKEN | xoxe.xoxb-1-<163a>
slack refresh          | WebClient | SLACK_REFRESH_TOKEN | xoxe-1-<146a>
slack browser          | WebClient | SLACK_XOXC | xoxc-<12d>-<12d>-<13d>-<64h>
slack cookie           | WebClient | SLACK_COOKIE | xoxd-<120a>
slack webhook          | WebhookClient | SLACK_WEBHOOK_URL | https://hooks.slack.com/services/T<8u>/B<10u>/<24a>
stripe live            | Stripe | STRIPE_SECRET_KEY | sk_live_<99a>
stripe live short      | Stripe | STRIPE_SECRET_KEY | sk_live_<24a>
stripe test            | Stripe | STRIPE_SECRET_KEY | sk_test_<99a>
stripe restricted      | Stripe | STRIPE_RESTRICTED_KEY | rk_live_<99a>
stripe webhook         | Stripe | STRIPE_WEBHOOK_SECRET | whsec_<32a>
supabase personal      | Supabase | SUPABASE_ACCESS_TOKEN | sbp_<40h>
supabase secret        | Supabase | SUPABASE_SECRET_KEY | sb_secret_<31w>
vercel                 | Vercel | VERCEL_TOKEN | vcp_<56w>
vercel old             | Vercel | VERCEL_TOKEN | <24a> | named
cloudflare user        | Cloudflare | CLOUDFLARE_API_TOKEN | cfut_<40a><8h>
cloudflare account     | Cloudflare | CLOUDFLARE_API_TOKEN | cfat_<40a><8h>
cloudflare global      | Cloudflare | CLOUDFLARE_API_KEY | cfk_<40a><8h>
cloudflare origin      | Cloudflare | CF_ORIGIN_CA_KEY | v1.0-<24h>-<146h>
cloudflare old         | Cloudflare | CLOUDFLARE_API_TOKEN | <40w> | named
digitalocean           | DigitalOcean | DIGITALOCEAN_TOKEN | dop_v1_<64h>
render                 | Render | RENDER_API_KEY | rnd_<28a>
neon                   | Neon | NEON_API_KEY | napi_<64l>
planetscale            | PlanetScale | PLANETSCALE_TOKEN | pscale_tkn_<43w>
runpod                 | Runpod | RUNPOD_API_KEY | rpa_<46u>
vault                  | HvacClient | VAULT_TOKEN | hvs.<95w>
vault batch            | HvacClient | VAULT_TOKEN | hvb.<150w>
terraform              | Terraform | TFE_TOKEN | <14a>.atlasv1.<67a>
doppler                | Doppler | DOPPLER_TOKEN | dp.pt.<43a>
age                    | Age | SOPS_AGE_KEY | AGE-SECRET-KEY-1<58u>
docker personal        | DockerClient | DOCKER_TOKEN | dckr_pat_<27w>
docker organisation    | DockerClient | DOCKER_TOKEN | dckr_oat_<32w>
notion                 | Notion | NOTION_TOKEN | ntn_<11d><35a>
linear                 | Linear | LINEAR_API_KEY | lin_api_<40a>
figma                  | Figma | FIGMA_TOKEN | figd_<40w>
sentry user            | Sentry | SENTRY_AUTH_TOKEN | sntryu_<64h>
grafana                | Grafana | GRAFANA_TOKEN | glsa_<32a>_<8h>
postman                | Postman | POSTMAN_API_KEY | PMAK-<24h>-<34h>
shopify                | Shopify | SHOPIFY_ACCESS_TOKEN | shpat_<32h>
posthog                | Posthog | POSTHOG_PERSONAL_API_KEY | phx_<43a>
telegram               | TelegramBot | TELEGRAM_BOT_TOKEN | 7<9d>:AA<33w>
discord                | DiscordBot | DISCORD_TOKEN | MT<22a>.G<5a>.<38w>
twilio                 | TwilioClient | TWILIO_API_KEY | SK<32h>
sendgrid               | SendGridAPIClient | SENDGRID_API_KEY | SG.<22w>.<43w>
mailchimp              | Mailchimp | MAILCHIMP_API_KEY | <32h>-us14
square                 | Square | SQUARE_SECRET | sq0csp-<43w>
artifactory            | Artifactory | ARTIFACTORY_API_KEY | AKCp<69a>
jwt                    | ApiClient | ACCESS_TOKEN | <jwt>
"""


def _formats() -> tuple[Format, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in _ROWS.strip().splitlines())
    return tuple(Format(row[0], row[1], row[2], row[3], named=len(row) > 4) for row in rows)


FORMATS = _formats()
