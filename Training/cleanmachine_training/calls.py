"""Noises with a pitch, which a network takes for a voice: cries, crowing, bleats, horns, sirens, alarms; recorded or made."""

import re

import numpy as np

from .corpus import RATE

# The words that tell such recordings, in the names of files or of the folders that they lie in.
NAMES = frozenset(
    "baby cry rooster hen crow seagull bird owl dog cat miaow meow cow sheep goat pig wolf frog animal".split()
    + "horse donkey camel elephant lion bear peacock flamingo chicken turkey goose duck bleat".split()
    + "siren horn alarm bell whistle phone".split()
)


def is_call(name: str) -> bool:
    """Whether a recording of that name or category is one of them, by its words."""
    words = re.split("[^a-z]+", name.lower())
    return any(word.removesuffix("s").removesuffix("ing") in NAMES for word in words)


def made_calls(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A row of like calls with pauses between them over a faint noise floor: cries, crowing, bleats, a horn's chord, a siren or an alarm."""
    make = rng.choice((cry, *SECONDS))
    total = rng.standard_normal(samples).astype(np.float32) * 0.002
    pause, seed = rng.uniform(0.02, 1.0), int(rng.integers(2**31))
    start = int(rng.uniform(0, 1) * RATE)
    while start < samples:
        # The same seed: the same bird. Only the length of its calls and their level change.
        call = make(np.random.default_rng(seed), int(RATE * rng.uniform(*SECONDS[make])))[: samples - start]
        total[start : start + len(call)] += rng.uniform(0.4, 1) * call
        start += len(call) + int(RATE * pause * rng.uniform(0.7, 1.5))
    return total


def cry(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A gliding pitch from 250 to 1300 Hz with vibrato and roughness, two resonances, and some breath."""
    time = np.linspace(0, 1, samples)
    arch = rng.uniform(-0.3, 0.4) * np.sin(np.pi * time ** rng.uniform(0.5, 2)) + rng.uniform(-0.3, 0.3) * time
    vibrato = rng.uniform(0, 0.03) * np.sin(2 * np.pi * rng.uniform(4, 9) * np.arange(samples) / RATE)
    pitch = rng.uniform(250, 900) * 2 ** (arch + vibrato)
    sound = harmonics(rng, pitch, rng.uniform(0.3, 1.5), resonances=2)
    sound *= 1 + rng.uniform(0, 0.6) * np.sin(2 * np.pi * rng.uniform(20, 70) * np.arange(samples) / RATE)
    sound += rng.uniform(0, 0.2) * np.abs(sound).mean() * rng.standard_normal(samples)
    return faded(sound, 0.02, 0.08)


def crow(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Two to five notes from 300 to 1400 Hz, one gliding into the other, hoarse where every second period is weaker."""
    notes = rng.uniform(350, 1100) * 2 ** rng.uniform(-0.25, 0.35, rng.integers(2, 6))
    pitch = np.interp(np.linspace(0, 1, samples), np.linspace(0, 1, len(notes)), notes)
    hoarse = rng.uniform(0, 0.5) * harmonics(rng, pitch / 2, rng.uniform(0, 1), resonances=2)
    return faded(harmonics(rng, pitch, rng.uniform(0, 1.2), resonances=2) + hoarse, 0.02, 0.06)


def bleat(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A pitch from 180 to 800 Hz that shakes 6 to 25 times a second, its level with it, under three resonances."""
    place = np.arange(samples) / RATE
    shake = np.sin(2 * np.pi * rng.uniform(6, 25) * place + rng.uniform(0, 6.28))
    pitch = rng.uniform(220, 650) * 2 ** (rng.uniform(0, 0.05) * shake + rng.uniform(-0.3, 0.3) * np.linspace(0, 1, samples))
    sound = harmonics(rng, pitch, rng.uniform(0.2, 1.3), resonances=3)
    sound += rng.uniform(0, 0.3) * np.abs(sound).mean() * rng.standard_normal(samples)
    return faded(sound * (1 + rng.uniform(0, 0.9) * shake), 0.02, 0.08)


def horn(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A chord of one to five steady pitches from 150 to 700 Hz, rich in harmonics."""
    pitches = rng.uniform(150, 350) * 2 ** np.sort(rng.choice(13, rng.integers(1, 6), replace=False) / 12)
    sound = sum(harmonics(rng, np.full(samples, pitch), rng.uniform(0.5, 1.2), resonances=1) for pitch in pitches)
    return faded(sound, 0.03, 0.1)


def siren(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A pitch that swings between 400 and 1800 Hz, or jumps between two."""
    swing = np.sin(2 * np.pi * np.arange(samples) / RATE * rng.choice([0.25, 0.5, 1, 3, 6]) * rng.uniform(0.8, 1.2))
    if rng.random() < 0.5:
        swing = np.sign(swing)
    pitch = rng.uniform(500, 1200) * 2 ** (rng.uniform(0.1, 0.6) * swing)
    return faded(harmonics(rng, pitch, rng.uniform(0.8, 3), resonances=0), 0.02, 0.05)


def alarm(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A beep from 500 to 4000 Hz, with few harmonics."""
    return faded(harmonics(rng, np.full(samples, rng.uniform(500, 4000)), rng.uniform(1, 6), resonances=0), 0.003, 0.01)


def harmonics(rng: np.random.Generator, pitch: np.ndarray, tilt: float, resonances: int) -> np.ndarray:
    """Harmonics of a pitch in Hz that fall with the power `tilt` of their number, lifted around random resonances; RMS 0.1."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    peaks = rng.uniform(600, 4500, resonances)
    total = np.zeros(len(pitch))
    for number in range(1, min(24, int(7600 / pitch.max())) + 1):
        lift = sum(10 * np.exp(-(((number * pitch.mean() - peak) / 400) ** 2)) for peak in peaks)
        total += (0.1 * rng.random() + number**-tilt) * (1 + lift) * np.sin(number * phase + rng.uniform(0, 6.28))
    return total * (0.1 / (np.sqrt(np.square(total).mean()) + 1e-6))


def faded(sound: np.ndarray, attack: float, release: float) -> np.ndarray:
    """The same with a beginning and an end of some seconds."""
    place = np.arange(len(sound)) / RATE
    gain = np.minimum(np.clip(place / attack, 0, 1), np.clip((place[-1] - place) / release, 0, 1))
    return (sound * gain).astype(np.float32)


# What is made, cries twice as often as the others, and how long one lasts.
SECONDS = {cry: (0.15, 1.6), crow: (0.4, 3.0), bleat: (0.2, 1.5), horn: (0.2, 2.5), siren: (1.0, 3.0), alarm: (0.05, 0.5)}
