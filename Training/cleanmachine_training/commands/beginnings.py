"""Runs that begin from trained ones: deeper, wider, smaller, between two, with what another learnt, settled."""

from pathlib import Path

from .. import configuration


def add(commands) -> None:
    p = beginning(commands, "grow", run_grow, "a deeper network, or one for other frames, from a trained one")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with more model.blocks or other frames")
    p = beginning(commands, "widen", run_widen, "a network with more channels from a trained one")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with larger model.widths, or channels and block_channels")
    p = beginning(commands, "shrink", run_shrink, "a smaller network from the layers of a trained one")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with fewer model.blocks or less model.depth")
    p.add_argument("--keep", required=True, help="blocks that stay, counted from 0: 0,1")
    p = beginning(commands, "blend", run_blend, "a network between a trained one and one that went on from it")
    p.add_argument("--with", type=Path, required=True, dest="later", help="folder of the run that went on from it")
    p.add_argument("--share", type=float, required=True, help="how far from the first to the second: 0 to 1")
    p.add_argument("--state", choices=("initial", "quiet"), help="what streams begin with goes that far, and nothing else")
    p = beginning(commands, "transfer", run_transfer, "a trained network with what another learnt since both began")
    p.add_argument("--from", type=Path, required=True, dest="first", help="folder of the run that both began from")
    p.add_argument("--to", type=Path, required=True, dest="second", help="folder of the run that learnt what is added")
    p.add_argument("--share", type=float, default=1.0, help="how much of it: 0 to 1")
    p = beginning(commands, "settle", run_settle, "a trained network, its average drawn towards its last weights")
    p.add_argument("--share", type=float, required=True, help="how far: 0 to 1")


def beginning(commands, name: str, run, what: str):
    """A command that reads a trained run and writes the first checkpoint of a new one."""
    p = commands.add_parser(name, help=f"begin a run of {what}")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run)
    return p


def run_grow(options) -> None:
    from ..grow import grow

    grow(options.folder, configuration.load(options.config), options.out)


def run_widen(options) -> None:
    from ..widen import widen

    widen(options.folder, configuration.load(options.config), options.out)


def run_shrink(options) -> None:
    from ..shrink import shrink

    keep = [int(part) for part in options.keep.split(",")]
    shrink(options.folder, configuration.load(options.config), keep, options.out)


def run_blend(options) -> None:
    from ..blend import blend

    blend(options.folder, options.later, options.share, options.out, options.state)


def run_transfer(options) -> None:
    from ..transfer import transfer

    transfer(options.folder, options.first, options.second, options.share, options.out)


def run_settle(options) -> None:
    from ..settle import settle

    settle(options.folder, options.share, options.out)
