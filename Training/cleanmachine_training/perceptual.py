"""The perceptual distance behind PESQ, differentiable, on aligned 16 kHz waveforms (ITU-T P.862 and P.862.2).

What P.862 does to find delays is left out, since an enhanced training segment is aligned with its target, and the two
IIR filters are applied to power spectra. The tables are those of P.862.2 for 49 Bark bands at 16 kHz.
"""

from functools import cache

import torch

LENGTH, HOP = 512, 256
COUNTS = (1,) * 8 + (2,) + (1,) * 5 + (2, 1, 1) + (2,) * 8 + (3, 3, 3, 3, 4, 3, 4, 5, 4, 5, 6, 6, 7, 8, 9, 9, 12, 12)
COUNTS += (15, 16, 18, 21, 25, 20)
WIDTHS = (
    0.157344, 0.317994, 0.322441, 0.326934, 0.331474, 0.336061, 0.340697, 0.345381, 0.350114, 0.354897, 0.359729,
    0.364611, 0.369544, 0.374529, 0.379565, 0.384653, 0.389794, 0.394989, 0.400236, 0.405538, 0.410894, 0.416306,
    0.421773, 0.427297, 0.432877, 0.438514, 0.444209, 0.449962, 0.455774, 0.461645, 0.467577, 0.473569, 0.479621,
    0.485736, 0.491912, 0.498151, 0.504454, 0.510819, 0.517250, 0.523745, 0.530308, 0.536934, 0.543629, 0.550390,
    0.557220, 0.564119, 0.571085, 0.578125, 0.585232,
)  # of bands, in Bark
CORRECTIONS = (
    100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 50.0, 100.0, 100.0, 100.0, 100.0, 100.0, 53.047077,
    110.000046, 117.991989, 65.0, 68.760147, 69.999931, 71.428818, 75.000038, 76.843384, 80.968781, 88.646126,
    63.864388, 68.155350, 72.547775, 75.584831, 58.379192, 80.950836, 64.135651, 54.384785, 73.821884, 64.437073,
    59.176456, 65.521278, 61.399822, 58.144047, 57.004543, 64.126297, 54.311001, 61.114979, 55.077751, 56.849335,
    55.628868, 53.137054, 54.985844, 79.546974,
)  # of power density, before the scale of 6.910853e-6
THRESHOLDS = (
    51286152.0, 2454709.5, 70794.59375, 4897.788574, 1174.897705, 389.045166, 104.712860, 45.708820, 17.782795,
    9.772372, 4.897789, 3.090296, 1.905461, 1.258925, 0.977237, 0.724436, 0.562341, 0.457088, 0.389045, 0.331131,
    0.295121, 0.269153, 0.257040, 0.251189, 0.251189, 0.251189, 0.251189, 0.263027, 0.288403, 0.309030, 0.338844,
    0.371535, 0.398107, 0.436516, 0.467735, 0.489779, 0.501187, 0.501187, 0.512861, 0.524807, 0.524807, 0.524807,
    0.512861, 0.478630, 0.426580, 0.371535, 0.363078, 0.416869, 0.537032,
)  # of hearing, as power density


class Tables:
    """What does not depend on the audio. Shapes: bands [bins, 49], the others [49] or [bins]."""

    def __init__(self, device: torch.device):
        counts = torch.tensor(COUNTS)
        ends = counts.cumsum(0)
        bins = torch.arange(LENGTH // 2)[:, None]
        inside = ((bins >= ends - counts) & (bins < ends)).float()
        inside[0] = 0  # no constant part
        self.bands = (inside * torch.tensor(CORRECTIONS) * 6.910853e-6).to(device)
        self.widths, self.thresholds = torch.tensor(WIDTHS, device=device), torch.tensor(THRESHOLDS, device=device)
        centres = self.widths.cumsum(0) - self.widths / 2
        self.exponents = 0.23 * (6 / (centres + 2)).clamp(1, 2) ** 0.15
        z = torch.exp(-1j * torch.pi * torch.arange(LENGTH // 2) / (LENGTH // 2))
        response = 2.740826 * (1 - 2.0 * z + z**2) / (1 - 1.9444777 * z + 0.94597794 * z**2)
        self.emphasis = response.abs().square().to(device)
        hertz = torch.arange(LENGTH // 2) * 16_000 / LENGTH
        self.telephone = ((hertz >= 325) & (hertz <= 3250)).float().to(device)
        self.window = torch.hann_window(LENGTH, device=device)


tables = cache(Tables)


def perceptual_distance(estimate: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """How far `estimate` falls short of 4.5 on PESQ's raw scale (P.862 eq. for MOS: 0.1 d + 0.0309 d_asymmetric).

    Shapes: two waveforms [batch, samples] at 16 kHz, half a second at least -> [batch].
    """
    t = tables(estimate.device)
    heard, wanted = density(estimate, t), density(target, t)
    active = audible(wanted, t, 100) >= 1e7
    means = [((x > 100 * t.thresholds) * active[..., None] * x).mean(1, keepdim=True) for x in (heard, wanted)]
    wanted = wanted * ((means[0] + 1000) / (means[1] + 1000)).clamp(0.01, 100)
    ratio = (audible(wanted, t) + 5e3) / (audible(heard, t) + 5e3)
    ratio = torch.cat([ratio[:, :1], 0.8 * ratio[:, 1:] + 0.2 * ratio[:, :-1]], 1).clamp(3e-4, 5)
    heard = heard * ratio[..., None]
    loud, reference = loudness(heard, t), loudness(wanted, t)
    difference = loud - reference
    masked = difference.sign() * (difference.abs() - 0.25 * torch.minimum(loud, reference)).clamp_min(0)
    asymmetry = ((heard + 50) / (wanted + 50)) ** 1.2
    asymmetry = torch.where(asymmetry < 3, 0, asymmetry.clamp_max(12))
    weight = ((audible(wanted, t) + 1e5) / 1e7) ** -0.04
    total, widths = t.widths[1:].sum(), t.widths
    energy = ((masked * widths)[..., 1:].square().sum(-1) + 1e-8).sqrt() * total.sqrt()
    added = (masked.abs() * asymmetry * widths)[..., 1:].sum(-1)
    symmetric, asymmetric = (over_time((x * weight).clamp_max(45)) for x in (energy, added))
    return 0.1 * symmetric + 0.0309 * asymmetric


def density(audio: torch.Tensor, t: Tables) -> torch.Tensor:
    """Power density in Bark bands, levelled to P.862's reference level. [batch, samples] -> [batch, frames, 49]."""
    spectrum = torch.fft.rfft(audio.unfold(-1, LENGTH, HOP) * t.window)[..., :-1]
    power = spectrum.real.square() + spectrum.imag.square()
    # Parseval: a windowed frame's mean square is 2 Σ|X|² / LENGTH², the Hann window's own is 3/8.
    level = (power * t.telephone).sum(-1).mean(-1) * 2 / (LENGTH**2 * 3 / 8)
    scale = 1e7 / (level + 1e-12)
    return (power * t.emphasis) @ t.bands * scale[:, None, None]


def audible(bands: torch.Tensor, t: Tables, factor: float = 1) -> torch.Tensor:
    """Sum of what lies above `factor` thresholds. [batch, frames, 49] -> [batch, frames]."""
    return torch.where(bands > factor * t.thresholds, bands, 0)[..., 1:].sum(-1)


def loudness(bands: torch.Tensor, t: Tables) -> torch.Tensor:
    """Zwicker's law as in P.862: sone densities of power densities."""
    risen = (0.5 + 0.5 * torch.maximum(bands, t.thresholds) / t.thresholds) ** t.exponents - 1
    return 0.1866055 * (2 * t.thresholds) ** t.exponents * risen


def over_time(disturbance: torch.Tensor) -> torch.Tensor:
    """P.862's mean: L6 within 20 frames (320 ms), L2 over them. [batch, frames] -> [batch]."""
    blocks = (disturbance + 1e-6).unfold(-1, 20, 10)
    peak = blocks.amax(-1, keepdim=True).detach()
    short = peak[..., 0] * ((blocks / peak) ** 6).mean(-1) ** (1 / 6)
    return (short.square().mean(-1) + 1e-12).sqrt()
