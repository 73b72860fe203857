"""Where recordings come from: packs (tars with a manifest) or folder trees of the public data sets."""

import csv
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

EXTENSIONS = {".wav", ".flac", ".ogg", ".opus", ".mp3"}
LAYOUTS = ("folder", "prefix-dash", "prefix-underscore", "file", "common-voice")


@dataclass(frozen=True)
class Recording:
    """One file, not decoded yet. `group` is what a split must keep together: the talker, or the recording of a noise."""

    kind: str
    group: str
    source: str
    licence: str
    category: str
    content: Path | bytes

    def decoded(self) -> tuple[np.ndarray, int]:
        """Mono float32 samples and their rate."""
        return decode(io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content)


def decode(file) -> tuple[np.ndarray, int]:
    """Mono float32 samples and rate of a path or an open binary file (WAV, FLAC, Ogg, Opus, MP3)."""
    audio, rate = soundfile.read(file, dtype="float32", always_2d=True)
    return audio.mean(axis=1), rate


def packs(folder: Path) -> Iterator[Recording]:
    """Recordings of a folder of `*.tar` packs described by `manifest.csv`.

    Columns: kind (speech or noise), file, source, speaker, licence, category; members are `kind/file`.
    """
    with open(folder / "manifest.csv", newline="") as stream:
        rows = {f"{row['kind']}/{row['file']}": row for row in csv.DictReader(stream)}
    for pack in sorted(folder.glob("*.tar")):
        with tarfile.open(pack) as archive:
            for member in archive:
                row = rows.get(member.name.removeprefix("./"))
                if not member.isfile() or row is None:
                    continue
                content = archive.extractfile(member).read()
                group = row["speaker"] if row["kind"] == "speech" and row["speaker"] else row["file"]
                yield Recording(row["kind"], group, row["source"], row["licence"], row["category"], content)


def tree(folder: Path, kind: str, layout: str, licence: str) -> Iterator[Recording]:
    """Recordings of a folder tree; `layout` says how a file names its talker (see `group_of`)."""
    talkers = common_voice_talkers(folder) if layout == "common-voice" else {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in EXTENSIONS):
        group = talkers.get(path.name) or group_of(path, folder, layout)
        yield Recording(kind, f"{folder.name}:{group}", folder.name, licence, path.parent.name, path)


def group_of(path: Path, root: Path, layout: str) -> str:
    """The talker (or noise recording) that a file belongs to.

    folder: first folder below the root (LibriSpeech `speaker/chapter/`, AudioMNIST `01/`, VCTK `p225/`);
    prefix-dash: name up to the first `-` (UrbanSound8K `fsID-…`); prefix-underscore: up to the first `_`
    (VCTK flat `p225_001`); file: every file by itself (DNS and MS-SNSD noise).
    """
    relative = path.relative_to(root)
    if layout == "folder" and len(relative.parts) > 1:
        return relative.parts[0]
    if layout == "prefix-dash":
        return path.stem.split("-")[0]
    if layout == "prefix-underscore":
        return path.stem.split("_")[0]
    return str(relative)


def common_voice_talkers(folder: Path) -> dict[str, str]:
    """File name -> client_id, from the `validated.tsv` that Common Voice ships beside `clips/`."""
    with open(folder / "validated.tsv", newline="") as stream:
        return {row["path"]: row["client_id"] for row in csv.DictReader(stream, delimiter="\t")}
