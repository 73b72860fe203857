"""`prepare`: decodes, resamples, gates and concatenates recordings into a corpus, once, on all the processors there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import soxr

from .corpus import RATE, CorpusWriter, split_of
from .levels import floor_and_active_decibels, gate_pauses
from .sources import Recording

MINIMUM_SECONDS = 0.3
GROUP = 32  # recordings that are decoded at a time
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
    with get_context("fork").Pool() as pool:
        copies = partial(usable, fractions=fractions, speeds=speeds)
        for recording, verdict, clips in in_groups(partial(pool.map, copies, chunksize=1), recordings):
            counts[verdict] += 1
            for split, speed, audio in clips:
                writer.append(
                    audio, kind=recording.kind, split=split, group=recording.group, source=recording.source,
                    licence=recording.licence, category=recording.category, speed=speed,
                )
    writer.close(fractions)
    return counts


def in_groups(work: Callable, recordings: Iterable[Recording]) -> Iterator:
    """The results of `work` in turn, of some recordings at a time: all of them at once would fill the memory."""
    remaining = iter(recordings)
    while group := list(islice(remaining, GROUP)):
        yield from work(group)


def usable(recording: Recording, fractions: tuple[float, float, float], speeds: tuple[float, ...]):
    """A recording without its content, what became of it, and its clips: (split, speed, samples) each."""
    audio = to_rate(*recording.decoded(), RATE)
    recording = replace(recording, content=b"")
    if len(audio) < MINIMUM_SECONDS * RATE or not np.isfinite(audio).all():
        return recording, "too short", []
    if recording.kind == "speech":
        floor, active = floor_and_active_decibels(audio)
        if active - floor < MINIMUM_SPEECH_SNR_DECIBELS:
            return recording, "too noisy", []
        audio = gate_pauses(audio)
    split = split_of(recording.group, fractions)
    played = speeds if split == "train" else (1.0,)
    return recording, "used", [(split, speed, to_rate(audio, RATE * speed, RATE)) for speed in played]


def to_rate(audio: np.ndarray, rate: float, wanted: int) -> np.ndarray:
    """Resampled copy (soxr, high quality); the same array when the rates agree."""
    return audio if rate == wanted else soxr.resample(audio, rate, wanted, quality="HQ").astype(np.float32)
