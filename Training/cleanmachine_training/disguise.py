"""Recordings made unlike themselves, so that a few noises stand for many: a network knows two hours of them by heart."""

import numpy as np

from .draw import Drawer

SPEEDS = (0.5, 2.0)
GLIDE = 1.25  # the most by which the speed changes within a stretch, either way
REVERSED, RESONANT, SWELLING = 0.3, 0.5, 0.3


def disguised(rng: np.random.Generator, drawer: Drawer, samples: int) -> np.ndarray:
    """A stretch at a gliding speed; some backwards, some through resonances, some that swell and fade.

    Shapes: [samples], float, full scale 1.
    """
    noise = gliding(rng, drawer, samples)
    if rng.random() < REVERSED:
        noise = noise[::-1]
    if rng.random() < RESONANT:
        noise = resonant(rng, noise)
    if rng.random() < SWELLING:
        noise = noise * swell(rng, samples)
    return np.ascontiguousarray(noise, np.float32)


def gliding(rng: np.random.Generator, drawer: Drawer, samples: int) -> np.ndarray:
    """A stretch whose speed wanders around a random one, and its pitch with it."""
    knots = rng.uniform(-1, 1, rng.integers(2, 8)) * np.log(GLIDE)
    wander = np.interp(np.linspace(0, 1, samples), np.linspace(0, 1, len(knots)), knots)
    place = np.cumsum(np.exp(rng.uniform(*np.log(SPEEDS)) + wander))
    stretch = drawer.stretch(rng, int(place[-1]) + 2)
    return np.interp(place, np.arange(len(stretch)), stretch)


def resonant(rng: np.random.Generator, noise: np.ndarray) -> np.ndarray:
    """Through one to four peaks or dips of up to 15 dB, an eighth to one and a half octaves wide: another throat, another box."""
    spectrum = np.fft.rfft(noise)
    octave = np.log2(np.maximum(np.linspace(0, 1, len(spectrum)), 1e-4))
    decibels = np.zeros(len(spectrum))
    for _ in range(rng.integers(1, 5)):
        centre, width = rng.uniform(-5, 0), rng.uniform(0.125, 1.5) / 2
        decibels += rng.uniform(-15, 15) * np.exp(-0.5 * ((octave - centre) / width) ** 2)
    return np.fft.irfft(spectrum * 10 ** (decibels / 20), len(noise))


def swell(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A gain that wanders by up to 12 dB either way, from twice in a stretch to some ten times a second."""
    knots = rng.uniform(-12, 12, int(np.exp(rng.uniform(np.log(3), np.log(30)))))
    return 10 ** (np.interp(np.linspace(0, 1, samples), np.linspace(0, 1, len(knots)), knots) / 20)
