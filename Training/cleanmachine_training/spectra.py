"""Short-time spectra exactly as the product computes them: causal frames, spectra scaled by the window's sum."""

from dataclasses import dataclass, replace
from functools import cache

import torch

EXPONENT = 1 / 3  # power compression of magnitudes: cube root


@dataclass(frozen=True)
class Geometry:
    """Frame geometry at the rate `rate`. `window` is `sqrt-hann`, `hamming`, both periodic, or `asymmetric`; in samples.

    `synthesis` is the length of the synthesis window; only an asymmetric pair has a shorter one. `lookahead` is how many
    frames a network hears beyond the one that it enhances: its output lags by them.
    """

    length: int
    hop: int
    window: str
    rate: int = 16_000
    synthesis: int = 0  # 0: as long as the analysis window
    lookahead: int = 0

    def __post_init__(self):
        if not self.synthesis:
            object.__setattr__(self, "synthesis", self.length)
        if self.synthesis != self.length and self.window != "asymmetric":
            raise ValueError(f"a synthesis window shorter than {self.window!r}: expected the window `asymmetric`")

    @property
    def bins(self) -> int:
        return self.length // 2 + 1

    def at(self, rate: int) -> "Geometry":
        """The frames of the same duration at another rate."""
        lengths = (length * rate // self.rate for length in (self.length, self.hop, self.synthesis))
        return replace(self, rate=rate, **dict(zip(("length", "hop", "synthesis"), lengths)))

    @property
    def delay(self) -> int:
        """The samples at the end of a stream that are not complete yet when its last frame has come."""
        return self.synthesis + (self.lookahead - 1) * self.hop

    @property
    def overlap(self) -> int:
        """How many synthesis windows cover one sample."""
        return self.synthesis // self.hop


@cache
def windows(geometry: Geometry) -> tuple[torch.Tensor, torch.Tensor]:
    """Analysis window over its sum, and the synthesis window that makes analysis and synthesis the identity.

    Shapes: [length] and [synthesis]. The synthesis window is the least-squares dual (Griffin and Lim 1984, eq. 6), for a
    sqrt-Hann at 50 % overlap the sqrt-Hann itself, times the window's sum to undo the scaling. The asymmetric pair is
    that of Mauler and Martin 2007, eq. 8 to 11, without leading zeros.
    """
    if geometry.window == "asymmetric":
        return asymmetric(geometry)
    n = torch.arange(geometry.length, dtype=torch.float64)
    cosine = torch.cos(2 * torch.pi * n / geometry.length)
    if geometry.window == "sqrt-hann":
        window = (0.5 - 0.5 * cosine).sqrt()
    elif geometry.window == "hamming":
        window = 0.54 - 0.46 * cosine
    else:
        raise ValueError(f"window {geometry.window!r}: expected sqrt-hann, hamming or asymmetric")
    coverage = window.square().reshape(geometry.overlap, geometry.hop).sum(0).repeat(geometry.overlap)
    return (window / window.sum()).float(), (window / coverage * window.sum()).float()


def asymmetric(geometry: Geometry) -> tuple[torch.Tensor, torch.Tensor]:
    """A long analysis window that ends steeply, over its sum, and a short synthesis window under its end."""
    span, n = geometry.synthesis, torch.arange(geometry.length, dtype=torch.float64)
    rise = geometry.length - span // 2
    rising, falling = n / (2 * rise), (n - geometry.length + span) / span
    window = torch.sin(torch.pi * torch.where(n < rise, rising, falling))
    half = torch.sin(torch.pi * torch.arange(span, dtype=torch.float64) / span)
    under = window[-span:]
    first = torch.arange(span) < span - span // 2
    short = torch.where(first, half.square() / under.clamp_min(1e-12), half)
    coverage = (under * short).reshape(geometry.overlap, geometry.hop).sum(0).repeat(geometry.overlap)
    return (window / window.sum()).float(), (short / coverage * window.sum()).float()


def analyze(audio: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Complex spectra; frame t ends with sample (t + 1)·hop, as in a stream that starts from silence.

    Shapes: [batch, samples] (a multiple of hop) -> [batch, samples / hop, bins]. A full-scale sine reads 0.5.
    """
    history = torch.nn.functional.pad(audio, (geometry.length - geometry.hop, 0))
    hops = history.unflatten(-1, (-1, geometry.hop))
    parts = geometry.length // geometry.hop
    count = hops.shape[1] - parts + 1
    frames = torch.cat([hops[:, k : k + count] for k in range(parts)], dim=-1)
    return torch.fft.rfft(frames * windows(geometry)[0].to(audio.device))


def synthesize(spectrum: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Overlap-add, aligned with the input of `analyze` if frame t is that of t − lookahead; its end is not complete.

    Shapes: [batch, frames, bins] -> [batch, (frames − lookahead) · hop], of which delay − lookahead · hop are missing.
    """
    window = windows(geometry)[1].to(spectrum.device)
    frames = torch.fft.irfft(spectrum, n=geometry.length)[..., -geometry.synthesis :] * window
    parts = frames.unflatten(-1, (geometry.overlap, geometry.hop)).unbind(2)
    last = geometry.overlap - 1
    total = sum(torch.nn.functional.pad(part, (0, 0, k, last - k)) for k, part in enumerate(parts))
    return total[:, last + geometry.lookahead :].flatten(1)


def delay_free(audio: torch.Tensor, geometry: Geometry) -> torch.Tensor:
    """Audio padded at its end so that `synthesize(network(analyze(...)))` returns every sample of it."""
    padding = geometry.delay + (-audio.shape[-1]) % geometry.hop
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
