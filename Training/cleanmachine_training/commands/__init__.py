"""The command line: music, prepare, train, validate, export, curves, grow, widen, shrink, blend, transfer, settle."""

import argparse
import sys

from .. import configuration
from . import beginnings, material, runs


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except (configuration.ConfigurationError, FileNotFoundError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="cleanmachine_training", description=__doc__)
    commands = top.add_subparsers(required=True)
    for part in (material, runs, beginnings):
        part.add(commands)
    return top
