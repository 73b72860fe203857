"""Batch norm per channel, with the SiLU that follows it."""

import torch
from torch import nn
from torch.nn import functional

from ..native import kernels

MOMENTUM = 0.02


class ChannelNorm(nn.Module):
    """Batch norm over time, batch and frequency, then SiLU if asked; the runtime folds the norm into the layer before.

    A norm that is `fixed` trains with its running statistics, as it is used, and leaves them as they are: those of a few
    segments tell a network their level and noise, which it will not be told. `norm.training` says whose statistics count.
    """

    def __init__(self, channels: int, silu: bool = False):
        super().__init__()
        self.norm, self.silu, self.fixed = nn.BatchNorm1d(channels, momentum=MOMENTUM), silu, False

    def train(self, mode: bool = True):
        super().train(mode)
        self.norm.train(mode and not self.fixed)
        return self

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shapes: [..., channels], any leading axes."""
        rows, norm = x.reshape(-1, x.shape[-1]), self.norm
        if self.training and x.device.type == "cpu" and kernels("elementwise"):
            fixed = (norm.running_mean, norm.running_var) if self.fixed else (None, None)
            y, mean, variance = NativeNorm.apply(rows, norm.weight, norm.bias, *fixed, norm.eps, self.silu)
            if not self.fixed:
                with torch.no_grad():
                    norm.running_mean.lerp_(mean, MOMENTUM)
                    norm.running_var.lerp_(variance * (len(rows) / (len(rows) - 1)), MOMENTUM)
                    norm.num_batches_tracked += 1
            return y.view(x.shape)
        y = norm(rows).view(x.shape)
        return functional.silu(y) if self.silu else y


def fix_norms(network: nn.Module) -> None:
    """From now on the network's norms train with the statistics that they have."""
    for module in network.modules():
        if isinstance(module, ChannelNorm):
            module.fixed = True
            module.train(module.training)


class NativeNorm(torch.autograd.Function):
    """Norm and SiLU in two passes forward and two backward, one each by fixed statistics (`native/elementwise.cpp`)."""

    @staticmethod
    def forward(context, x, gamma, beta, fixed_mean, fixed_variance, epsilon, silu):
        x = x.contiguous()
        y, mean, inverse, variance = kernels("elementwise").norm_forward(
            x, gamma, beta, fixed_mean, fixed_variance, epsilon, silu
        )
        context.save_for_backward(x, gamma, beta, mean, inverse)
        context.fixed, context.silu = fixed_mean is not None, silu
        context.mark_non_differentiable(mean, variance)
        return y, mean, variance

    @staticmethod
    def backward(context, gradient, _mean, _variance):
        gradients = kernels("elementwise").norm_backward(
            gradient.contiguous(), *context.saved_tensors, context.fixed, context.silu
        )
        return *gradients, None, None, None, None
