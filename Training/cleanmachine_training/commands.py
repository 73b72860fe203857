"""The command line: music, prepare, train, grow, widen, shrink, blend, transfer, settle, validate, export, curves."""

import argparse
import sys
from itertools import chain
from pathlib import Path

from . import configuration
from .corpus import Corpus
from .prepare import prepare
from .sources import LAYOUTS, packs, tree


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
    p = commands.add_parser("music", help="write pieces of music, a background noise to prepare")
    p.add_argument("--soundfont", type=Path, required=True, help="SF2 file; FluidSynth plays it")
    p.add_argument("--out", type=Path, required=True, help="folder of the WAV files to write")
    p.add_argument("--pieces", type=int, default=60)
    p.add_argument("--seconds", type=float, default=12.0, help="of a piece, at the least")
    p.set_defaults(run=run_music)
    p = commands.add_parser("prepare", help="decode recordings into a corpus")
    p.add_argument("--packs", type=Path, action="append", default=[], help="folder of tars with manifest.csv")
    for kind in ("speech", "noise"):
        p.add_argument(f"--{kind}", action="append", default=[], metavar="DIR[:LAYOUT[:LICENCE]]",
                       help=f"folder tree of {kind}; layouts: {', '.join(LAYOUTS)}")
    p.add_argument("--out", type=Path, required=True, help="folder of the corpus to write")
    p.add_argument("--split", default="0.6,0.2,0.2", help="train,validation,test fractions of talkers")
    p.add_argument("--speeds", default="1.0,0.9,1.1", help="speed-perturbed copies of the training split")
    p.set_defaults(run=run_prepare)
    p = commands.add_parser("train", help="train, or go on with, a run")
    p.add_argument("--config", type=Path, required=True)
    p.add_argument("--corpus", type=Path, required=True)
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the run")
    p.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    p.add_argument("--until-step", type=int)
    p.add_argument("--rating", type=Path, help="ONNX file of DNSMOS P.835 (sig_bak_ovr.onnx), for loss.rating and in validation")
    add_pairs(p)
    p.set_defaults(run=run_train)
    p = commands.add_parser("grow", help="begin a run of a deeper network, or one for other frames, from a trained one")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with more model.blocks or other frames")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_grow)
    p = commands.add_parser("widen", help="begin a run of a 129×8 network with more filters from a trained one")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with larger model.widths")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_widen)
    p = commands.add_parser("shrink", help="begin a run of a smaller network from the layers of a trained one")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--config", type=Path, required=True, help="as the trained run's, with fewer model.blocks or less model.depth")
    p.add_argument("--keep", required=True, help="blocks that stay, counted from 0: 0,1")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_shrink)
    p = commands.add_parser("blend", help="begin a run between a trained one and one that went on from it")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--with", type=Path, required=True, dest="later", help="folder of the run that went on from it")
    p.add_argument("--share", type=float, required=True, help="how far from the first to the second: 0 to 1")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_blend)
    p = commands.add_parser("transfer", help="begin a run on a trained one and what another learnt since both began")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--from", type=Path, required=True, dest="first", help="folder of the run that both began from")
    p.add_argument("--to", type=Path, required=True, dest="second", help="folder of the run that learnt what is added")
    p.add_argument("--share", type=float, default=1.0, help="how much of it: 0 to 1")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_transfer)
    p = commands.add_parser("settle", help="begin a run on a trained one, its average drawn towards its last weights")
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the trained run")
    p.add_argument("--share", type=float, required=True, help="how far: 0 to 1")
    p.add_argument("--out", type=Path, required=True, help="folder of the new run")
    p.set_defaults(run=run_settle)
    p = commands.add_parser("validate", help="judge a run's averaged weights")
    p.add_argument("--run", type=Path, required=True, dest="folder")
    p.add_argument("--corpus", type=Path, help="also judge the fixed mix of its validation split")
    p.add_argument("--noisy", action="store_true", help="judge the unprocessed input instead")
    add_pairs(p)
    p.set_defaults(run=run_validate)
    p = commands.add_parser("export", help="write safetensors and golden vectors")
    p.add_argument("--run", type=Path, required=True, dest="folder")
    p.add_argument("--corpus", type=Path, required=True, help="names the training data and licences")
    p.add_argument("--out", type=Path, required=True, help="file to write, ending in .safetensors")
    p.set_defaults(run=run_export)
    p = commands.add_parser("curves", help="draw curves.png from a run's log")
    p.add_argument("--run", type=Path, required=True, dest="folder")
    p.set_defaults(run=lambda o: print(_curves().plot(o.folder)))
    return top


def add_pairs(p: argparse.ArgumentParser) -> None:
    p.add_argument("--pairs", type=Path, action="append", default=[], help="folder with noisy/ and clean/, 16 kHz")
    p.add_argument("--pair-stride", type=int, default=1, help="judge every n-th pair")


def _curves():
    from . import curves  # matplotlib is slow to load

    return curves


def run_music(options) -> None:
    from .music import write

    write(options.soundfont, options.out, options.pieces, options.seconds)


def run_prepare(options) -> None:
    trees = [tree_of(text, kind) for kind in ("speech", "noise") for text in getattr(options, kind)]
    fractions = tuple(float(part) for part in options.split.split(","))
    if len(fractions) != 3 or abs(sum(fractions) - 1) > 1e-6 or min(fractions) < 0:
        raise ValueError(f"--split: expected three fractions that add up to 1, given {options.split!r}")
    speeds = tuple(float(part) for part in options.speeds.split(","))
    counts = prepare(chain(*(packs(p) for p in options.packs), *trees), options.out, fractions, speeds)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


def tree_of(text: str, kind: str):
    folder, layout, licence = (text.split(":") + ["", ""])[:3]
    layout = layout or "folder"
    if layout not in LAYOUTS:
        raise ValueError(f"--{kind} {text}: layout {layout!r}, expected one of {', '.join(LAYOUTS)}")
    return tree(Path(folder), kind, layout, licence or "unknown")


def run_train(options) -> None:
    from .rating import Rating
    from .trainer import Trainer
    from .validation import folder_pairs, held_out_pairs, judge

    settings, corpus = configuration.load(options.config), Corpus(options.corpus)
    held_out = held_out_pairs(corpus, settings.mixing, settings.run.validation_clips)
    sets = {"held_out": held_out} | {p.name: folder_pairs(p, options.pair_stride) for p in options.pairs}

    rating = Rating(options.rating).to(options.device) if options.rating else None

    def validate(network):
        return {name: judge(network, pairs, rating) for name, pairs in sets.items()}

    Trainer(settings, corpus, options.folder, options.device, rating=rating).train(options.until_step, validate)
    _curves().plot(options.folder)


def run_grow(options) -> None:
    from .grow import grow

    grow(options.folder, configuration.load(options.config), options.out)


def run_widen(options) -> None:
    from .widen import widen

    widen(options.folder, configuration.load(options.config), options.out)


def run_shrink(options) -> None:
    from .shrink import shrink

    keep = [int(part) for part in options.keep.split(",")]
    shrink(options.folder, configuration.load(options.config), keep, options.out)


def run_blend(options) -> None:
    from .blend import blend

    blend(options.folder, options.later, options.share, options.out)


def run_transfer(options) -> None:
    from .transfer import transfer

    transfer(options.folder, options.first, options.second, options.share, options.out)


def run_settle(options) -> None:
    from .settle import settle

    settle(options.folder, options.share, options.out)


def run_validate(options) -> None:
    from .averaged import load_run
    from .validation import folder_pairs, held_out_pairs, judge

    network, settings, _ = load_run(options.folder)
    sets = {p.name: folder_pairs(p, options.pair_stride) for p in options.pairs}
    if options.corpus:
        sets["held_out"] = held_out_pairs(Corpus(options.corpus), settings.mixing, settings.run.validation_clips)
    for name, pairs in sets.items():
        print(name, judge(None if options.noisy else network, pairs))


def run_export(options) -> None:
    from .export import export

    export(options.folder, Corpus(options.corpus), options.out)
    print(options.out)
