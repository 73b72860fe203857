"""Sampling rates: corpora and losses are at 16 kHz, a network may work at a lower rate."""

import torch


def resampled(audio: torch.Tensor, source: int, target: int) -> torch.Tensor:
    """Audio at another rate, its band cut where the lower rate's ends; differentiable, aligned, circular at its ends.

    Shapes: [..., samples] -> [..., samples · target / source]; last samples that are no whole number there are dropped.
    """
    if source == target:
        return audio
    count = audio.shape[-1] * target // source
    audio = audio[..., : count * source // target]
    spectrum = torch.fft.rfft(audio)[..., : min(count, audio.shape[-1]) // 2]
    return torch.fft.irfft(spectrum, count) * (target / source)
