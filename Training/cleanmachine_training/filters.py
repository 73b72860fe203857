"""Random frequency responses: microphone and room colour, band limits, codec-like low-pass. Magnitudes only."""

import numpy as np
import torch

from .corpus import RATE

BANDS_HERTZ = (0, 100, 200, 400, 800, 1600, 3200, 5600, 8000)
CODEC_CUTOFFS_HERTZ = (3400.0, 4000.0, 5500.0, 7000.0)  # telephone, 8 kHz sampling, low-rate wide band


def random_equalizer(rng: np.random.Generator, batch: int, bins: int, decibels: float, device) -> torch.Tensor:
    """Smooth random gains: independent normal values of `decibels` deviation at nine bands, interpolated.

    Shapes: [batch, bins], linear gain, bins evenly from 0 to 8 kHz.
    """
    knots = rng.normal(0.0, decibels, (batch, len(BANDS_HERTZ)))
    grid = np.linspace(0, RATE / 2, 129)
    coarse = np.stack([np.interp(grid, BANDS_HERTZ, row - row[3:6].mean()) for row in knots])
    curve = torch.from_numpy(coarse.astype(np.float32)).to(device)[:, None]
    curve = torch.nn.functional.interpolate(curve, size=bins, mode="linear", align_corners=True)
    return torch.pow(10.0, curve[:, 0] / 20)


def band_limits(rng: np.random.Generator, batch: int, bins: int, codec: float, high_pass: float, device) -> torch.Tensor:
    """Low-pass of a codec with probability `codec`, high-pass of a small microphone with `high_pass`; else ones.

    The edges are raised cosines 150 Hz (low-pass) and 60 Hz wide. Shapes: [batch, bins], gain 0…1.
    """
    frequency = torch.linspace(0, RATE / 2, bins, device=device)[None]
    cutoff = np.where(rng.random(batch) < codec, rng.choice(CODEC_CUTOFFS_HERTZ, batch), RATE)
    corner = np.where(rng.random(batch) < high_pass, rng.uniform(60, 300, batch), -RATE)
    cutoff, corner = (torch.from_numpy(v.astype(np.float32)).to(device)[:, None] for v in (cutoff, corner))
    low = ((cutoff - frequency) / 150).clamp(0, 1)
    high = ((frequency - corner) / 60 + 1).clamp(0, 1)
    return (0.5 - 0.5 * torch.cos(torch.pi * low)) * (0.5 - 0.5 * torch.cos(torch.pi * high))
