"""Laughter made of speech: a network that never met it takes it for noise, and no free recordings of it were at hand."""

import numpy as np

from .corpus import RATE

FRAME = RATE // 50


def with_laughter(rng: np.random.Generator, speech: np.ndarray) -> np.ndarray:
    """The same speech, at least a quarter of a second, with a bout of its talker's laughter in place of some of it."""
    laugh = bout(rng, loudest(rng, speech))
    return inserted(speech, laugh, int(rng.integers(max(1, len(speech) - len(laugh)))))


def bout(rng: np.random.Generator, vowel: np.ndarray) -> np.ndarray:
    """Three to nine short calls, four to eight a second: a breath, then the vowel at a higher and falling pitch, or the breath alone.

    Bachorowski, Smoski and Owren 2001: a call lasts 0.17 s on average, many have no voice.
    """
    breath = breath_of(rng, vowel)
    period, calls = int(rng.uniform(0.12, 0.28) * RATE), int(rng.integers(3, 10))
    pitch, fall = rng.uniform(1.2, 2.2), rng.uniform(0.0, 0.06)
    voiced = rng.random() >= 0.2
    result = np.zeros(calls * period, np.float32)
    for call in range(calls):
        length = int(rng.uniform(0.4, 0.75) * period)
        air = min(length, int(rng.uniform(0.3, 0.6) * period))
        sound = voiced * raised(vowel, pitch * (1 - fall * call) * rng.uniform(0.95, 1.05), length)
        sound[:air] += rng.uniform(0.1, 0.4) * (1 if voiced else 3) * breath[:air]
        level = rng.uniform(0.6, 1) * (1 - 0.5 * call / calls)
        result[call * period : call * period + length] += level * sound * envelope(length)
    return result


def inserted(speech: np.ndarray, bout: np.ndarray, start: int) -> np.ndarray:
    """Speech with the bout from `start` on in its place, faded out before and in after it."""
    end = min(len(speech), start + len(bout))
    result = speech.copy()
    before, after = result[max(0, start - FRAME) : start], result[end : end + FRAME]
    before *= np.linspace(1, 0, len(before), dtype=np.float32)
    after *= np.linspace(0, 1, len(after), dtype=np.float32)
    result[start:end] = bout[: end - start]
    return result


def loudest(rng: np.random.Generator, speech: np.ndarray) -> np.ndarray:
    """A quarter of a second around one of the five loudest frames: a vowel, mostly. As loud as 0.1 of full scale."""
    frames = speech[: len(speech) // FRAME * FRAME].reshape(-1, FRAME)
    centre = int(rng.choice(np.argsort(np.square(frames).sum(1))[-5:])) * FRAME
    start = min(max(0, centre - RATE // 8), len(speech) - RATE // 4)
    vowel = speech[start : start + RATE // 4]
    return vowel * (0.1 / (np.sqrt(np.square(vowel).mean()) + 1e-4))


def breath_of(rng: np.random.Generator, vowel: np.ndarray) -> np.ndarray:
    """Noise of the vowel's spectrum, smoothed over 250 Hz, without what is below 500 Hz."""
    spectrum = np.abs(np.fft.rfft(vowel))
    width = max(1, int(250 * len(vowel) / RATE))
    shape = np.convolve(spectrum, np.ones(width) / width, "same")
    shape *= np.clip(np.fft.rfftfreq(len(vowel), 1 / RATE) / 500, 0, 1)
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(len(vowel))) * shape, len(vowel)).astype(np.float32)
    return noise * (0.1 / (np.sqrt(np.square(noise).mean()) + 1e-6))


def raised(vowel: np.ndarray, pitch: float, length: int) -> np.ndarray:
    """`length` samples from the middle of the vowel, `pitch` times as high; it runs to and fro where it is too short."""
    place = (len(vowel) / 2 - pitch * length / 2 + pitch * np.arange(length)) % (2 * len(vowel) - 2)
    place = np.where(place > len(vowel) - 1, 2 * len(vowel) - 2 - place, place)
    return np.interp(place, np.arange(len(vowel)), vowel).astype(np.float32)


def envelope(length: int) -> np.ndarray:
    """Up within 15 ms, then away."""
    time = np.arange(length) / length
    attack = np.clip(np.arange(length) / (0.015 * RATE), 0, 1)
    return (attack * np.cos(0.5 * np.pi * time) ** 0.7).astype(np.float32)
