"""Batch norm per channel, with the SiLU that follows it."""

import torch
from torch import nn
from torch.nn import functional

from ..native import kernels

MOMENTUM = 0.02


class ChannelNorm(nn.Module):
    """Batch norm over time, batch and frequency, then SiLU if asked; the runtime folds the norm into the layer before."""

    def __init__(self, channels: int, silu: bool = False):
        super().__init__()
        self.norm, self.silu = nn.BatchNorm1d(channels, momentum=MOMENTUM), silu

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shapes: [..., channels], any leading axes."""
        rows = x.reshape(-1, x.shape[-1])
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
