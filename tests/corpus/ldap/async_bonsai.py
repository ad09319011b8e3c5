import bonsai
from fastapi import FastAPI, Request
from bonsai import LDAPClient, escape_filter_exp

app = FastAPI()


@app.get("/who")
async def who(request: Request):
    name = request.query_params["name"]
    async with LDAPClient("ldap://localhost").connect(is_async=True) as conn:
        return await conn.search("dc=example", bonsai.LDAPSearchScope.SUBTREE, f"(cn={name})")  # bad: bonsai


@app.get("/who2")
async def who_escaped(request: Request):
    name = escape_filter_exp(request.query_params["name"])
    async with LDAPClient("ldap://localhost").connect(is_async=True) as conn:
        return await conn.search("dc=example", bonsai.LDAPSearchScope.SUBTREE, f"(cn={name})")  # good: bonsai's escaping


@app.get("/who3/{name}")
async def who_path(name: str):
    client = LDAPClient("ldap://localhost")
    conn = client.connect()
    return conn.search("dc=example", 2, "(cn=" + name + ")")  # bad: a parameter of the path


@app.get("/who4/{number}")
async def who_number(number: int):
    client = LDAPClient("ldap://localhost")
    conn = client.connect()
    return conn.search("dc=example", 2, f"(uidNumber={number})")  # good: a number by annotation
