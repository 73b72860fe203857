"""Causal statistics for networks that see only a few frames: running level, and a noise tracker."""

import math

import torch

from ..native import kernels

LEVEL_SECONDS = 2.0  # time constant of the running mean and deviation
SPEECH_SNR = 10**1.5  # a-priori SNR of 15 dB assumed under speech (Gerkmann and Hendriks 2012)


def running_level(values: torch.Tensor, state: torch.Tensor | None, hop_seconds: float):
    """Mean and deviation of compressed magnitudes over all bins and the past, and the state to carry on from.

    m ← m + a (mean_k f − m), q ← q + a (mean_k f² − q), σ = sqrt(max(q − m², 1e-4)), a = max(1/n, 1 − exp(−hop/2 s))
    with n the number of frames so far. Shapes: values [batch, time, bins] -> m, σ [batch, time, 1]; state [batch, 3].
    """
    state = values.new_zeros(len(values), 3) if state is None else state
    smallest = 1 - math.exp(-hop_seconds / LEVEL_SECONDS)
    if native(values):
        return tuple(kernels("running").level(values.contiguous(), state, smallest))
    count, mean, square = state.unbind(-1)
    firsts, seconds = values.mean(-1).unbind(1), values.square().mean(-1).unbind(1)
    means, squares = [], []
    for first, second in zip(firsts, seconds):
        count = count + 1
        rate = (1 / count).clamp_min(smallest)
        mean = mean + rate * (first - mean)
        square = square + rate * (second - square)
        means.append(mean)
        squares.append(square)
    m, q = torch.stack(means, 1), torch.stack(squares, 1)
    deviation = (q - m.square()).clamp_min(1e-4).sqrt()
    return m.unsqueeze(-1), deviation.unsqueeze(-1), torch.stack([count, mean, square], -1)


def tracked_noise(power: torch.Tensor, state: torch.Tensor | None, hop_seconds: float):
    """Noise power by speech-presence probability (Gerkmann and Hendriks 2012), and the state to carry on from.

    Their smoothing of 0.8 and 0.9 a 16 ms hop is kept in time. The first frame starts the estimate.
    Shapes: power [batch, time, bins] -> [batch, time, bins]; state [batch, 2, bins] (noise, smoothed probability).
    """
    smoothing, memory = 0.8 ** (hop_seconds / 0.016), 0.9 ** (hop_seconds / 0.016)
    if state is None:
        state = torch.stack([power[:, 0] + 1e-12, torch.zeros_like(power[:, 0])], 1)
    if native(power):
        return tuple(kernels("running").noise(power.contiguous(), state.contiguous(), SPEECH_SNR, smoothing, memory))
    noise, presence = state.unbind(1)
    estimates = []
    for frame in power.unbind(1):
        exponent = (frame / noise * (SPEECH_SNR / (1 + SPEECH_SNR))).clamp_max(80.0)
        probability = 1 / (1 + (1 + SPEECH_SNR) * torch.exp(-exponent))
        presence = memory * presence + (1 - memory) * probability
        probability = torch.where(presence > 0.99, probability.clamp_max(0.99), probability)
        noise = smoothing * noise + (1 - smoothing) * (probability * noise + (1 - probability) * frame) + 1e-14
        estimates.append(noise)
    return torch.stack(estimates, 1), torch.stack([noise, presence], 1)


def native(values: torch.Tensor) -> bool:
    """Whether `native/running.cpp` can do it: the loops over time are slow in PyTorch."""
    plain = values.device.type == "cpu" and values.dtype == torch.float32 and not values.requires_grad
    return plain and kernels("running") is not None
