"""Simulated room responses: direct sound, sparse early reflections, an exponentially decaying diffuse tail."""

import numpy as np

from .corpus import RATE

EARLY_SECONDS = 0.05  # what arrives within 50 ms helps intelligibility and stays in the target
LENGTH = RATE // 2
NEAR, FAR = (0.0, 15.0), (-10.0, 5.0)  # direct over reverberant sound, in dB


def random_room(rng: np.random.Generator, ratio_decibels: tuple[float, float] = NEAR) -> tuple[np.ndarray, np.ndarray]:
    """A room response and its early part, direct sound of one at sample zero.

    RT60 of 0.15–0.9 s; direct-to-reverberant ratio within `ratio_decibels`; the tail is Gaussian noise under an exponential
    (Polack 1988). Shapes: [LENGTH] each; the early part is zero beyond 50 ms.
    """
    decay = rng.uniform(0.15, 0.9)
    time = np.arange(LENGTH) / RATE
    envelope = 10 ** (-3 * time / decay)
    onset = rng.uniform(0.002, 0.02)
    tail = rng.standard_normal(LENGTH) * envelope * np.clip((time - onset) / 0.02, 0, 1)
    arrivals = (rng.uniform(0.001, EARLY_SECONDS, rng.integers(4, 16)) * RATE).astype(int)
    reflections = np.zeros(LENGTH)
    reflections[arrivals] = rng.choice([-1, 1], len(arrivals)) * rng.uniform(0.2, 1, len(arrivals)) * envelope[arrivals]
    reverberant = tail / np.sqrt(np.square(tail).sum()) + reflections / np.sqrt(np.square(reflections).sum() + 1e-9)
    ratio = 10 ** (-rng.uniform(*ratio_decibels) / 20)
    response = reverberant * (ratio / np.sqrt(np.square(reverberant).sum()))
    response[0] = 1.0
    early = response * np.clip((EARLY_SECONDS + 0.004 - time) / 0.004, 0, 1)
    return response.astype(np.float32), early.astype(np.float32)
