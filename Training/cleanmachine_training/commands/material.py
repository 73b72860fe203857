"""What a network learns from: pieces of music composed, sound effects joined, recordings prepared."""

from itertools import chain
from pathlib import Path

from ..prepare import prepare
from ..sources import LAYOUTS, packs, tree


def add(commands) -> None:
    p = commands.add_parser("music", help="write pieces of music, a background noise to prepare")
    p.add_argument("--soundfont", type=Path, required=True, help="SF2 file; FluidSynth plays it")
    p.add_argument("--out", type=Path, required=True, help="folder of the WAV files to write")
    p.add_argument("--pieces", type=int, default=60)
    p.add_argument("--seconds", type=float, default=12.0, help="of a piece, at the least")
    p.set_defaults(run=run_music)
    p = commands.add_parser("effects", help="write sound effects as noises to prepare: short ones of a kind in a row")
    p.add_argument("--from", dest="folder", type=Path, required=True, help="folder tree of recordings")
    p.add_argument("--out", type=Path, required=True, help="folder of the WAV files to write")
    p.add_argument("--shortest", type=float, default=10.0, help="seconds; shorter recordings are joined")
    p.add_argument("--longest", type=float, default=60.0, help="seconds; longer recordings give their middle")
    p.set_defaults(run=run_effects)
    p = commands.add_parser("prepare", help="decode recordings into a corpus")
    p.add_argument("--packs", type=Path, action="append", default=[], help="folder of tars with manifest.csv")
    for kind in ("speech", "noise"):
        p.add_argument(f"--{kind}", action="append", default=[], metavar="DIR[:LAYOUT[:LICENCE]]",
                       help=f"folder tree of {kind}; layouts: {', '.join(LAYOUTS)}")
    p.add_argument("--out", type=Path, required=True, help="folder of the corpus to write")
    p.add_argument("--split", default="0.6,0.2,0.2", help="train,validation,test fractions of talkers")
    p.add_argument("--speeds", default="1.0,0.9,1.1", help="speed-perturbed copies of the training split")
    p.set_defaults(run=run_prepare)


def run_music(options) -> None:
    from ..music import write

    write(options.soundfont, options.out, options.pieces, options.seconds)


def run_effects(options) -> None:
    from ..effects import write

    print(f"{write(options.folder, options.out, options.shortest, options.longest)} files")


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
