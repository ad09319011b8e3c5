import subprocess

import discord
from discord.ext import commands
from telegram import Update
from telegram.ext import ContextTypes

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@bot.command()
async def run(ctx, *, code):
    subprocess.run(code, shell=True)  # bad: an argument of a command


@bot.command()
async def roll(ctx, sides: int):
    subprocess.run(f"roll {sides}", shell=True)  # good: a number


@bot.event
async def on_message(message):
    subprocess.run("say " + message.content, shell=True)  # bad: a message
    subprocess.run(f"say {message.author.id}", shell=True)  # good: a number of the service


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE):
    subprocess.run("say " + update.message.text, shell=True)  # bad: a message
    subprocess.run("say " + " ".join(context.args), shell=True)  # bad: the arguments of a command
    subprocess.run(["say", update.message.text])  # good: no shell
