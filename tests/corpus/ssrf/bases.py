"""Clients that are made for a base address."""
import aiohttp
import httpx
from fastapi import FastAPI, Header, Query

app = FastAPI()
REGIONS = {"eu": "https://eu.internal", "us": "https://us.internal"}


@app.get("/a")
async def of_header(x_region: str = Header()):
    async with aiohttp.ClientSession(base_url=f"https://{x_region}.internal") as session:  # bad: a header names the host
        async with session.get("/items") as answer:
            return await answer.json()


@app.get("/b")
async def of_table(x_region: str = Header()):
    async with aiohttp.ClientSession(base_url=REGIONS.get(x_region, REGIONS["eu"])) as session:  # good: one of two
        async with session.get("/items") as answer:
            return await answer.json()


@app.get("/c")
async def of_query(host: str = Query()):
    async with httpx.AsyncClient(base_url=host, timeout=3) as client:  # bad: the query string
        return (await client.get("/items")).json()


@app.get("/d")
async def of_query_inside(host: str = Query()):
    async with httpx.AsyncClient(base_url="https://internal", timeout=3) as client:  # good: the base is fixed
        return (await client.get("/items", params={"host": host})).json()
