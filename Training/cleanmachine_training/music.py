"""Music for the mix, as background noise: pieces composed by chance, played by FluidSynth with a free soundfont."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import mido
import numpy as np

from .corpus import RATE

TICKS = 480  # a beat
SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10))  # major, minor, dorian
PROGRESSIONS = ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 3, 0, 4), (1, 4, 0, 0), (0, 6, 5, 4))  # degrees, a bar each
# General MIDI programs from 0; none that sings, since a voice is what must stay.
CHORDS = (0, 1, 2, 4, 6, 16, 19, 24, 25, 26, 27, 29, 46, 48, 50, 61, 88, 89, 90, 94)
BASSES = (32, 33, 34, 35, 38, 39, 43, 58)
MELODIES = (0, 4, 9, 11, 12, 21, 22, 25, 40, 42, 56, 60, 65, 68, 71, 73, 75, 79, 80, 81, 105)
DRUMS = {36: (1, 0, 0, 0, 1, 0, 0, 0), 38: (0, 0, 1, 0, 0, 0, 1, 0), 42: (1, 1, 1, 1, 1, 1, 1, 1)}  # kick, snare, hi-hat, by eighths


def compose(seed: int, seconds: float) -> mido.MidiFile:
    """A piece in 4/4 of at least `seconds`: chords, and by chance a bass, a melody and drums; the same for the same seed."""
    rng = np.random.default_rng(seed)
    tempo = int(rng.integers(60, 171))
    scale, progression = SCALES[rng.integers(len(SCALES))], PROGRESSIONS[rng.integers(len(PROGRESSIONS))]
    root = int(rng.integers(-5, 7))
    bars = int(np.ceil(seconds * tempo / 240))

    def pitch(degree: int, octave: int) -> int:
        return 12 * (octave + degree // 7) + root + scale[degree % 7]

    piece = mido.MidiFile(ticks_per_beat=TICKS)
    start = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))])
    piece.tracks.append(start)
    degrees = [progression[bar % len(progression)] for bar in range(bars)]
    stroke = int(rng.choice([1, 2, 4]))
    piece.tracks.append(track(0, rng.choice(CHORDS), [
        (4 * bar + beat, stroke, pitch(degree + third, 5), int(rng.integers(50, 90)))
        for bar, degree in enumerate(degrees) for beat in range(0, 4, stroke) for third in (0, 2, 4)
    ]))
    if rng.random() < 0.7:
        piece.tracks.append(track(1, rng.choice(BASSES), [
            (4 * bar + beat, 1, pitch(degree, 3), int(rng.integers(70, 110)))
            for bar, degree in enumerate(degrees) for beat in range(4)
        ]))
    if rng.random() < 0.7:
        piece.tracks.append(track(2, rng.choice(MELODIES), melody(rng, bars, pitch)))
    if rng.random() < 0.6:
        piece.tracks.append(track(9, 0, [
            (bar * 4 + eighth / 2, 0.25, drum, int(rng.integers(60, 120)))
            for bar in range(bars) for drum, pattern in DRUMS.items() for eighth, hit in enumerate(pattern) if hit
        ]))
    return piece


def melody(rng: np.random.Generator, bars: int, pitch) -> list[tuple[float, float, int, int]]:
    """A walk on the scale, with rests."""
    notes, beat, degree = [], 0.0, int(rng.integers(0, 7))
    while beat < 4 * bars:
        length = float(rng.choice([0.5, 1, 2]))
        if rng.random() < 0.8:
            notes.append((beat, length, pitch(degree, 6), int(rng.integers(60, 110))))
        beat += length
        degree = int(np.clip(degree + rng.integers(-2, 3), -3, 10))
    return notes


def track(channel: int, program: int, notes: list[tuple[float, float, int, int]]) -> mido.MidiTrack:
    """A track of notes (beat, length in beats, pitch, velocity)."""
    events = [(int(beat * TICKS), "note_on", pitch, velocity) for beat, _, pitch, velocity in notes]
    events += [(int((beat + length) * TICKS) - 1, "note_off", pitch, 0) for beat, length, pitch, _ in notes]
    result, now = mido.MidiTrack([mido.Message("program_change", channel=channel, program=int(program))]), 0
    for time, kind, pitch, velocity in sorted(events):
        result.append(mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=time - now))
        now = time
    return result


def write(soundfont: Path, out: Path, pieces: int, seconds: float) -> None:
    """Writes `pieces` WAV files of `seconds` or a little more into `out`; an error says what is missing."""
    if not soundfont.is_file():
        raise FileNotFoundError(f"{soundfont}: expected a soundfont; Debian's fluid-soundfont-gm has one under the MIT licence")
    if not shutil.which("fluidsynth"):
        raise FileNotFoundError("fluidsynth: expected the program of that name; Debian's package has it too")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(pieces):
            midi, wav = Path(scratch) / "piece.mid", out / f"piece-{seed:03}.wav"
            compose(seed, seconds).save(midi)
            command = ["fluidsynth", "-ni", "-q", "-r", str(RATE), "-F", wav, soundfont, midi]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
