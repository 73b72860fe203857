"""Training of frame-wise networks on randomly drawn frames: neighbours 4 ms apart teach almost the same.

A pool keeps the segments of the last steps. Every step adds a few and draws its frames from all of them, so that a
segment is mixed and analysed once, a third of its frames is used, and the frames of a step are as different as those
of dozens of segments.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import torch

from .configuration import LossSettings
from .models.frame_convolution import HISTORY, FrameConvolution

TEACHER_NOISE = 0.3  # fed-back clean frames are mixed with up to this share of the noisy ones, as they will be in use


@dataclass
class Segments:
    """What the loss needs of every frame. Shapes: columns [segments, time, 129, 1 or 2], mean, deviation
    [segments, time, 1], level [segments, 1, 1], the others [segments, time, 129]."""

    columns: torch.Tensor
    magnitude: torch.Tensor  # cube roots
    mean: torch.Tensor
    deviation: torch.Tensor
    level: torch.Tensor
    target: torch.Tensor  # cube roots
    phase: torch.Tensor  # cosine of the angle between noisy and clean


@torch.no_grad()
def segments(network: FrameConvolution, noisy: torch.Tensor, clean: torch.Tensor) -> Segments:
    """Features and targets of whole segments. Shapes: two spectra [segments, time, 129]."""
    columns, magnitude, mean, deviation, _, _ = network.columns(noisy)
    target = (clean.real.square() + clean.imag.square() + 1e-12).pow(1 / 6)
    level = magnitude.square().mean((1, 2), keepdim=True).sqrt() + 1e-3
    product = noisy.real * clean.real + noisy.imag * clean.imag
    phase = product / (magnitude * target).pow(3)
    return Segments(columns, magnitude, mean, deviation, level, target, phase.clamp(-1, 1))


class FramePool:
    """The segments of the last `depth` steps. `make(step)` must depend on the step only: a resumed run fills it anew."""

    def __init__(self, make: Callable[[int], Segments], depth: int):
        self.make, self.depth = make, max(1, depth)
        self.last, self.held, self.filled = None, None, 0

    def at(self, step: int) -> tuple[Segments, int]:
        """The pool at a step, and how many of its segments are filled."""
        begin = max(0, step - self.depth + 1)
        if self.last is not None and begin <= self.last + 1 <= step + 1:
            begin = self.last + 1
        for k in range(begin, step + 1):
            self.put(k, self.make(k))
        self.last = step
        return self.held, self.filled

    def put(self, step: int, new: Segments) -> None:
        count = len(new.columns)
        if self.held is None:
            parts = (getattr(new, f.name) for f in fields(Segments))
            self.held = Segments(*(part.new_zeros(self.depth * count, *part.shape[1:]) for part in parts))
        start = step % self.depth * count
        for f in fields(Segments):
            getattr(self.held, f.name)[start : start + count] = getattr(new, f.name)
        self.filled = min(self.depth, step + 1) * count


def frame_loss(
    network: FrameConvolution, pool: Segments, filled: int, frames: int, rng: np.random.Generator, settings: LossSettings
) -> torch.Tensor:
    """Error of cube-root spectra on `frames` random frames of the first `filled` segments, levelled to the noisy input.

    With a = |Ŝ|^⅓, b = |S|^⅓ and the noisy phase, which is θ away from the clean one:
    magnitude · (b − a)² (1 + quiet where a < b) + complex · ((b − a)² + 2 a b (1 − cos θ)).
    """
    with torch.no_grad():
        time = pool.columns.shape[1]
        place = pool.columns.device
        rows = torch.from_numpy(rng.integers(0, filled, frames)).to(place)
        times = torch.from_numpy(rng.integers(HISTORY, time, frames)).to(place)
        offsets = torch.arange(1 - HISTORY, 1, device=place)
        past = pool.columns[rows[:, None], times[:, None] + offsets, :, 0]
        cleaned = past
        if network.feedback:
            share = torch.from_numpy(rng.uniform(0, TEACHER_NOISE, (frames, 1, 1)).astype(np.float32)).to(place)
            before = (rows[:, None], times[:, None] + offsets[:-1])
            fed_back = torch.lerp(pool.target[before], pool.magnitude[before], share)
            cleaned = (fed_back - pool.mean[before]) / pool.deviation[before]
        windows = network.window(past, cleaned, pool.columns[rows, times])
        facts = (x[rows, times] for x in (pool.magnitude, pool.mean, pool.deviation))
        scale = 1 / pool.level[rows, 0]
        target, phase = pool.target[rows, times] * scale, pool.phase[rows, times]
    estimate = network.estimate(windows, *facts) * scale
    difference = target - estimate
    loss = (settings.magnitude + settings.complex) * difference.square().mean()
    loss = loss + settings.magnitude * settings.quiet * difference.relu().square().mean()
    return loss + 2 * settings.complex * (estimate * target * (1 - phase)).mean()
