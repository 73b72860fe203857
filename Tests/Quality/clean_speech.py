"""What the program takes from sound that needs no cleaning: speech without noise, or laughter.

    python3 -m venv .venv && .venv/bin/pip install pesq==0.0.4 pystoi==0.4.1 soundfile soxr
    cleanmachine file -d cleaned --preset neural Tests/Audio/clean/*
    .venv/bin/python Tests/Quality/clean_speech.py Tests/Audio/clean cleaned

Two folders with the same file names. For each file the change of its level in dB, of its level above 8.2 kHz where its
rate has such sound, of the first 30 ms of words after 0.3 s of silence, and PESQ; then means, and the worst.
"""

import argparse
from pathlib import Path

import numpy as np
import soundfile
import soxr
from figures import measured, opinion

FRAME = 0.01  # seconds
SILENCE, ONSET, WORD = 30, 3, 8  # frames: before a word, of its beginning, and within which it must go on
UPPER = 8200.0  # Hz


def change(before: np.ndarray, after: np.ndarray) -> float:
    """Level of `after` over that of `before` in dB."""
    return 10 * np.log10((np.square(np.abs(after)).sum() + 1e-12) / (np.square(np.abs(before)).sum() + 1e-12))


def onsets(sound: np.ndarray, frame: int) -> list[int]:
    """Where words begin after silence: their first samples. A word is sound within 25 dB of the active level."""
    power = np.square(sound[: len(sound) // frame * frame].reshape(-1, frame)).mean(1) + 1e-12
    loud = power > power[power > power.max() * 1e-3].mean() * 10**-2.5
    return [
        k * frame
        for k in range(SILENCE, len(loud) - WORD)
        if loud[k] and not loud[k - SILENCE : k].any() and loud[k : k + WORD].sum() >= 0.75 * WORD
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path)
    parser.add_argument("cleaned", type=Path)
    folders = parser.parse_args()
    columns = {"level": [], "above 8.2 kHz": [], "first 30 ms": [], "PESQ": []}
    for path in sorted(folders.clean.iterdir()):
        if path.suffix.lower() not in {".wav", ".flac"} or not (folders.cleaned / path.name).is_file():
            continue
        (clean, rate), (sound, _) = (soundfile.read(f / path.name, always_2d=True) for f in (folders.clean, folders.cleaned))
        count = min(len(clean), len(sound))
        clean, sound = clean[:count, 0], sound[:count, 0]
        frame, begin = round(FRAME * rate), int(UPPER * count / rate)
        heard = [soxr.resample(x, rate, measured(rate), quality="VHQ") for x in (clean, sound)]
        spectra = np.fft.rfft(clean)[begin:], np.fft.rfft(sound)[begin:]
        row = {
            "level": [change(clean, sound)],
            "above 8.2 kHz": [change(*spectra)] if rate > 2 * UPPER else [],
            "first 30 ms": [change(clean[k : k + ONSET * frame], sound[k : k + ONSET * frame]) for k in onsets(clean, frame)],
            "PESQ": [opinion(*heard, measured(rate))],
        }
        for name, values in row.items():
            columns[name] += values
        print(f"{path.name}: level {row['level'][0]:+.2f} dB, PESQ {row['PESQ'][0]:.2f}")
    if not columns["level"]:
        raise SystemExit(f"no file of {folders.clean} is in {folders.cleaned} too")
    for name, values in columns.items():
        values = [value for value in values if not np.isnan(value)]
        if values:
            unit = "" if name == "PESQ" else " dB"
            print(f"{name}: {np.mean(values):.2f}{unit} on average of {len(values)}, from {min(values):.2f} to {max(values):.2f}")


if __name__ == "__main__":
    main()
