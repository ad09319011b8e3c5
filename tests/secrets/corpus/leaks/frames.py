"""What stands around a planted value: ten to forty harmless lines in the language of the file."""

from __future__ import annotations

import json
import random

OPEN, CLOSE = "\ue000", "\ue001"  # private-use characters that mark a planted value until the file is written

_PYTHON = '''
import logging
import os
from pathlib import Path

logger = logging.getLogger(__name__)
%%
def load_orders(path: Path, limit: int = 100) -> list[dict[str, str]]:
    """Orders of a CSV export, newest first."""
    rows = path.read_text(encoding="utf-8").splitlines()[1 : limit + 1]
    return [dict(zip(("id", "customer", "total"), row.split(","))) for row in rows]
%%
class Paginator:
    page_size = 50

    def __init__(self, items: list[str]) -> None:
        self.items = items

    def page(self, number: int) -> list[str]:
        first = number * self.page_size
        return self.items[first : first + self.page_size]
%%
TIMEOUT = 30
RETRIES = 4
REGION = "eu-central-1"
ALLOWED_HOSTS = ["api.shop.internal", "admin.shop.internal"]
%%
def retry(call, attempts: int = 3):
    for attempt in range(attempts):
        try:
            return call()
        except TimeoutError:
            logger.warning("attempt %d of %d timed out", attempt + 1, attempts)
    raise RuntimeError("gave up")
%%
def render_total(cents: int, currency: str = "EUR") -> str:
    return f"{cents // 100}.{cents % 100:02d} {currency}"
%%
COLUMNS = {
    "customer_id": "int64",
    "created_at": "datetime64[ns]",
    "country": "category",
    "total_cents": "int64",
}
%%
async def fetch_page(session, url: str, number: int) -> dict:
    async with session.get(url, params={"page": number, "per_page": 100}) as response:
        response.raise_for_status()
        return await response.json()
'''
_YAML = """
logging:
  level: info
  format: json
%%
server:
  host: 0.0.0.0
  port: 8080
  workers: 4
%%
retry:
  attempts: 5
  backoff_seconds: 2.5
%%
features:
  new_checkout: true
  beta_search: false
%%
cache:
  backend: memory
  max_entries: 20000
  ttl_seconds: 600
%%
metrics:
  enabled: true
  path: /metrics
  labels: [service, region, version]
"""
_JSON = """
"name": "order-service",
"version": "2.14.1",
%%
"timeout": 30,
"retries": 4,
%%
"features": {"newCheckout": true, "betaSearch": false},
%%
"region": "eu-central-1",
"replicas": 3,
%%
"endpoints": ["https://api.shop.internal/v2/orders", "https://api.shop.internal/v2/customers"],
%%
"logging": {"level": "info", "format": "json", "sample": 0.25},
%%
"description": "Takes orders from the shop and hands them to the warehouse.",
"""
_SHELL = """
set -euo pipefail
cd "$(dirname "$0")/.."
%%
mkdir -p build/reports
rm -f build/*.tmp
%%
if [ ! -d .venv ]; then
  python3 -m venv .venv
fi
%%
echo "building $(git rev-parse --short HEAD)"
docker build --tag shop/orders:latest .
%%
for region in eu-central-1 us-east-1; do
  echo "deploying to $region"
done
%%
export LOG_LEVEL=info
export PORT=8080
"""
_ENV = """
LOG_LEVEL=info
PORT=8080
%%
# how many workers the web server starts
WEB_CONCURRENCY=4
%%
DEBUG=false
TIME_ZONE=Europe/Berlin
%%
CACHE_TTL=600
REGION=eu-central-1
%%
FEATURE_NEW_CHECKOUT=1
PUBLIC_URL=https://shop.internal/
%%
MAX_UPLOAD_MB=25
"""
_INI = """
[logging]
level = info
handlers = console, file
%%
[server]
host = 0.0.0.0
port = 8080
%%
[retry]
attempts = 5
backoff = 2.5
%%
[metrics]
enabled = yes
path = /metrics
"""
_TOML = """
[logging]
level = "info"
handlers = ["console", "file"]
%%
[server]
host = "0.0.0.0"
port = 8080
%%
[retry]
attempts = 5
backoff = 2.5
%%
[tool.pytest.ini_options]
testpaths = ["tests"]
"""
_SCRIPT = """
import { readFile } from "node:fs/promises";
%%
export function total(lines) {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}
%%
const PAGE_SIZE = 50;
const REGIONS = ["eu-central-1", "us-east-1"];
%%
export async function loadOrders(page) {
  const response = await fetch(`/v2/orders?page=${page}&size=${PAGE_SIZE}`);
  if (!response.ok) {
    throw new Error(`orders: ${response.status}`);
  }
  return response.json();
}
%%
app.get("/health", (request, response) => {
  response.json({ status: "ok", uptime: process.uptime() });
});
%%
button.addEventListener("click", () => dialog.close());
"""
_PROSE = """
# Order service

It takes orders from the shop and hands them to the warehouse.
%%
## Install

Create a virtual environment, then run `pip install -e .` in it.
%%
The service listens on port 8080 and writes its log as JSON, one event a line.
%%
- orders are kept for ten years
- drafts are removed after thirty days
%%
Run the tests with `pytest -q`; the slow ones need `--slow`.
%%
| setting | default |
|---|---|
| `PORT` | 8080 |
| `LOG_LEVEL` | info |
"""
_HCL = """
terraform {
  required_version = ">= 1.6"
}
%%
resource "aws_s3_bucket" "reports" {
  bucket = "shop-reports-eu"
  tags   = { team = "orders" }
}
%%
variable "region" {
  type    = string
  default = "eu-central-1"
}
%%
output "bucket_arn" {
  value = aws_s3_bucket.reports.arn
}
%%
locals {
  replicas = 3
  zones    = ["a", "b"]
}
"""
_DOCKER = """
WORKDIR /app
%%
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
%%
RUN useradd --create-home app
%%
ENV PYTHONUNBUFFERED=1
ENV LOG_LEVEL=info
%%
COPY src ./src
%%
EXPOSE 8080
"""
_LOG = """
2026-03-02 09:14:07,118 INFO shop.orders loaded 118 orders in 0.42 s
%%
2026-03-02 09:14:09,551 INFO shop.http GET /v2/orders?page=3 200 18ms
%%
2026-03-02 09:14:12,007 WARNING shop.queue retry 2 of 5 for order 10482
%%
2026-03-02 09:14:15,330 DEBUG shop.cache hit ratio 0.871 over 2041 look-ups
%%
2026-03-02 09:14:16,902 INFO shop.http POST /v2/orders 201 77ms
"""
_CSV = """
1001,Berlin,2026-01-04,active,120.50
%%
1002,Lyon,2026-01-09,closed,80.00
%%
1003,Porto,2026-02-11,active,13.25
%%
1004,Graz,2026-02-19,active,55.10
%%
1005,Malmö,2026-03-01,closed,99.99
"""
_XML = """
  <timeout>30</timeout>
%%
  <region>eu-central-1</region>
%%
  <logging level="info" format="json"/>
%%
  <retry attempts="5" backoff="2.5"/>
%%
  <features>
    <feature name="new-checkout" enabled="true"/>
  </features>
"""
_CHAT = """
#### add paging to the orders endpoint

I added `page` and `per_page` to `list_orders` and a test for the last page.
%%
> Add file to the chat? (Y)es/(N)o [Yes]: y
%%
#### run the tests

All 41 tests pass.
%%
> Applied edit to src/orders/views.py
> Commit 41c07be feat: add paging to orders
%%
#### why does the queue stall when a worker dies?

The lease is renewed only by the worker that took it; the reaper has to release it.
"""
_POWERSHELL = """
param([string]$Region = "eu-central-1")
%%
$ErrorActionPreference = "Stop"
%%
if (-not (Test-Path build)) {
    New-Item -ItemType Directory build | Out-Null
}
%%
Write-Host "deploying to $Region"
%%
Get-ChildItem -Path logs -Filter *.log | Remove-Item
"""
_JAVA = """
import java.util.List;
%%
    private static final int PAGE_SIZE = 50;
%%
    public int total(List<Line> lines) {
        return lines.stream().mapToInt(line -> line.price() * line.count()).sum();
    }
%%
    @Override
    public String toString() {
        return "Order[" + id + "]";
    }
"""
POOLS = {
    name: [block.strip("\n") for block in pool.split("%%\n")]
    for name, pool in {
        "python": _PYTHON, "yaml": _YAML, "json": _JSON, "shell": _SHELL, "env": _ENV, "ini": _INI, "toml": _TOML,
        "script": _SCRIPT, "prose": _PROSE, "hcl": _HCL, "docker": _DOCKER, "log": _LOG, "csv": _CSV, "xml": _XML,
        "chat": _CHAT, "powershell": _POWERSHELL, "java": _JAVA,
    }.items()
}  # fmt: skip
_HEADS = {
    "docker": "FROM python:3.13-slim\n\n",
    "csv": "id,city,since,state,note\n",
    "xml": "<settings>\n",
    "json": "{\n",
}
_TAILS = {"xml": "</settings>\n", "json": '"schema": 2\n}\n'}
_TIGHT = frozenset({"env", "log", "csv", "json", "xml", "docker"})


def surround(rng: random.Random, language: str, body: str) -> str:
    """The body between blocks of its language: at least five lines before it and five after it."""
    pool = POOLS[language]
    blocks = rng.sample(pool, len(pool))
    before, after = _take(blocks, 5), _take(blocks[::-1], 5)
    gap = "\n" if language in _TIGHT else "\n\n"
    inner = gap.join([*before, body.rstrip("\n"), *after])
    return f"{_HEADS.get(language, '')}{inner}\n{_TAILS.get(language, '')}"


def _take(blocks: list[str], lines: int) -> list[str]:
    taken: list[str] = []
    while blocks and sum(block.count("\n") + 1 for block in taken) < lines:
        taken.append(blocks.pop(0))
    return taken


def notebook(rng: random.Random, source: str, output: str = "") -> str:
    """A Jupyter notebook (nbformat 4) whose middle cell has the source and the text that it printed."""
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": _lines(rng.choice(POOLS["prose"]))}
    ]
    for code, said in ((rng.choice(POOLS["python"]), ""), (source, output), (rng.choice(POOLS["python"]), "")):
        outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(said)}] if said else []
        cells.append(
            {
                "cell_type": "code",
                "execution_count": len(cells),
                "metadata": {},
                "outputs": outputs,
                "source": _lines(code),
            }
        )
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=False
    )


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
