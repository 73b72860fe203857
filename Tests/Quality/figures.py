"""PESQ, STOI, SI-SDR and, with its model at hand, DNSMOS P.835 of presets on a folder of noisy recordings.

    python3 -m venv .venv && .venv/bin/pip install pesq==0.0.4 pystoi==0.4.1 soundfile soxr onnxruntime
    .venv/bin/python Tests/Quality/figures.py Tests/Audio/noisy Tests/Audio/clean --preset "" --preset neural

A noisy file's clean one has its name, or the part before its first `_` (NOIZEUS). `--preset ""` is the default of the
rate. Everything is measured at 16 kHz, PESQ wideband; material at 8 kHz at its own rate, PESQ narrowband, DNSMOS resampled.
`--dnsmos sig_bak_ovr.onnx` takes the model of Microsoft's DNS-Challenge repository. Files of 48 kHz have a row of their own.
`--change -20` gives the files to the program 20 dB lower, three times in a row, and measures the last.
"""

import argparse
import subprocess
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr
from pesq import NoUtterancesError, pesq
from pystoi import stoi

OPINION_RATE, OPINION_SAMPLES = 16_000, 144_160
# Raw outputs of the P.835 network to its scores (DNS-Challenge, dnsmos_local.py), highest power first.
OVERALL = (-0.06766283, 1.11546468, 0.04602535)


def read(path: Path) -> tuple[np.ndarray, int]:
    """The first channel at the rate that is measured, and the file's own rate."""
    sound, rate = soundfile.read(path, always_2d=True)
    return soxr.resample(sound[:, 0], rate, measured(rate), quality="VHQ"), rate


def measured(rate: int) -> int:
    """The rate at which files of `rate` are measured."""
    return 8000 if rate == 8000 else 16_000


def partner(path: Path, clean: Path) -> Path:
    """The clean file of a noisy one."""
    for stem in (path.stem, path.stem.split("_")[0]):
        for candidate in sorted(clean.glob(f"{stem}.*")):
            return candidate
    raise SystemExit(f"{path}: no clean file of its name in {clean}")


def changed(path: Path, decibels: float, folder: Path) -> Path:
    """The file at another level, three times in a row."""
    sound, rate = soundfile.read(path, always_2d=True)
    soundfile.write(folder / f"{path.stem}.wav", np.tile(sound, (3, 1)) * 10 ** (decibels / 20), rate, "FLOAT")
    return folder / f"{path.stem}.wav"


def distortion_ratio(clean: np.ndarray, sound: np.ndarray) -> float:
    """SI-SDR in dB (Le Roux et al. 2019)."""
    clean, sound = clean - clean.mean(), sound - sound.mean()
    wanted = sound.dot(clean) / clean.dot(clean) * clean
    return 10 * np.log10(np.square(wanted).sum() / (np.square(sound - wanted).sum() + 1e-12))


@cache
def network(path: Path):
    """The DNSMOS network."""
    import onnxruntime

    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def overall_opinion(sound: np.ndarray, model: Path) -> float:
    """DNSMOS OVRL of 16 kHz sound: the mean over windows of 9.01 s, one second apart; shorter sound is repeated."""
    while len(sound) < OPINION_SAMPLES:
        sound = np.concatenate([sound, sound])
    starts = range(0, len(sound) - OPINION_SAMPLES + 1, OPINION_RATE)
    windows = (sound[None, s : s + OPINION_SAMPLES].astype(np.float32) for s in starts)
    return float(np.mean([np.polyval(OVERALL, network(model).run(None, {"input_1": w})[0][0][2]) for w in windows]))


def opinion(clean: np.ndarray, sound: np.ndarray, rate: int) -> float:
    """PESQ at the rate that is measured; not a number where it hears no speech."""
    try:
        return pesq(rate, clean.astype(np.float32), sound.astype(np.float32), "nb" if rate == 8000 else "wb")
    except NoUtterancesError:
        return float("nan")


def figures(clean: np.ndarray, sound: np.ndarray, rate: int, model: Path | None) -> list[float]:
    """The figures of one file."""
    count = min(len(clean), len(sound))
    clean, sound = clean[:count], sound[:count]
    row = [opinion(clean, sound, rate), stoi(clean, sound, rate), distortion_ratio(clean, sound)]
    if model:
        row.append(overall_opinion(soxr.resample(sound, rate, OPINION_RATE, quality="VHQ"), model))
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noisy", type=Path)
    parser.add_argument("clean", type=Path)
    parser.add_argument("--preset", action="append", default=[], help="name or file; may be repeated")
    built = Path(__file__).parents[2] / ".build/release/cleanmachine"
    parser.add_argument("--program", default=built if built.exists() else "cleanmachine", help="default: what `make build` made")
    parser.add_argument("--change", type=float, default=0.0, metavar="DECIBELS", help="of the level; the third hearing counts")
    parser.add_argument("--dnsmos", type=Path, help="sig_bak_ovr.onnx")
    options = parser.parse_args()
    files = sorted(path for path in options.noisy.iterdir() if path.suffix.lower() in {".wav", ".flac"})
    print("| system | files | PESQ | STOI | SI-SDR dB |" + (" OVRL |" if options.dnsmos else ""))
    print("| --- | --- | --- | --- | --- |" + (" --- |" if options.dnsmos else ""))
    for preset in [None, *options.preset]:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as given:
            heard = [changed(path, options.change, Path(given)) for path in files] if options.change else files
            if preset is not None:
                chosen = ["--preset", preset] if preset else []
                subprocess.run([options.program, "file", "-q", "-d", folder, *chosen, *heard], check=True)
            rows = defaultdict(list)
            for path, source in zip(files, heard):
                sound, rate = read(source if preset is None else Path(folder) / source.name)
                clean, _ = read(partner(path, options.clean))
                sound = sound[-len(clean) :] * 10 ** (-options.change / 20)
                rows[rate].append(figures(clean, sound, measured(rate), options.dnsmos))
        for rate, values in sorted(rows.items()):
            name = "noisy" if preset is None else preset or "default"
            mean = [f"{value:.{digits}f}" for value, digits in zip(np.nanmean(values, axis=0), (2, 3, 2, 2))]
            print(f"| {name}, {rate / 1000:g} kHz | {len(values)} | {' | '.join(mean)} |", flush=True)


if __name__ == "__main__":
    main()
