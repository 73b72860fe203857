"""Squared error of power-compressed spectra (Braun and Tashev 2021), with its gradient written out."""

import torch

from .native import kernels
from .spectra import Geometry, analyze

FLOOR = 1e-8  # of power, on audio levelled to an RMS of one: −80 dB below the mixture


def spectral_loss(
    estimate: torch.Tensor, target: torch.Tensor, geometry: Geometry, magnitude: float, cplx: float, quiet: float
) -> torch.Tensor:
    """magnitude · mean((|S|ᶜ − |Ŝ|ᶜ)² (1 + quiet where |Ŝ| < |S|)) + cplx · mean(|Sᶜ − Ŝᶜ|²), c = 1/3.

    Where the estimate falls below the target the error counts more: what is taken from a quiet talker hurts more
    than noise that is left. Shapes: [batch, samples] each; a last part of a hop is ignored.
    """
    whole = estimate.shape[-1] // geometry.hop * geometry.hop
    a, b = (analyze(x[:, :whole], geometry) for x in (estimate, target))
    if a.dtype == torch.complex64 and a.device.type == "cpu" and kernels("elementwise"):
        return NativeCompressedError.apply(a, b, magnitude, cplx, quiet)
    return CompressedError.apply(a, b, magnitude, cplx, quiet)


class CompressedError(torch.autograd.Function):
    """The loss of two complex spectra. Autograd through its dozen element-wise steps took four times as long."""

    @staticmethod
    def forward(context, a, b, magnitude, cplx, quiet):
        power_a, power_b = (x.real.square() + x.imag.square() + FLOOR for x in (a, b))
        log_a, log_b = power_a.log(), power_b.log()
        root_a, root_b = torch.exp(log_a / 6), torch.exp(log_b / 6)  # |x|^(1/3)
        scale_a, scale_b = root_a.square().reciprocal(), root_b.square().reciprocal()  # |x|^(-2/3)
        difference = root_b - root_a
        weight = 1 + quiet * (difference > 0)
        correlation = (a.real * b.real + a.imag * b.imag) * scale_a * scale_b
        distance = root_a.square() + root_b.square() - 2 * correlation
        # d/da of |a|^(1/3) = a |a|^(-5/3) / 3, of |a|^(2/3) = 2/3 a |a|^(-4/3), of a |a|^(-2/3) by the product rule
        along_a = (-2 / 3 * magnitude) * difference * weight * root_a / power_a
        along_a += cplx * (2 / 3 * root_a.square() + 4 / 3 * correlation) / power_a
        context.save_for_backward(a, b, along_a, (-2 * cplx) * scale_a * scale_b)
        return magnitude * (weight * difference.square()).mean() + cplx * distance.mean()

    @staticmethod
    def backward(context, gradient):
        a, b, along_a, along_b = context.saved_tensors
        return (a * along_a + b * along_b) * (gradient / a.numel()), None, None, None, None


class NativeCompressedError(torch.autograd.Function):
    """The same in one pass (`native/elementwise.cpp`), which yields loss and gradient together."""

    @staticmethod
    def forward(context, a, b, magnitude, cplx, quiet):
        parts = (torch.view_as_real(x.resolve_conj().contiguous()) for x in (a, b))
        loss, gradient = kernels("elementwise").compressed_error(*parts, magnitude, cplx, quiet, FLOOR)
        context.save_for_backward(gradient)
        return loss

    @staticmethod
    def backward(context, gradient):
        (along,) = context.saved_tensors
        return torch.view_as_complex(along * gradient), None, None, None, None
