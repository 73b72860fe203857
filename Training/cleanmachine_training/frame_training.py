"""Training of frame-wise networks on randomly drawn frames: neighbours 4 ms apart teach almost the same."""

import numpy as np
import torch

from .models.frame_convolution import HISTORY, FrameConvolution

TEACHER_NOISE = 0.3  # fed-back clean frames are mixed with up to this share of the noisy ones, as they will be in use


def frame_loss(
    network: FrameConvolution, noisy: torch.Tensor, clean: torch.Tensor, frames: int, rng: np.random.Generator, quiet: float
) -> torch.Tensor:
    """Squared error of cube-root magnitudes on `frames` random frames of a batch, levelled to the noisy input.

    The error counts 1 + `quiet` times where the estimate falls below the target. Shapes: two spectra [batch, time, 129].
    """
    with torch.no_grad():
        columns, magnitude, mean, deviation, _, _ = network.columns(noisy)
        target = (clean.real.square() + clean.imag.square() + 1e-12).pow(1 / 6)
        level = magnitude.square().mean((1, 2)).sqrt() + 1e-3
        batch, time = noisy.shape[:2]
        rows = torch.from_numpy(rng.integers(0, batch, frames)).to(noisy.device)
        times = torch.from_numpy(rng.integers(HISTORY, time, frames)).to(noisy.device)
        offsets = torch.arange(1 - HISTORY, 1, device=noisy.device)
        past = columns[rows[:, None], times[:, None] + offsets, :, 0]
        share = torch.from_numpy(rng.uniform(0, TEACHER_NOISE, (frames, 1, 1)).astype(np.float32)).to(noisy.device)
        before = (rows[:, None], times[:, None] + offsets[:-1])
        fed_back = torch.lerp(target[before], magnitude[before], share)
        cleaned = (fed_back - mean[before]) / deviation[before]
        windows = network.window(past, cleaned, columns[rows, times])
    estimate = network.estimate(windows, magnitude[rows, times], mean[rows, times], deviation[rows, times])
    difference = (target[rows, times] - estimate) / level[rows, None]
    return difference.square().mean() + quiet * difference.relu().square().mean()
