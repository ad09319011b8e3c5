import subprocess

import gradio as gr


def convert(name, size):
    return subprocess.getoutput(f"convert {name} out.png")  # bad: the function of an interface


def resize(size: int):
    return subprocess.getoutput(f"resize {size}")  # good: a number


def said(message, history):
    return subprocess.getoutput("fortune " + message)  # bad: a chat


def pressed(text):
    return subprocess.check_output("say " + text, shell=True)  # bad: the handler of a button


def unused(text):
    return subprocess.check_output("say " + text, shell=True)  # good: given to nothing


with gr.Blocks() as page:
    box = gr.Textbox()
    button = gr.Button("Say")
    button.click(pressed, inputs=box, outputs=box)

gr.Interface(fn=convert, inputs=["text", "number"], outputs="text").launch()
gr.Interface(resize, "number", "text").launch()
gr.ChatInterface(said).launch()
