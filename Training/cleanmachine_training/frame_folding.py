"""The 129×8 network as the runtime computes it: norms folded into the convolutions, one frame at a time, state carried."""

import math

import torch
from torch.nn import functional

from .folding import scale_and_shift
from .models.frame_convolution import HISTORY, KERNELS, REPEATS, FrameConvolution
from .models.running import LEVEL_SECONDS, SPEECH_SNR


@torch.no_grad()
def fold_frames(network: FrameConvolution) -> dict[str, torch.Tensor]:
    """`layers.N.weight` [out, in, taps], `layers.N.bias` [out], N = 0…14; `last.weight` [1, in, 129], `last.bias` [1]."""
    out = {}
    for index, (convolution, norm) in enumerate(zip(network.convolutions, network.norms)):
        scale, shift = scale_and_shift(norm)
        out[f"layers.{index}.weight"], out[f"layers.{index}.bias"] = convolution.weight * scale.view(-1, 1, 1), shift
    out["last.weight"], out["last.bias"] = network.last.weight, network.last.bias
    return {name: tensor.detach().clone().contiguous() for name, tensor in out.items()}


class FrameStepper:
    """Runs folded tensors frame by frame. `trace` holds the last frame's values: bins [129], scalars [1], layers [129, channels]."""

    def __init__(self, tensors: dict[str, torch.Tensor], output: str, feedback: bool, tracker: bool, hop_seconds: float):
        self.tensors, self.output, self.feedback, self.tracker = tensors, output, feedback, tracker
        self.smallest = 1 - math.exp(-hop_seconds / LEVEL_SECONDS)
        self.smoothing, self.memory = 0.8 ** (hop_seconds / 0.016), 0.9 ** (hop_seconds / 0.016)
        bins = FrameConvolution.bins
        self.count, self.mean, self.square = 0, torch.zeros(()), torch.zeros(())
        self.noise, self.presence = None, torch.zeros(bins)
        self.noisy, self.cleaned = ([torch.zeros(bins)] * (HISTORY - 1) for _ in range(2))
        self.trace: dict[str, torch.Tensor] = {}

    def keep(self, name: str, value: torch.Tensor) -> torch.Tensor:
        self.trace[name] = value
        return value

    def step(self, spectrum: torch.Tensor) -> torch.Tensor:
        """Enhanced spectrum [129] of a spectrum [129], complex, scaled by the window's sum."""
        keep, power = self.keep, spectrum.real.square() + spectrum.imag.square()
        magnitude = keep("magnitude", (power + 1e-12).pow(1 / 6))
        self.level(magnitude)
        mean, deviation = self.mean, (self.square - self.mean.square()).clamp_min(1e-4).sqrt()
        keep("mean", mean[None]), keep("deviation", deviation[None])
        self.noisy.append((magnitude - mean) / deviation)
        columns = self.noisy + (self.cleaned if self.feedback else [])
        if self.tracker:
            columns = columns + [((keep("noise", self.track(power)) + 1e-12).pow(1 / 6) - mean) / deviation]
        self.noisy = self.noisy[1:]
        out = keep("last", self.layers(keep("input", torch.stack(columns, -1))))
        if self.output == "gain":
            estimate = torch.sigmoid(out) * magnitude
        else:
            estimate = functional.relu(out * deviation + mean)
        self.cleaned = self.cleaned[1:] + [(estimate - mean) / deviation]
        return spectrum * keep("gain", (estimate / magnitude.clamp_min(1e-4)).pow(3))

    def layers(self, columns: torch.Tensor) -> torch.Tensor:
        """From input columns [129, channels] to the last layer's output [129]."""
        x, added = columns.t(), {}
        for index in range(REPEATS * len(KERNELS)):
            repeat, place = divmod(index, len(KERNELS))
            x = self.convolve(x, f"layers.{index}")
            if place == 1:
                x = x + added[REPEATS - 1 - repeat] if repeat > REPEATS // 2 else x
                added[repeat] = x
            x = functional.relu(x)
            self.keep(f"layers.{index}", x.t().contiguous())
        return self.convolve(x, "last")[0]

    def convolve(self, x: torch.Tensor, name: str) -> torch.Tensor:
        weight = self.tensors[f"{name}.weight"]
        return functional.conv1d(x[None], weight, self.tensors[f"{name}.bias"], padding=weight.shape[2] // 2)[0]

    def level(self, magnitude: torch.Tensor) -> None:
        self.count += 1
        rate = max(1 / self.count, self.smallest)
        self.mean = self.mean + rate * (magnitude.mean() - self.mean)
        self.square = self.square + rate * (magnitude.square().mean() - self.square)

    def track(self, power: torch.Tensor) -> torch.Tensor:
        """Noise power after this frame, [129]."""
        noise = power + 1e-12 if self.noise is None else self.noise
        exponent = (power / noise * (SPEECH_SNR / (1 + SPEECH_SNR))).clamp_max(80.0)
        probability = 1 / (1 + (1 + SPEECH_SNR) * torch.exp(-exponent))
        self.presence = self.memory * self.presence + (1 - self.memory) * probability
        probability = torch.where(self.presence > 0.99, probability.clamp_max(0.99), probability)
        mixed = probability * noise + (1 - probability) * power
        self.noise = self.smoothing * noise + (1 - self.smoothing) * mixed + 1e-14
        return self.noise
