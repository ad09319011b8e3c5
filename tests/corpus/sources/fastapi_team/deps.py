from fastapi import Header, Query


def paging(limit: int = 10, offset: int = 0):
    return {"limit": limit, "offset": offset}


def ordering(by: str = Query("id")):
    return {"by": by}


async def tenant(x_tenant: str = Header()):
    return x_tenant


def current_user(token: str = Header()):
    return verify(token)


def verify(token):
    return {"id": 1}
