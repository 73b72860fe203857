"""Random stretches of the corpus: speech, noise, babble."""

from collections.abc import Callable
from copy import copy

import numpy as np

from .corpus import RATE, Clip, Corpus


class Drawer:
    """Draws stretches of one kind and split, clips weighted by their length."""

    def __init__(self, corpus: Corpus, kind: str, split: str):
        self.audio = corpus.audio
        self.take(corpus.select(kind, split))
        if not self.clips:
            raise ValueError(f"the corpus holds no {kind} in its {split} split; prepare more data or change --split")

    def take(self, clips: list[Clip]) -> None:
        """Draws from these clips from now on."""
        self.clips, self.edges = clips, np.cumsum([clip.length for clip in clips])

    def only(self, wanted: Callable[[Clip], bool]) -> "Drawer | None":
        """Draws of the clips that are wanted alone; None where there are none."""
        drawer = copy(self)
        drawer.take([clip for clip in self.clips if wanted(clip)])
        return drawer if drawer.clips else None

    def clip(self, rng: np.random.Generator) -> Clip:
        return self.clips[int(np.searchsorted(self.edges, rng.integers(self.edges[-1]), side="right"))]

    def stretch(self, rng: np.random.Generator, samples: int) -> np.ndarray:
        """`samples` float values: one clip from a random place, and further clips while it is too short."""
        out = np.zeros(samples, np.float32)
        filled = 0
        while filled < samples:
            clip = self.clip(rng)
            wanted = samples - filled
            offset = int(rng.integers(max(1, clip.length - wanted + 1)))
            piece = self.audio[clip.start + offset : clip.start + min(clip.length, offset + wanted)]
            out[filled : filled + len(piece)] = piece
            filled += len(piece)
        return out / 32768

    def played(self, rng: np.random.Generator, samples: int, speeds: tuple[float, float]) -> np.ndarray:
        """A stretch played at a random speed, which moves its pitch as well."""
        speed = np.exp(rng.uniform(*np.log(speeds)))
        stretch = self.stretch(rng, int(samples * speed) + 2)
        return np.interp(np.arange(samples) * speed, np.arange(len(stretch)), stretch).astype(np.float32)

    def babble(self, rng: np.random.Generator, samples: int) -> np.ndarray:
        """Four to nine talkers at once, of similar level."""
        total = np.zeros(samples, np.float32)
        for _ in range(rng.integers(4, 10)):
            talker = self.stretch(rng, samples)
            total += talker * (rng.uniform(0.4, 1) / (np.sqrt(np.square(talker).mean()) + 1e-4))
        return total


def with_late_onset(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """The same speech or noise with silence up to a random point: trains onsets after silence, and the state's start."""
    start = int(rng.uniform(0.1, 0.6) * len(sound))
    ramp = min(RATE // 200, len(sound) - start)
    sound = sound.copy()
    sound[:start] = 0
    sound[start : start + ramp] *= np.linspace(0, 1, ramp, dtype=np.float32)
    return sound
