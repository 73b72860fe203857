"""The 129×8 network's layers from input windows to the last layer's output, in C++ when training on a CPU."""

import torch

from ..native import kernels

LANES = 16  # frames that the kernel computes side by side


def suits(rows: torch.Tensor) -> bool:
    """Whether the kernel can train on `rows` [frames, bins, channels]."""
    fitting = rows.device.type == "cpu" and rows.dtype == torch.float32 and len(rows) % LANES == 0
    return fitting and kernels("frame_stack") is not None


class NativeStack(torch.autograd.Function):
    """Convolutions, norms with the batch's statistics, ReLUs, skips and the last layer (`native/frame_stack.cpp`).

    Shapes: windows [frames, bins, channels] -> [frames, bins], means and variances as lists of [width].
    Parameters follow as weights, gammas, betas of all layers, then the last layer's weight and bias.
    """

    @staticmethod
    def forward(context, windows, period, epsilon, *parameters):
        count = (len(parameters) - 2) // 3
        parts = [list(parameters[k * count : (k + 1) * count]) for k in range(3)]
        last, bias = parameters[-2:]
        kernel = kernels("frame_stack")
        (out, inputs), ys, means, variances, inverses = kernel.forward(windows, *parts, last, bias, period, epsilon)
        context.saved, context.period = (inputs, ys, means, inverses, *parts, last), period
        context.mark_non_differentiable(*means, *variances)
        return (out, *means, *variances)

    @staticmethod
    def backward(context, gradient, *_):
        groups = kernels("frame_stack").backward(gradient.contiguous(), *context.saved, context.period)
        context.saved = None
        return None, None, None, *(tensor for group in groups for tensor in group)
