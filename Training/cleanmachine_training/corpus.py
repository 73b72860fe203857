"""The prepared corpus: one int16 memory map of 16 kHz mono audio, and an index of its clips."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

RATE = 16_000
FORMAT = 1
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class Clip:
    """A stretch of the memory map. `start` and `length` in samples; `speed` 1.1 means 10 % faster and higher."""

    kind: str
    split: str
    group: str
    source: str
    licence: str
    category: str
    speed: float
    start: int
    length: int


def split_of(group: str, fractions: tuple[float, float, float]) -> str:
    """The split of a talker or noise recording, from a hash of its name.

    It depends on nothing else, so adding data never moves a talker from one split to another.
    """
    point = int.from_bytes(sha256(group.encode()).digest()[:8], "big") / 2**64
    if point < fractions[0]:
        return "train"
    return "validation" if point < fractions[0] + fractions[1] else "test"


class CorpusWriter:
    """Appends clips to `audio.i16` and writes `index.json` when closed."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.clips, self.samples = folder, [], 0
        self.stream = open(folder / "audio.i16", "wb")

    def append(self, audio: np.ndarray, **description) -> None:
        """Adds float samples (full scale 1), scaled to a peak of 0.7 so that quiet files keep their bits."""
        peak = float(np.abs(audio).max())
        if peak <= 0:
            return
        values = np.round(audio * (0.7 / peak * 32767)).astype("<i2")
        self.clips.append(Clip(start=self.samples, length=len(values), **description))
        self.samples += len(values)
        self.stream.write(values.tobytes())

    def close(self, fractions: tuple[float, float, float]) -> None:
        self.stream.close()
        index = {"format": FORMAT, "rate": RATE, "split_fractions": fractions, "clips": [asdict(c) for c in self.clips]}
        (self.folder / "index.json").write_text(json.dumps(index, indent=0))


class Corpus:
    """Read access to a prepared corpus. The audio stays on disk (and in the page cache)."""

    def __init__(self, folder: Path):
        index = json.loads((folder / "index.json").read_text())
        if index["format"] != FORMAT or index["rate"] != RATE:
            raise ValueError(f"{folder}: corpus format {index['format']} at {index['rate']} Hz, expected {FORMAT} at {RATE} Hz; run prepare again")
        self.clips = [Clip(**clip) for clip in index["clips"]]
        self.audio = np.memmap(folder / "audio.i16", dtype="<i2", mode="r")

    def select(self, kind: str, split: str) -> list[Clip]:
        return [clip for clip in self.clips if clip.kind == kind and clip.split == split]

    def seconds(self, kind: str, split: str, speed: float = 1.0) -> float:
        return sum(c.length for c in self.select(kind, split) if c.speed == speed) / RATE

    def credits(self) -> dict[str, str]:
        """Source -> licence of everything in the training split, for the model card."""
        return {c.source: c.licence for c in self.clips if c.split == "train"}
