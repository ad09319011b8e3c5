from anthropic import AsyncAnthropic
from fastapi import FastAPI, Header
from google import genai
from google.genai import types
from openai import AsyncOpenAI
from pydantic import BaseModel

app = FastAPI()
client = AsyncOpenAI()
claude = AsyncAnthropic()
google = genai.Client()
PERSONA = "You are a librarian."


class Ask(BaseModel):
    persona: str
    question: str
    temperature: float = 0.2


class Bot:
    def __init__(self, system):
        self.system = system
        self.client = AsyncOpenAI()

    async def ask(self, text):
        return await self.client.chat.completions.create(  # bad: what the bot was made of
            model="m", messages=[{"role": "system", "content": self.system}, {"role": "user", "content": text}]
        )


@app.post("/a")
async def a(ask: Ask):
    answer = await client.chat.completions.create(  # bad: a field of the body
        model="m",
        messages=[{"role": "system", "content": ask.persona}, {"role": "user", "content": ask.question}],
    )
    return answer.choices[0].message.content


@app.post("/b")
async def b(ask: Ask):
    answer = await client.chat.completions.create(  # good: another field of the body
        model="m",
        messages=[{"role": "system", "content": PERSONA}, {"role": "user", "content": ask.question}],
        temperature=ask.temperature,
    )
    return answer.choices[0].message.content


@app.post("/c")
async def c(ask: Ask):
    return await Bot(ask.persona).ask("Hello")


@app.post("/d")
async def d(ask: Ask):
    return await Bot(PERSONA).ask(ask.question)  # good: a bot that is asked


@app.post("/e")
async def e(text: str):
    answer = await claude.messages.create(model="m", max_tokens=9, system=f"Context: {text}", messages=[])  # bad: a query
    return answer.content[0].text


@app.post("/f")
async def f(text: str):
    config = types.GenerateContentConfig(system_instruction=text)  # bad: a configuration
    return google.models.generate_content(model="m", contents="x", config=config).text


@app.post("/g")
async def g(text: str):
    config = types.GenerateContentConfig(system_instruction=PERSONA)
    return google.models.generate_content(model="m", contents=text, config=config).text  # good: the contents


@app.post("/h")
async def h(accept_language: str = Header("en")):
    system = [{"type": "text", "text": f"Answer in {accept_language}"}]
    return await claude.messages.create(model="m", max_tokens=9, system=system, messages=[])  # bad: blocks of text


@app.post("/i/{number}")
async def i(number: int):
    return await claude.messages.create(model="m", max_tokens=9, system=f"Level {number}", messages=[])  # good: a number


@app.post("/j")
async def j(ask: Ask):
    persona = ask.persona.strip() or PERSONA
    prompt = "\n".join([PERSONA, persona])
    return await client.responses.create(model="m", instructions=prompt, input=ask.question)  # bad: joined lines


@app.post("/k")
async def k(ask: Ask):
    prompt = "\n".join([PERSONA, f"Temperature: {ask.temperature}"])
    return await client.responses.create(model="m", instructions=prompt, input=ask.question)  # good: joined lines


@app.post("/l")
async def l(ask: Ask):
    kwargs = {"model": "m", "messages": [{"role": "system", "content": ask.persona}]}
    return await client.chat.completions.create(**kwargs)  # bad: keywords in a dict


@app.post("/m")
async def m(ask: Ask):
    kwargs = {"model": "m", "messages": [{"role": "user", "content": ask.persona}]}
    return await client.chat.completions.create(**kwargs)  # good: keywords in a dict
