import datetime
import random

from aiohttp import web


async def label(request):
    data = await request.post()
    return web.json_response({"t": data["label"].format(server=request.app)})  # bad: a form field


async def label_query(request):
    text = request.query.get("label", "")
    return web.json_response({"t": text % {"x": 1}})  # bad: a query parameter and %


async def label_match(request):
    name = request.match_info["name"]
    return web.json_response({"t": "{:<20}".format(name)})  # good: a value


async def label_days(request):
    day = datetime.date.fromisoformat(request.query["day"])
    return web.json_response({"t": "{:%Y}".format(day)})  # good: a date


async def label_mod(request):
    n = int(request.query["n"])
    return web.json_response({"t": n % 10})  # good: a remainder


async def label_random(request):
    template = random.choice(["{0}", "<{0}>"])
    return web.json_response({"t": template.format(request.query["n"])})  # good: one of two constants


async def label_body(request):
    body = await request.json()
    templates = {"own": body["t"], "std": "{0}"}
    one = templates["std"].format(request)  # good: the other key
    two = templates["own"].format(request)  # bad: this key
    return web.json_response({"t": one + two})


async def label_words(request):
    parts = (await request.text()).split(",")
    first, second = parts[0], "{0}"
    return web.json_response({"a": second.format(first)})  # good: the second is constant


async def label_first(request):
    parts = (await request.text()).split(",")
    return web.json_response({"a": parts[0].format(request)})  # bad: a piece of the body


app = web.Application()
app.add_routes([web.get("/label", label), web.get("/q", label_query), web.get("/m/{name}", label_match)])
app.router.add_get("/d", label_days)
app.router.add_get("/n", label_mod)
app.router.add_get("/r", label_random)
app.router.add_post("/b", label_body)
app.router.add_post("/w", label_words)
app.router.add_post("/f", label_first)
