"""Arguments, exit status, messages."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator import __version__
from annotator.cli.output import say
from annotator.cli.window import window
from annotator.model.errors import AnnotatorError, WrongUse

DONE, FAILED, WRONG_USE = 0, 1, 2
# In the order of the help.
_MODULES = (
    "projects", "safety", "labels", "importing", "suggesting", "exporting", "briefs", "looking",
    "evaluating", "training", "windows",
)  # fmt: skip
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 done, 1 work failed, 2 wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except WrongUse as error:
        say(f"annotator: {error}")
        return WRONG_USE
    except AnnotatorError as error:
        say(f"annotator: {error}")
        return FAILED
    except KeyboardInterrupt:
        say("annotator: stopped; what was finished is stored")
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away; that is its right. Nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _run(words: list[str]) -> int:
    if not words or (len(words) == 1 and _is_file(words[0])):
        # The window is to be there at once: the commands are not even imported.
        return window(argparse.Namespace(project=Path(words[0]) if words else None))
    parser, names = _parser()
    if words[:1] == ["--self-test"]:
        if words[1:]:
            raise WrongUse("--self-test stands alone")
        from annotator.cli import self_testing

        return self_testing.run()
    if not words or (words[0] not in names and not words[0].startswith("-")):
        # No command but a project: the window.
        plain = argparse.ArgumentParser(prog="annotator")
        plain.add_argument("project", nargs="?", type=Path)
        return window(plain.parse_args(words))
    args = parser.parse_args(words)
    command: Command = args.command
    return command(args)


def _is_file(word: str) -> bool:
    """Whether it is the path of a file and can be no command: those have neither dot nor slash."""
    return ("." in word or os.sep in word) and not word.startswith("-") and Path(word).is_file()


def _parser() -> tuple[argparse.ArgumentParser, set[str]]:
    parser = argparse.ArgumentParser(
        prog="annotator",
        description="Read news, correct suggested entities, quotes and claims, export datasets."
        " Without a command: annotator [PROJECT] opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    parser.add_argument(
        "--self-test", action="store_true", help="import, suggest, save, export, paint; exit 0 or 1"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _MODULES:
        importlib.import_module(f"annotator.cli.{name}").add(commands)
    return parser, set(commands.choices)
