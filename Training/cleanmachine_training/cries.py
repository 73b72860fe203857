"""Cries made of speech: calls of a real throat, but sustained, gliding and higher than talk: babies, animals, shouts afar.

What is made of sines (`calls.py`) has no glottis; recordings of such sounds are few, and a network knows them by heart.
"""

import numpy as np

from .corpus import RATE
from .draw import Drawer
from .laughter import breath_of, loudest

PITCH_HERTZ = (280.0, 1000.0)  # above what most talkers reach
RAISED = (1.25, 6.0)
SPEECH_HERTZ = (70, 400)


def cries(rng: np.random.Generator, speech: Drawer, samples: int) -> np.ndarray:
    """A row of like cries of one throat, with pauses and some breath between them. Shapes: [samples], full scale 1."""
    vowel = steady(loudest(rng, speech.stretch(rng, 2 * RATE)))
    raised = float(np.clip(np.exp(rng.uniform(*np.log(PITCH_HERTZ))) / pitch(vowel), *RAISED))
    longest, pause = np.exp(rng.uniform(np.log(0.2), np.log(1.8))), rng.uniform(0.03, 0.8)
    breath, airy, rough = breath_of(rng, vowel), rng.uniform(0, 0.25), rng.uniform(0, 0.7) * (rng.random() < 0.5)
    arch, slope = rng.uniform(-0.3, 0.5), rng.uniform(-0.3, 0.3)
    total = rng.standard_normal(samples).astype(np.float32) * 0.001
    start = int(rng.uniform(-0.5, 1) * RATE * longest)
    while start < samples:
        length = int(RATE * longest * rng.uniform(0.6, 1))
        call = glide(rng, vowel, raised * rng.uniform(0.9, 1.1), arch * rng.uniform(0.7, 1.3), slope, length)
        call *= 1 + rough * np.sin(2 * np.pi * rng.uniform(20, 80) * np.arange(length) / RATE)
        call += airy * np.resize(breath, length)
        call *= softened(length) * rng.uniform(0.4, 1)
        first = max(0, -start)
        total[start + first : start + length] += call[first : samples - start]
        start += length + int(RATE * pause * rng.uniform(0.5, 1.5))
    return total


def steady(vowel: np.ndarray) -> np.ndarray:
    """The middle 0.15 s at one level: what surrounds a vowel, and its swell, would tell of a syllable."""
    middle = vowel[len(vowel) // 5 : -len(vowel) // 5]
    around = np.convolve(np.square(middle), np.hanning(RATE // 40), "same")
    middle = middle / (np.sqrt(around) + 0.1 * np.sqrt(around.max()) + 1e-6)
    return (middle * (0.1 / (np.sqrt(np.square(middle).mean()) + 1e-6))).astype(np.float32)


def glide(rng: np.random.Generator, vowel: np.ndarray, raised: float, arch: float, slope: float, length: int) -> np.ndarray:
    """The vowel played to and fro, `raised` times as fast, its speed an arch of octaves over a slope, with vibrato."""
    time, second = np.linspace(0, 1, length), np.arange(length) / RATE
    vibrato = rng.uniform(0, 0.03) * np.sin(2 * np.pi * rng.uniform(4, 9) * second)
    speed = raised * 2 ** (arch * np.sin(np.pi * time ** rng.uniform(0.5, 2)) + slope * time + vibrato)
    around = 2 * len(vowel) - 2
    place = (rng.uniform(0, around) + np.cumsum(speed)) % around
    place = np.minimum(place, around - place)
    return np.interp(place, np.arange(len(vowel)), vowel).astype(np.float32)


def pitch(vowel: np.ndarray) -> float:
    """The pitch in Hz, by the autocorrelation's highest place within what talkers reach, the shorter of two like periods."""
    spectrum = np.abs(np.fft.rfft(vowel * np.hanning(len(vowel)), 2 * len(vowel)))
    likeness = np.fft.irfft(np.square(spectrum))
    period = np.arange(RATE // SPEECH_HERTZ[1], RATE // SPEECH_HERTZ[0])
    return RATE / int(period[np.argmax(likeness[period] * period**-0.25)])


def softened(length: int) -> np.ndarray:
    """Up within 15 ms, down over the last tenth of a second or the last half."""
    place = np.arange(length, dtype=np.float32) / RATE
    return np.minimum(np.clip(place / 0.015, 0, 1), np.clip((length / RATE - place) / min(0.1, length / RATE / 2), 0, 1))
