"""FastAPI, aiohttp and Lambda."""
import json

from aiohttp import web
from fastapi import Body, FastAPI, Request
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel
from pymongo import MongoClient

api = FastAPI()
client = AsyncIOMotorClient("mongodb://localhost")
collection = client.shop.items
orders = MongoClient().shop.orders


class Login(BaseModel):
    name: str
    password: str


@api.post("/find")
async def find(request: Request):
    body = await request.json()
    return await collection.find_one({"name": body["name"]})  # bad: the body as parsed


@api.post("/find2")
async def find_model(login: Login):
    return await collection.find_one({"name": login.name, "password": login.password})  # good: fields validated as text


@api.post("/find3")
async def find_dict(filter: dict = Body(...)):
    return await collection.find(filter).to_list(10)  # bad: a dict of the body


@api.get("/find4")
async def find_query(name: str):
    return await collection.find_one({"name": name})  # good: a query parameter is text


async def search(request: web.Request):
    data = await request.json()
    count = await collection.count_documents({"tag": data.get("tag")})  # bad: aiohttp's body
    return web.json_response({"count": count})


async def search_query(request: web.Request):
    count = await collection.count_documents({"tag": request.query.get("tag")})  # good: aiohttp's query
    return web.json_response({"count": count})


def lambda_handler(event, context):
    body = json.loads(event["body"])
    found = orders.find({"customer": body["customer"]})  # bad: the body of the event
    return {"statusCode": 200, "body": json.dumps(list(found), default=str)}


app = web.Application()
app.router.add_post("/search", search)
app.router.add_get("/search", search_query)
