import aiohttp
import httpx
from fastapi import FastAPI, HTTPException
from pydantic import AnyHttpUrl, BaseModel, HttpUrl

app = FastAPI()
SERVICES = {"billing": "http://billing:8000", "users": "http://users:8000"}


class Hook(BaseModel):
    target: HttpUrl
    name: str
    retries: int = 3


class Client:
    def __init__(self, base):
        self.base = base
        self.client = httpx.AsyncClient(timeout=5)

    async def get(self, path):
        return await self.client.get(f"{self.base}/{path}")  # good: the base is the program's


@app.get("/fetch")
async def fetch(url: str):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:  # bad: aiohttp
            return await answer.text()


@app.get("/gateway/{service}")
async def gateway(service: str, path: str = ""):
    if service not in SERVICES:
        raise HTTPException(404)
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{SERVICES[service]}/{path}")  # good: a service of ours
    return answer.json()


@app.get("/gateway2/{service}")
async def gateway_open(service: str, path: str = ""):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://{service}:8000/{path}")  # bad: any service
    return answer.json()


@app.post("/hooks")
async def hook(order: Hook):
    async with httpx.AsyncClient() as client:
        await client.post(str(order.target), json={"n": order.name})  # bad: an address, but any host
    return {}


@app.post("/hooks2")
async def hook_known(order: Hook):
    if order.target.host not in ("hooks.example.com", "hooks.example.org"):
        raise HTTPException(400)
    async with httpx.AsyncClient() as client:
        await client.post("https://hooks.example.com/", json={"n": order.name})  # good: constant
    return {}


@app.get("/item/{number}")
async def item(number: int):
    async with aiohttp.ClientSession() as session:
        async with session.get(f"https://example.com/items/{number}") as answer:  # good: constant host
            return await answer.json()


@app.get("/users")
async def users(path: str):
    return (await Client("https://users.example.com").get(path)).json()
