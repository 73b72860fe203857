"""Short-time spectra exactly as the product computes them: causal frames, spectra scaled by the window's sum."""

from dataclasses import dataclass
from functools import cache

import torch

EXPONENT = 1 / 3  # power compression of magnitudes: cube root


@dataclass(frozen=True)
class Geometry:
    """Frame geometry at the training rate. `window` is `sqrt-hann` or `hamming`, both periodic; in samples."""

    length: int
    hop: int
    window: str
    rate: int = 16_000

    @property
    def bins(self) -> int:
        return self.length // 2 + 1

    @property
    def overlap(self) -> int:
        """How many frames cover one sample."""
        return self.length // self.hop


@cache
def windows(geometry: Geometry) -> tuple[torch.Tensor, torch.Tensor]:
    """Analysis window over its sum, and the synthesis window that makes analysis and synthesis the identity.

    Shapes: [length] each. The synthesis window is the least-squares dual (Griffin and Lim 1984, eq. 6), for a
    sqrt-Hann at 50 % overlap the sqrt-Hann itself, times the window's sum to undo the scaling.
    """
    n = torch.arange(geometry.length, dtype=torch.float64)
    cosine = torch.cos(2 * torch.pi * n / geometry.length)
    if geometry.window == "sqrt-hann":
        window = (0.5 - 0.5 * cosine).sqrt()
    elif geometry.window == "hamming":
        window = 0.54 - 0.46 * cosine
    else:
        raise ValueError(f"window {geometry.window!r}: expected sqrt-hann or hamming")
    coverage = window.square().reshape(geometry.overlap, geometry.hop).sum(0).repeat(geometry.overlap)
    return (window / window.sum()).float(), (window / coverage * window.sum()).float()


def analyze(audio: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Complex spectra; frame t ends with sample (t + 1)·hop, as in a stream that starts from silence.

    Shapes: [batch, samples] (a multiple of hop) -> [batch, samples / hop, bins]. A full-scale sine reads 0.5.
    """
    history = torch.nn.functional.pad(audio, (geometry.length - geometry.hop, 0))
    hops = history.unflatten(-1, (-1, geometry.hop))
    count = hops.shape[1] - geometry.overlap + 1
    frames = torch.cat([hops[:, k : k + count] for k in range(geometry.overlap)], dim=-1)
    return torch.fft.rfft(frames * windows(geometry)[0].to(audio.device))


def synthesize(spectrum: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Overlap-add, aligned with the input of `analyze`; the last length − hop samples are not complete.

    Shapes: [batch, frames, bins] -> [batch, frames · hop].
    """
    window = windows(geometry)[1].to(spectrum.device)
    frames = torch.fft.irfft(spectrum, n=geometry.length) * window
    parts = frames.unflatten(-1, (geometry.overlap, geometry.hop)).unbind(2)
    last = geometry.overlap - 1
    total = sum(torch.nn.functional.pad(part, (0, 0, k, last - k)) for k, part in enumerate(parts))
    return total[:, last:].flatten(1)


def delay_free(audio: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Audio padded at its end so that `synthesize(analyze(...))` returns every sample of it."""
    padding = geometry.length - geometry.hop + (-audio.shape[-1]) % geometry.hop
    return torch.nn.functional.pad(audio, (0, padding))


def compress(spectrum: torch.Tensor, exponent: float = EXPONENT, floor: float = 1e-12) -> torch.Tensor:
    """Spectrum with magnitudes raised to `exponent`, phases kept, as real and imaginary parts.

    y = x · (|x|² + floor)^((exponent − 1) / 2). Shapes: [...] complex -> [..., 2]. The floor (−120 dB) bounds the
    gradient and makes silence exactly zero.
    """
    parts = torch.view_as_real(spectrum)
    power = (parts[..., :1].square() + parts[..., 1:].square()).add_(floor)
    if exponent == EXPONENT:
        return parts * InverseCubeRoot.apply(power)
    return parts * power.pow((exponent - 1) / 2)


class InverseCubeRoot(torch.autograd.Function):
    """x^(−1/3) for positive x; its gradient −y / (3x) needs no second power."""

    @staticmethod
    def forward(context, x: torch.Tensor) -> torch.Tensor:
        y = torch.log(x).mul_(-1 / 3).exp_()
        context.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(context, gradient: torch.Tensor) -> torch.Tensor:
        x, y = context.saved_tensors
        return gradient * y / x * (-1 / 3)
