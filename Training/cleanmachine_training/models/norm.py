"""Batch norm per channel, with the SiLU that follows it."""

import torch
from torch import nn
from torch.nn import functional

from ..native import kernels

MOMENTUM = 0.02


class ChannelNorm(nn.Module):
    """Batch norm over time, batch and frequency, then SiLU if asked; the runtime folds the norm into the layer before.

    A norm that is `fixed` trains with its running statistics, as it is used, and leaves them as they are: those of a few
    segments tell a network their level and noise, which it will not be told.
    """

    def __init__(self, channels: int, silu: bool = False):
        super().__init__()
        self.norm, self.silu, self.fixed = nn.BatchNorm1d(channels, momentum=MOMENTUM), silu, False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shapes: [..., channels], any leading axes."""
        rows = x.reshape(-1, x.shape[-1])
        if self.training and self.fixed:
            return self.scaled(rows).view(x.shape)
        if self.training and x.device.type == "cpu" and kernels("elementwise"):
            norm = self.norm
            y, mean, variance = NativeNorm.apply(rows, norm.weight, norm.bias, norm.eps, self.silu)
            with torch.no_grad():
                norm.running_mean.lerp_(mean, MOMENTUM)
                norm.running_var.lerp_(variance * (len(rows) / (len(rows) - 1)), MOMENTUM)
                norm.num_batches_tracked += 1
            return y.view(x.shape)
        y = self.norm(rows).view(x.shape)
        return functional.silu(y) if self.silu else y

    def scaled(self, rows: torch.Tensor) -> torch.Tensor:
        """By the running statistics, with gradients. Shapes: [rows, channels]."""
        scale = self.norm.weight * (self.norm.running_var + self.norm.eps).rsqrt()
        shift = self.norm.bias - self.norm.running_mean * scale
        if rows.device.type == "cpu" and kernels("elementwise"):
            return NativeScale.apply(rows, scale, shift, self.silu)
        y = rows * scale + shift
        return functional.silu(y) if self.silu else y


def fix_norms(network: nn.Module) -> None:
    """From now on the network's norms train with the statistics that they have."""
    for module in network.modules():
        if isinstance(module, ChannelNorm):
            module.fixed = True


class NativeScale(torch.autograd.Function):
    """Scale, shift and SiLU in one pass forward and one backward (`native/elementwise.cpp`)."""

    @staticmethod
    def forward(context, x, scale, shift, silu):
        x = x.contiguous()
        context.save_for_backward(x, scale, shift)
        context.silu = silu
        return kernels("elementwise").scaled_forward(x, scale, shift, silu)

    @staticmethod
    def backward(context, gradient):
        return *kernels("elementwise").scaled_backward(gradient.contiguous(), *context.saved_tensors, context.silu), None


class NativeNorm(torch.autograd.Function):
    """Norm and SiLU in two passes forward and two backward (`native/elementwise.cpp`)."""

    @staticmethod
    def forward(context, x, gamma, beta, epsilon, silu):
        x = x.contiguous()
        y, mean, inverse, variance = kernels("elementwise").norm_forward(x, gamma, beta, epsilon, silu)
        context.save_for_backward(x, gamma, beta, mean, inverse)
        context.silu = silu
        context.mark_non_differentiable(mean, variance)
        return y, mean, variance

    @staticmethod
    def backward(context, gradient, _mean, _variance):
        saved = context.saved_tensors
        return *kernels("elementwise").norm_backward(gradient.contiguous(), *saved, context.silu), None, None
