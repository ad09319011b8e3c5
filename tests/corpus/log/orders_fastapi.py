import logging
from uuid import UUID

from fastapi import FastAPI, Header, Request
from pydantic import BaseModel

logger = logging.getLogger("orders")
app = FastAPI()


class Order(BaseModel):
    name: str
    amount: int


@app.post("/order")
async def order(order: Order):
    logger.info("order of %s", order.name)  # bad: a field of the body
    logger.info("order over %s", order.amount)  # good: an integer field
    return {}


@app.get("/order/{order_id}")
async def get(order_id: UUID, x_client: str = Header("")):
    logger.info("order %s", order_id)  # good: a UUID
    logger.info("client %s", x_client)  # bad: a header
    return {}


@app.get("/raw")
async def raw(request: Request):
    logger.info("asked for %s", request.query_params.get("q"))  # bad: the query
    logger.info("asked by %s", request.client.host)  # good: the peer's address
    return {}


@app.get("/safe")
async def safe(q: str):
    q = q.replace("\n", "\\n").replace("\r", "\\r")
    logger.info("asked for %s", q)  # good: line ends written out
    return {}


@app.get("/half")
async def half(q: str):
    q = q.replace("\t", " ")
    logger.info("asked for %s", q)  # bad: only tabs
    return {}


@app.get("/encoded")
async def encoded(q: str):
    logger.info("asked for %s", q.encode("unicode_escape").decode())  # good: escaped by the codec
    return {}


@app.get("/printable")
async def printable(q: str):
    if not q.isprintable():
        return {"error": "no"}
    logger.info("asked for %s", q)  # good: printable characters only
    return {}
