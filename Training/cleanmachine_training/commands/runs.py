"""A run's life: trained, judged, drawn, exported."""

from pathlib import Path

from .. import configuration
from ..corpus import Corpus


def add(commands) -> None:
    p = commands.add_parser("train", help="train, or go on with, a run")
    p.add_argument("--config", type=Path, required=True)
    p.add_argument("--corpus", type=Path, required=True)
    p.add_argument("--run", type=Path, required=True, dest="folder", help="folder of the run")
    p.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    p.add_argument("--until-step", type=int)
    p.add_argument("--minutes", type=float, default=0, help="train for that long, whatever the steps, and let the rate fall meanwhile")
    p.add_argument("--no-validation", action="store_true", help="judge nothing on the way: validate elsewhere")
    p.add_argument("--rating", type=Path, help="ONNX file of DNSMOS P.835 (sig_bak_ovr.onnx), for loss.rating and in validation")
    p.add_argument("--teacher", action="append", default=[], metavar="RUN:DECIBELS", help="a run that teaches (loss.taught) and its make-up; may be repeated")
    add_pairs(p)
    p.set_defaults(run=run_train)
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
    p.add_argument("--make-up-decibels", type=float, default=0.0, help="gain that brings clear speech back to its level")
    p.set_defaults(run=run_export)
    p = commands.add_parser("curves", help="draw curves.png from a run's log")
    p.add_argument("--run", type=Path, required=True, dest="folder")
    p.set_defaults(run=lambda options: print(plot(options.folder)))


def add_pairs(p) -> None:
    p.add_argument("--pairs", type=Path, action="append", default=[], help="folder with noisy/ and clean/, 16 kHz")
    p.add_argument("--pair-stride", type=int, default=1, help="judge every n-th pair")


def plot(folder: Path) -> Path:
    from .. import curves  # matplotlib is slow to load

    return curves.plot(folder)


def run_train(options) -> None:
    from ..rating import Rating
    from ..teachers import Teachers
    from ..trainer import Trainer

    settings, corpus = configuration.load(options.config), Corpus(options.corpus)
    rating = Rating(options.rating).to(options.device) if options.rating else None
    teachers = Teachers(options.teacher, options.device) if options.teacher else None
    validate = None if options.no_validation else judged(options, settings, corpus, rating)
    trainer = Trainer(settings, corpus, options.folder, options.device, rating=rating, teachers=teachers)
    trainer.train(options.until_step, validate, options.minutes)
    plot(options.folder)


def judged(options, settings, corpus, rating):
    """What judges a network by the held-out mix and the pairs that the options name."""
    from ..validation import folder_pairs, held_out_pairs, judge

    held_out = held_out_pairs(corpus, settings.mixing, settings.run.validation_clips)
    sets = {"held_out": held_out} | {p.name: folder_pairs(p, options.pair_stride) for p in options.pairs}
    return lambda network: {name: judge(network, pairs, rating) for name, pairs in sets.items()}


def run_validate(options) -> None:
    from ..averaged import load_run
    from ..validation import folder_pairs, held_out_pairs, judge

    network, settings, _ = load_run(options.folder)
    sets = {p.name: folder_pairs(p, options.pair_stride) for p in options.pairs}
    if options.corpus:
        sets["held_out"] = held_out_pairs(Corpus(options.corpus), settings.mixing, settings.run.validation_clips)
    for name, pairs in sets.items():
        print(name, judge(None if options.noisy else network, pairs))


def run_export(options) -> None:
    from ..export import export

    export(options.folder, Corpus(options.corpus), options.out, options.make_up_decibels)
    print(options.out)
