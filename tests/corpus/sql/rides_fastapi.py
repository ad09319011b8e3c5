from typing import Annotated, Literal, Optional
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Depends, FastAPI, Query, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .deps import get_session

app = FastAPI()
router = APIRouter(prefix="/rides")
pool: Optional[asyncpg.Pool] = None


@router.get("/driver/{name}")
async def driver(name: str):
    async with pool.acquire() as conn:
        return await conn.fetch(f"SELECT * FROM rides WHERE driver = '{name}'")  # bad: asyncpg with an f-string


@router.get("/driver2/{name}")
async def driver_bound(name: str):
    async with pool.acquire() as conn:
        return await conn.fetch("SELECT * FROM rides WHERE driver = $1", name)  # good: asyncpg's own placeholder


@router.get("/ride/{ride_id}")
async def ride(ride_id: UUID):
    conn = await asyncpg.connect("postgresql://localhost/rides")
    return await conn.fetchrow(f"SELECT * FROM rides WHERE id = '{ride_id}'")  # good: a UUID


@router.get("/ride2/{ride_id}")
async def ride_text(ride_id: str):
    conn = await asyncpg.connect("postgresql://localhost/rides")
    return await conn.fetchrow("SELECT * FROM rides WHERE id = '" + ride_id + "'")  # bad: any text


@router.get("/list")
async def listing(sort: Literal["date", "price"] = "date", session: AsyncSession = Depends(get_session)):
    rows = await session.execute(text(f"SELECT * FROM rides ORDER BY {sort}"))  # good: one of two literals
    return rows.all()


@router.get("/list2")
async def listing_any(sort: Annotated[str, Query(max_length=30)] = "date", session: AsyncSession = Depends(get_session)):
    rows = await session.execute(text(f"SELECT * FROM rides ORDER BY {sort}"))  # bad: a length limit is no list
    return rows.all()


@router.post("/import")
async def load(request: Request, session: AsyncSession = Depends(get_session)):
    payload = await request.json()
    for item in payload["rides"]:
        await session.execute(text("INSERT INTO rides (driver) VALUES ('" + item["driver"] + "')"))  # bad: in a loop over the body
    await session.commit()


@router.post("/import2")
async def load_bound(request: Request, session: AsyncSession = Depends(get_session)):
    payload = await request.json()
    for item in payload["rides"]:
        await session.execute(text("INSERT INTO rides (driver) VALUES (:driver)"), {"driver": item["driver"]})  # good: bound in the loop
    await session.commit()


@app.get("/page")
async def page(limit: int = 10, offset: int = 0, session: AsyncSession = Depends(get_session)):
    rows = await session.execute(text(f"SELECT * FROM rides LIMIT {limit} OFFSET {offset}"))  # good: numbers by annotation
    return rows.all()


app.include_router(router)
