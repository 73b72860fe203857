"""The short-time objective intelligibility measure, differentiable, on aligned 16 kHz waveforms (Taal et al. 2011).

STOI is defined at 10 kHz; here its frames of 25.6 ms, their spectra's lines 19.5 Hz apart and its bands up to 4.3 kHz are
taken at 16 kHz, and frames without speech are left out of the bands' envelopes, not cut from the waveforms.
"""

from functools import cache

import torch

LENGTH, HOP, TRANSFORM = 410, 205, 820
BANDS, LOWEST = 15, 150.0  # third octaves, Hz
SEGMENT = 30  # frames, 384 ms
DYNAMICS = 40  # dB below the loudest frame, where speech ends
CLIP = 1 + 10 ** (15 / 20)  # above which an envelope's excess does not count


@cache
def tables(device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Window [LENGTH] and bands [bins, BANDS]."""
    hertz = torch.arange(TRANSFORM // 2 + 1) * 16_000 / TRANSFORM
    edges = LOWEST * 2 ** ((2 * torch.arange(BANDS + 1) - 1) / 6)
    nearest = (hertz[:, None] - edges).abs().argmin(0)
    bins = torch.arange(len(hertz))[:, None]
    bands = ((bins >= nearest[:-1]) & (bins < nearest[1:])).float()
    return torch.hann_window(LENGTH + 1, periodic=False)[:-1].to(device), bands.to(device)


def intelligibility(estimate: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """STOI of `estimate`, 1 where it is `target`. Shapes: two waveforms [batch, samples] at 16 kHz -> [batch].

    0, without a gradient, where the target has less than a segment (384 ms) of speech.
    """
    heard, wanted = envelopes(estimate), envelopes(target)
    level = 10 * torch.log10(target.unfold(-1, LENGTH, HOP).square().mean(-1) + 1e-12)
    audible = (level > level.amax(-1, keepdim=True) - DYNAMICS) & (level > -100)
    order = (~audible).to(torch.uint8).argsort(dim=1, stable=True).unsqueeze(-1).expand_as(wanted)
    alike = correlation(heard.gather(1, order), wanted.gather(1, order))
    count = (audible.sum(1, keepdim=True) - SEGMENT + 1).clamp_min(0)
    counted = torch.arange(alike.shape[1], device=alike.device) < count
    return (alike * counted).sum(1) / count[:, 0].clamp_min(1)


def envelopes(audio: torch.Tensor) -> torch.Tensor:
    """Amplitudes in third octaves. [batch, samples] -> [batch, frames, BANDS]."""
    window, bands = tables(audio.device)
    spectrum = torch.fft.rfft(audio.unfold(-1, LENGTH, HOP) * window, TRANSFORM)
    power = spectrum.real.square() + spectrum.imag.square()
    return (power @ bands + 1e-8).sqrt()


def correlation(heard: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean correlation over bands of every segment (eq. 3 to 5). Shapes: [batch, frames, BANDS] each -> [batch, segments]."""
    heard, wanted = heard.unfold(1, SEGMENT, 1), wanted.unfold(1, SEGMENT, 1)
    level = wanted.norm(dim=-1, keepdim=True) / (heard.norm(dim=-1, keepdim=True) + 1e-8)
    heard = torch.minimum(heard * level, wanted * CLIP)
    heard, wanted = (x - x.mean(-1, keepdim=True) for x in (heard, wanted))
    norms = (heard.square().sum(-1) + 1e-8).sqrt() * (wanted.square().sum(-1) + 1e-8).sqrt()
    return ((heard * wanted).sum(-1) / norms).mean(-1)
