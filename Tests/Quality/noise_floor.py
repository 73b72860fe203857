"""How much noise is left in the pauses of speech, and how steady it is: a floor that pumps deviates more than the noise did.

    python3 -m venv .venv && .venv/bin/pip install numpy soundfile
    .venv/bin/python Tests/Quality/noise_floor.py noisy clean cleaned

Three folders with the same file names. A pause is where 32 ms frames of the clean speech have stayed 35 dB below the
speech's active level for 100 ms and will for as long. For each clip the level of the frames in its pauses and their
standard deviation, in dB; then the means over clips that have half a second of pauses at least.
"""

import argparse
from pathlib import Path

import numpy as np
import soundfile

FRAME, GUARD = 0.032, 0.1  # seconds
SILENCE = -90.0  # dBFS: what lies below counts as this, or digital zero would be the unsteadiest floor of all


def levels(path: Path) -> np.ndarray:
    """Levels of a recording's frames in dBFS."""
    sound, rate = soundfile.read(path, always_2d=True)
    frame = round(FRAME * rate)
    frames = sound.mean(axis=1)[: len(sound) // frame * frame].reshape(-1, frame)
    return np.maximum(10 * np.log10(np.square(frames).mean(axis=1) + 1e-12), SILENCE)


def pauses(clean: np.ndarray) -> np.ndarray:
    """Which frames lie inside pauses."""
    active = 10 * np.log10(np.mean(10 ** (clean[clean > clean.max() - 30] / 10)))
    quiet = clean < active - 35
    guard = round(GUARD / FRAME)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(quiet, guard, constant_values=True), 2 * guard + 1)
    return around.all(axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for folder in ("noisy", "clean", "cleaned"):
        parser.add_argument(folder, type=Path)
    folders = parser.parse_args()
    rows = []
    for path in sorted(folders.clean.iterdir()):
        if not all((folder / path.name).is_file() for folder in (folders.noisy, folders.cleaned)):
            continue
        clean, noisy, cleaned = (levels(f / path.name) for f in (folders.clean, folders.noisy, folders.cleaned))
        frames = min(map(len, (clean, noisy, cleaned)))
        inside = np.flatnonzero(pauses(clean[:frames]))
        if len(inside) * FRAME < 0.5:
            continue
        row = [f(x[inside]) for x in (noisy, cleaned) for f in (np.mean, np.std)]
        rows.append(row)
        print(f"{path.name}: {row[0]:.1f} ± {row[1]:.1f} -> {row[2]:.1f} ± {row[3]:.1f} dBFS, {len(inside) * FRAME:.1f} s")
    if not rows:
        raise SystemExit("no clip of these names in all three folders has half a second of pauses")
    mean = np.mean(rows, axis=0)
    print(f"{len(rows)} clips: {mean[0]:.1f} ± {mean[1]:.1f} -> {mean[2]:.1f} ± {mean[3]:.1f} dBFS")


if __name__ == "__main__":
    main()
