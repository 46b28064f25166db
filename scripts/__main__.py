"""The program `election-facts`: one command for each thing that a person does with the package."""

import gc
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from scripts.commands.build import build
from scripts.commands.diff import diff
from scripts.commands.draft import draft
from scripts.commands.evaluate import evaluate
from scripts.commands.explore import explore
from scripts.commands.export import export
from scripts.commands.extract import extract
from scripts.commands.fetch import fetch
from scripts.commands.format import format_files
from scripts.commands.import_ import import_
from scripts.commands.init import init
from scripts.commands.release import release
from scripts.commands.review import review
from scripts.commands.show import show
from scripts.commands.validate import validate

app = typer.Typer(
    name="election-facts",
    help="Build and check the election-facts data package: every value traces to the words that state it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("build")(build)
app.command("validate")(validate)
app.command("format")(format_files)
app.command("draft")(draft)
app.command("review")(review)
app.command("evaluate")(evaluate)
app.command("extract")(extract)
app.command("diff")(diff)
app.command("show")(show)
app.command("explore")(explore)
app.command("export")(export)
app.command("import")(import_)
app.command("fetch")(fetch)
app.command("release")(release)
app.command("init")(init)


def _print_version(wanted: bool) -> None:
    if wanted:
        try:
            number = version("election-facts")
        except PackageNotFoundError:
            number = "not installed"
        print(f"election-facts {number}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Build and check the election-facts data package."""


def main() -> None:
    """Run the program."""
    gc.disable()  # what a command makes lives until it ends, and to look for garbage would take a fifth of its time
    app()


if __name__ == "__main__":
    main()
