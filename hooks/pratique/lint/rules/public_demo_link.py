"""Demonstrations that anyone on the internet can reach."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    RemoveArgument,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
)

RULE = Rule(
    name="public-demo-link",
    summary="a demonstration is put on a public address",
    help="Leave share off; where others must reach it, pass auth=(user, password) or put it behind your own login.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1327, 306),
    what="launch(share=True) in a file that uses Gradio, without auth.",
    why=(
        "Gradio opens a tunnel from a public address to this machine. Whoever finds the link uses the model, uploads "
        "files, and reaches every weakness of the program, past the firewall."
    ),
    assistants="share=True is in every notebook, where there is no other way to show the page.",
    remedy="The fix takes the argument away, so that the page is served on this machine only.",
    prompt="Do not share the demonstration publicly; bind it to this machine.",
    references=("https://www.gradio.app/guides/sharing-your-app",),
    bad=(
        Bad(
            """\
import gradio as gr

demo = gr.Interface(fn=str.upper, inputs='text', outputs='text')
demo.launch(share=True)
""",
            why="an interface",
            fixed="""\
import gradio as gr

demo = gr.Interface(fn=str.upper, inputs='text', outputs='text')
demo.launch()
""",
        ),
        Bad(
            """\
import gradio as gr

with gr.Blocks() as demo:
    gr.Markdown('hello')

demo.queue().launch(server_port=7860, share=True)  # for the others
""",
            why="blocks behind a queue",
            fixed="""\
import gradio as gr

with gr.Blocks() as demo:
    gr.Markdown('hello')

demo.queue().launch(server_port=7860)  # for the others
""",
        ),
        Bad(
            """\
from gradio import ChatInterface

SHARE = True


def serve(answer):
    ChatInterface(answer).launch(share=SHARE)
""",
            why="a constant of the file",
            fixed="""\
from gradio import ChatInterface

SHARE = True


def serve(answer):
    ChatInterface(answer).launch()
""",
        ),
    ),
    good=(
        Good(
            """\
import gradio as gr

gr.Interface(fn=str.upper, inputs='text', outputs='text').launch()
""",
            why="this machine only",
        ),
        Good(
            """\
import gradio as gr


def serve(demo, login):
    demo.launch(share=True, auth=login)
""",
            why="behind a login",
        ),
        Good(
            """\
def start(rocket):
    rocket.launch(share=True)
""",
            why="something else that is launched",
        ),
    ),
)


def check_call(call: Call) -> Iterator[Report]:
    share = call.keywords.get("share")
    if call.method != "launch" or share is None or share.constant is not True or call.keywords.get("auth"):
        return
    if call.file.imports("gradio"):
        change = RemoveArgument(call.node, share.arg) if share.is_written else Replace(share.node, "False")
        repair = Repair("serve it on this machine only", (change,), False, "others no longer reach the page")
        yield Report(call.node, repair=repair)


TRIGGERS: Triggers = (calls("launch", given=("share=True",), unless=("auth",), needs=("gradio",)),)
CHECKS: Checks = {Call: check_call}
