"""Synthetic noises that recordings seldom hold: coloured and high-band noise, mains hum, clicks."""

import numpy as np

from .corpus import RATE


def shaped_noise(rng: np.random.Generator, samples: int, gain) -> np.ndarray:
    """Gaussian noise with the magnitude response `gain(frequencies in Hz)`."""
    spectrum = np.fft.rfft(rng.standard_normal(samples).astype(np.float32))
    frequency = np.fft.rfftfreq(samples, 1 / RATE)
    return np.fft.irfft(spectrum * gain(frequency), samples).astype(np.float32)


def coloured(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Power falling or rising with frequency: exponent −2 (brown) … +1 (blue)."""
    exponent = rng.uniform(-2.0, 1.0) / 2
    return shaped_noise(rng, samples, lambda f: np.maximum(f, 30.0) ** exponent)


def high_band(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Noise between 4 and 8 kHz (hiss, fans of small machines), of random lower edge."""
    edge = rng.uniform(3500, 6500)
    return shaped_noise(rng, samples, lambda f: np.clip((f - edge) / 400, 0, 1) + 0.003)


def hum(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Mains hum: 50 or 60 Hz and harmonics with random levels, over a faint noise floor."""
    base = rng.choice([50.0, 60.0]) * rng.uniform(0.998, 1.002)
    time = np.arange(samples) / RATE
    total = rng.standard_normal(samples) * 0.01
    for harmonic in rng.choice(np.arange(1, 24), size=rng.integers(3, 10), replace=False):
        total += rng.uniform(0.1, 1) / harmonic**0.5 * np.sin(2 * np.pi * base * harmonic * time + rng.uniform(0, 6.28))
    return total.astype(np.float32)


def clicks(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Taps, typing, crackle: short decaying bursts at random times, over a faint noise floor."""
    total = rng.standard_normal(samples).astype(np.float32) * 0.003
    for start in rng.integers(0, samples, max(1, int(samples / RATE * rng.uniform(1, 12)))):
        length = min(int(rng.uniform(0.001, 0.03) * RATE) + 1, samples - start)
        burst = rng.standard_normal(length) * np.exp(-5 * np.arange(length) / length)
        total[start : start + length] += (rng.uniform(0.2, 1) * burst).astype(np.float32)
    return total


def thumps(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Wheels on rails, knocks at the desk, gusts: noise below 60 to 400 Hz in bursts, over its own faint floor."""
    edge, order = rng.uniform(60, 400), rng.uniform(1, 4)
    rumble = shaped_noise(rng, samples, lambda f: np.minimum(1, f / 20) / (1 + (f / edge) ** (2 * order)))
    envelope = np.full(samples, rng.uniform(0.003, 0.2), np.float32)
    for start in rng.integers(0, samples, max(1, int(samples / RATE * rng.uniform(0.3, 4)))):
        length = min(int(rng.uniform(0.03, 1.2) * RATE), samples - start)
        attack = np.clip(np.arange(length) / (rng.uniform(0.001, 0.03) * RATE), 0, 1)
        burst = rng.uniform(0.3, 1) * attack * np.exp(-rng.uniform(1, 5) * np.arange(length) / length)
        envelope[start : start + length] = np.maximum(envelope[start : start + length], burst)
    return rumble * envelope


SYNTHETIC = (coloured, high_band, hum, clicks)
