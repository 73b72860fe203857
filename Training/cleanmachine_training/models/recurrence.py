"""A GRU layer that trains several times faster on a CPU; parameters and results are those of `nn.GRU`."""

import torch
from torch import nn
from torch.nn import functional

from ..native import kernels


class Recurrence(nn.GRU):
    """One-layer unidirectional GRU, [time, rows, inputs]. On CUDA, or without a C++ compiler, it is `nn.GRU` itself."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__(inputs, outputs)

    def forward(self, x: torch.Tensor, state: torch.Tensor | None = None):
        kernel = kernels("gru") if x.device.type == "cpu" and self.training else None
        if kernel is None:
            return super().forward(x, state)
        first = x.new_zeros(x.shape[1], self.hidden_size) if state is None else state[0]
        inputs = functional.linear(x, self.weight_ih_l0, self.bias_ih_l0)
        out = NativeRecurrence.apply(inputs, first.contiguous(), self.weight_hh_l0, self.bias_hh_l0)
        return out, out[-1:]


class NativeRecurrence(torch.autograd.Function):
    """The recurrence in `native/gru.cpp`; the weights' gradients are one product over all frames."""

    @staticmethod
    def forward(context, inputs, first, weight, bias):
        out, gates, products = kernels("gru").forward(inputs.contiguous(), first, weight, bias)
        context.save_for_backward(out, gates, products, first, weight)
        return out

    @staticmethod
    def backward(context, gradient):
        out, gates, products, first, weight = context.saved_tensors
        last = torch.zeros_like(first)
        d_inputs, d_products, d_first = kernels("gru").backward(
            gradient.contiguous(), last, out, gates, products, first, weight
        )
        flat = d_products.flatten(0, 1)
        previous = torch.cat([first[None], out[:-1]]).flatten(0, 1)
        return d_inputs, d_first, flat.t() @ previous, flat.sum(0)
