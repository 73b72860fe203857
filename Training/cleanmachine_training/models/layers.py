"""Layers on frame sequences laid out as [time, batch, frequency, channel], memory-contiguous in channels.

With channels last, pointwise layers are plain matrix products and the recurrent layers need no transposition.
"""

import torch
from torch import nn
from torch.nn import functional


class FrequencyConvolution(nn.Module):
    """Convolution along frequency, zero padded, same length. Weight [out, in, kernel], as Conv1d."""

    def __init__(self, inputs: int, outputs: int, kernel: int, bias: bool = False):
        super().__init__()
        reference = nn.Conv1d(inputs, outputs, kernel, bias=bias)
        self.weight, self.bias, self.padding = reference.weight, reference.bias, kernel // 2

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        image = x.flatten(0, 1).unsqueeze(1).permute(0, 3, 1, 2)
        y = functional.conv2d(image, self.weight.unsqueeze(2), self.bias, padding=(0, self.padding))
        return y.permute(0, 2, 3, 1).reshape(*x.shape[:-1], -1)

    def macs(self, frequencies: int) -> int:
        return frequencies * self.weight.numel()


class StridedConvolution(nn.Module):
    """Convolution along frequency with kernel 2·stride and padding stride/2. Weight [out, in, kernel], no bias.

    Two neighbouring groups of `stride` bins are joined and multiplied: [.., F, in] -> [.., F / stride, out].
    """

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.weight = nn.Conv1d(inputs, outputs, 2 * stride, bias=False).weight
        self.stride = stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        half = self.stride // 2
        groups = functional.pad(x, (0, 0, half, self.stride - half)).unflatten(-2, (-1, self.stride)).flatten(-2)
        pairs = torch.cat([groups[..., :-1, :], groups[..., 1:, :]], dim=-1)
        return pairs @ self.weight.permute(2, 1, 0).flatten(0, 1)

    def macs(self, frequencies: int) -> int:
        return frequencies // self.stride * self.weight.numel()


class StridedTransposedConvolution(nn.Module):
    """Transposed convolution, the mirror of `StridedConvolution`. Weight [in, out, kernel], bias [out]."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        reference = nn.ConvTranspose1d(inputs, outputs, 2 * stride)
        self.weight, self.bias, self.stride = reference.weight, reference.bias, stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        inputs, outputs, kernel = self.weight.shape
        taps = (x @ self.weight.permute(0, 2, 1).reshape(inputs, -1)).unflatten(-1, (2, self.stride * outputs))
        first, second = taps.unbind(-2)
        groups = functional.pad(first, (0, 0, 0, 1)) + functional.pad(second, (0, 0, 1, 0))
        bins = groups.unflatten(-1, (self.stride, outputs)).flatten(-3, -2)
        half = self.stride // 2
        return bins[..., half : bins.shape[-2] - (self.stride - half), :] + self.bias

    def macs(self, frequencies: int) -> int:
        return frequencies * self.weight.numel()


class FrequencyDense(nn.Module):
    """Dense layer across frequency, the same for every channel. Weight [out, in]."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.weight = nn.Linear(inputs, outputs, bias=False).weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        frames = x.flatten(0, 1)
        return torch.bmm(self.weight.expand(len(frames), -1, -1), frames).unflatten(0, x.shape[:2])

    def macs(self, channels: int) -> int:
        return channels * self.weight.numel()
