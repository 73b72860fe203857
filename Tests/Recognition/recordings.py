"""Recordings at the rate of the recogniser's model."""

from pathlib import Path

import numpy as np
import soundfile
import soxr

RATE = 16000


def mono(path: Path) -> np.ndarray:
    """A recording of any rate, its channels mixed, at RATE."""
    sound, rate = soundfile.read(path, always_2d=True)
    return soxr.resample(sound.mean(axis=1), rate, RATE)
