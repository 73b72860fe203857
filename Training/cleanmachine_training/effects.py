"""Sound effects as background noises: the short recordings of a kind in a row with pauses, the long ones cut to length."""

import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import soundfile

from .corpus import RATE
from .prepare import to_rate
from .sources import EXTENSIONS, decode

PAUSES = (0.05, 1.0)  # seconds between two of a row


def write(folder: Path, out: Path, shortest: float = 10.0, longest: float = 60.0, seed: int = 1) -> int:
    """Writes a WAV file for every kind of sound below a folder, in folders of the same names; returns how many.

    `sword_01.ogg` and `sword_02.ogg` are of one kind: a corpus splits by files, and they must not come to lie on both sides.
    Recordings of `shortest` seconds and more stay by themselves and give their middle, `longest` seconds at the most.
    """
    written = 0
    for name, sounds in kinds(folder).items():
        rng = np.random.default_rng([seed, written])
        heard = [sound for sound in sounds if np.abs(sound).max() > 0]
        short = [sound for sound in heard if len(sound) < shortest * RATE]
        pieces = [middle(sound, int(longest * RATE)) for sound in heard if len(sound) >= shortest * RATE]
        if short:
            pieces.append(row(rng, short, int(shortest * RATE)))
        for number, piece in enumerate(pieces):
            path = out / f"{name}-{number}.wav"
            path.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(path, piece * (0.7 / np.abs(piece).max()), RATE)
            written += 1
    if not written:
        raise ValueError(f"--from {folder}: no sound in any {', '.join(sorted(EXTENSIONS))} below it; name a folder of recordings")
    return written


def kinds(folder: Path) -> dict[Path, list[np.ndarray]]:
    """Sounds at 16 kHz by their path below the folder without the number (and letter) at its end."""
    found: dict[Path, list[np.ndarray]] = defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in EXTENSIONS):
        stem = re.sub(r"[_-]*\d+[a-z]?$", "", path.stem) or path.parent.name
        found[path.relative_to(folder).with_name(stem)].append(to_rate(*decode(path), RATE))
    return found


def row(rng: np.random.Generator, sounds: list[np.ndarray], samples: int) -> np.ndarray:
    """All the sounds by turns in a random order with pauses, again and again until there are `samples`."""
    parts: list[np.ndarray] = []
    while sum(map(len, parts)) < samples:
        for place in rng.permutation(len(sounds)):
            parts += [sounds[place], np.zeros(int(rng.uniform(*PAUSES) * RATE), np.float32)]
    return np.concatenate(parts)


def middle(sound: np.ndarray, samples: int) -> np.ndarray:
    """Its middle, `samples` long, or all of it."""
    start = max(0, len(sound) - samples) // 2
    return sound[start : start + samples]
