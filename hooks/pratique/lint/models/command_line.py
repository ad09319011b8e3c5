"""Command lines: Click, Typer, Fire, docopt. (click.palletsprojects.com, typer.tiangolo.com)"""

from pratique.lint.flow.model import ANY, Argument, Entry, Model, Parameter, Returns, Source
from pratique.lint.flow.values import LOCAL

_GIVEN: dict[Argument, Parameter] = {
    "ctx": Parameter(),
    "context": Parameter(),
    ANY: Parameter("a command-line argument", rank=LOCAL),
}

MODEL = Model(
    needles=("parse_args", "parse_known_args", "click", "typer", "fire.Fire", "docopt"),
    sources=(
        Source("docopt.docopt", "a command-line argument", LOCAL),
        Source("click.prompt", "what is typed in", LOCAL),
        Source("typer.prompt", "what is typed in", LOCAL),
        Source("getpass.getpass", "what is typed in", LOCAL),
        Source("getopt.getopt", "a command-line argument", LOCAL),
    ),
    entries=(
        Entry(
            decorators=("click.command", "click.group", "typer.Typer.command", "typer.Typer.callback"),
            parameters=_GIVEN,
        ),
        *(
            Entry(decorators=("**.command", "**.callback", "**.group"), needle=package, parameters=_GIVEN)
            for package in ("click", "typer")
        ),
        Entry(registrars=(("typer.run", 0), ("fire.Fire", 0)), parameters=_GIVEN),
    ),
    returns=(Returns("typer.Typer", "typer.Typer", clean=True),),
    subclasses={"optparse.OptionParser": "argparse.ArgumentParser", "rich_click.command": "click.command"},
)
