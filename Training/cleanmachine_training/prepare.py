"""`prepare`: decodes, resamples, gates and concatenates recordings into a corpus, once."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soxr

from .corpus import RATE, CorpusWriter, split_of
from .levels import floor_and_active_decibels, gate_pauses
from .sources import Recording

MINIMUM_SECONDS = 0.3
MINIMUM_SPEECH_SNR_DECIBELS = 22.0  # noisier "clean" speech teaches the network to keep noise


def prepare(
    recordings: Iterable[Recording],
    out: Path,
    fractions: tuple[float, float, float] = (0.6, 0.2, 0.2),
    speeds: tuple[float, ...] = (1.0,),
) -> dict[str, int]:
    """Writes a corpus and returns how many recordings were used and why others were not.

    Speeds other than 1 add resampled copies (pitch and tempo together) to the training split, so that
    speed perturbation costs nothing while training.
    """
    counts = {"used": 0, "too short": 0, "too noisy": 0}
    writer = CorpusWriter(out)
    for recording in recordings:
        audio = to_rate(recording.audio, recording.rate, RATE)
        if len(audio) < MINIMUM_SECONDS * RATE or not np.isfinite(audio).all():
            counts["too short"] += 1
            continue
        if recording.kind == "speech":
            floor, active = floor_and_active_decibels(audio)
            if active - floor < MINIMUM_SPEECH_SNR_DECIBELS:
                counts["too noisy"] += 1
                continue
            audio = gate_pauses(audio)
        counts["used"] += 1
        split = split_of(recording.group, fractions)
        for speed in speeds if split == "train" else (1.0,):
            writer.append(
                audio if speed == 1.0 else to_rate(audio, RATE * speed, RATE),
                kind=recording.kind, split=split, group=recording.group, source=recording.source,
                licence=recording.licence, category=recording.category, speed=speed,
            )
    writer.close(fractions)
    return counts


def to_rate(audio: np.ndarray, rate: float, wanted: int) -> np.ndarray:
    """Resampled copy (soxr, high quality); the same array when the rates agree."""
    return audio if rate == wanted else soxr.resample(audio, rate, wanted, quality="HQ").astype(np.float32)
