"""The 129×8 convolutional network (Park and Lee 2017): eight magnitude frames in, one frame out, noisy phase.

Convolutions along frequency only, filters (a, b, c) of 9, 5, 9 taps repeated five times, with the b-layers of
repetitions 1 and 2 added to those of 5 and 4, then 129 taps to one column. Variants: the output is a bounded gain or
the magnitude as published; the last seven cleaned frames, or the noise tracker's estimate, may join the input.
"""

import torch
from torch import nn
from torch.nn import functional

from ..spectra import Geometry
from .frame_stack import NativeStack, suits
from .layers import FrequencyConvolution
from .norm import MOMENTUM, ChannelNorm
from .running import running_level, tracked_noise

HISTORY = 8
KERNELS = (9, 5, 9)
REPEATS = 5


class FrameConvolution(nn.Module):
    """State: [running level [batch, 3], tracker [batch, 2, 129], seven noisy columns, seven cleaned columns]."""

    architecture = "frame-convolution"
    version = 1
    bins = 129

    def __init__(self, widths=(18, 30, 8), output="gain", feedback=False, tracker=False, rate=16_000):
        super().__init__()
        self.geometry = Geometry(length=256, hop=64, window="hamming", rate=rate)
        if output not in ("gain", "magnitude"):
            raise ValueError(f"model.output {output!r}: expected gain or magnitude")
        self.output, self.feedback, self.tracker = output, feedback, tracker
        channels = HISTORY + (HISTORY - 1) * feedback + tracker
        self.convolutions, self.norms = nn.ModuleList(), nn.ModuleList()
        for _ in range(REPEATS):
            for width, kernel in zip(widths, KERNELS):
                self.convolutions.append(FrequencyConvolution(channels, width, kernel))
                self.norms.append(ChannelNorm(width))
                channels = width
        self.last = FrequencyConvolution(channels, 1, 129, bias=True)

    def forward(self, spectrum: torch.Tensor, state: list[torch.Tensor] | None = None):
        """Enhanced spectrum and the state to carry on from. Shapes: spectrum [batch, time, 129] complex."""
        level_state, noise_state, noisy, cleaned = state or [None, None, None, None]
        columns, magnitude, mean, deviation, level_state, noise_state = self.columns(spectrum, level_state, noise_state)
        empty = columns.new_zeros(len(columns), HISTORY - 1, self.bins)
        past = torch.cat([empty if noisy is None else noisy, columns[..., 0]], 1)
        cleaned = empty if cleaned is None else cleaned
        if self.feedback:
            frames = []
            for t in range(columns.shape[1]):
                window = self.window(past[:, t : t + HISTORY], cleaned, columns[:, t])
                frames.append(self.estimate(window, magnitude[:, t], mean[:, t], deviation[:, t]))
                cleaned = torch.cat([cleaned[:, 1:], ((frames[-1] - mean[:, t]) / deviation[:, t])[:, None]], 1)
            estimate = torch.stack(frames, 1)
        else:
            count = columns.shape[1]
            parts = [past[:, k : k + count] for k in range(HISTORY)] + [columns[..., k] for k in range(1, columns.shape[-1])]
            windows = torch.stack(parts, -1).flatten(0, 1)
            facts = (x.flatten(0, 1) for x in (magnitude, mean, deviation))
            estimate = self.estimate(windows, *facts).unflatten(0, columns.shape[:2])
        gain = (estimate / magnitude.clamp_min(1e-4)).pow(3)
        return spectrum * gain, [level_state, noise_state, past[:, -(HISTORY - 1) :], cleaned]

    def columns(self, spectrum: torch.Tensor, level_state=None, noise_state=None):
        """Normalised input columns [batch, time, 129, 1 or 2], cube-root magnitudes, running mean and deviation, states."""
        hop = self.geometry.hop / self.geometry.rate
        power = spectrum.real.square() + spectrum.imag.square()
        magnitude = (power + 1e-12).pow(1 / 6)
        mean, deviation, level_state = running_level(magnitude, level_state, hop)
        columns = [(magnitude - mean) / deviation]
        if self.tracker:
            noise, noise_state = tracked_noise(power, noise_state, hop)
            columns.append(((noise + 1e-12).pow(1 / 6) - mean) / deviation)
        noise_state = power.new_zeros(len(power), 2, self.bins) if noise_state is None else noise_state
        return torch.stack(columns, -1), magnitude, mean, deviation, level_state, noise_state

    def window(self, past: torch.Tensor, cleaned: torch.Tensor, column: torch.Tensor) -> torch.Tensor:
        """Input [rows, 129, channels]: 8 noisy columns, 7 cleaned ones if fed back, the tracker's if used."""
        parts = [past.transpose(1, 2)] + ([cleaned.transpose(1, 2)] if self.feedback else []) + [column[..., 1:]]
        return torch.cat(parts, -1)

    def estimate(self, windows: torch.Tensor, magnitude: torch.Tensor, mean: torch.Tensor, deviation: torch.Tensor):
        """Cube-root magnitude of the clean frame. Shapes: windows [rows, 129, channels]; the others [rows, 129 or 1]."""
        out = self.trained(windows) if self.norms[0].norm.training and suits(windows) else self.layers(windows)
        if self.output == "gain":
            return torch.sigmoid(out) * magnitude
        return functional.relu(out * deviation + mean)

    def layers(self, windows: torch.Tensor) -> torch.Tensor:
        """The last layer's output. Shapes: [rows, 129, channels] -> [rows, 129]."""
        x, skips = windows.unsqueeze(0), {}
        for index, (convolution, norm) in enumerate(zip(self.convolutions, self.norms)):
            repeat, place = divmod(index, len(KERNELS))
            x = norm(convolution(x))
            if place == 1:
                x = x + skips[REPEATS - 1 - repeat] if repeat > REPEATS // 2 else x
                skips[repeat] = x
            x = functional.relu(x)
        return self.last(x)[0, ..., 0].float()

    def trained(self, windows: torch.Tensor) -> torch.Tensor:
        """The same by the batch's statistics on a CPU; also moves the norms' running ones."""
        norms = [layer.norm for layer in self.norms]
        parameters = [c.weight for c in self.convolutions] + [n.weight for n in norms] + [n.bias for n in norms]
        out, *facts = NativeStack.apply(
            windows, len(KERNELS), norms[0].eps, *parameters, self.last.weight, self.last.bias
        )
        count = windows.shape[0] * windows.shape[1]
        with torch.no_grad():
            for norm, mean, variance in zip(norms, facts[: len(norms)], facts[len(norms) :]):
                norm.running_mean.lerp_(mean, MOMENTUM)
                norm.running_var.lerp_(variance * (count / (count - 1)), MOMENTUM)
                norm.num_batches_tracked += 1
        return out

    def macs_per_second(self) -> int:
        """Multiply-accumulates of the layers per second of audio."""
        frame = sum(layer.macs(self.bins) for layer in [*self.convolutions, self.last])
        return frame * self.geometry.rate // self.geometry.hop
