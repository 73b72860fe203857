"""Losses between an enhanced and a clean waveform, all on audio levelled to the noisy input."""

import math
from collections.abc import Callable

import torch

from .configuration import LossSettings
from .intelligibility import intelligibility
from .perceptual import perceptual_distance
from .spectra import Geometry
from .spectral_loss import spectral_loss

RESOLUTIONS = (Geometry(512, 128, "hamming"), Geometry(128, 64, "sqrt-hann"))
DeepFeature = Callable[[torch.Tensor], list[torch.Tensor]]
RatingOf = Callable[[torch.Tensor], torch.Tensor]


class Objective:
    """The weighted sum of the loss's parts.

    The spectra are those of the synthesised waveform, so inconsistent spectra are charged for what they sound like.
    `deep_feature` maps a waveform [batch, samples] at 16 kHz to layers of activations (a recogniser's encoder, say);
    their mean absolute differences are added with the weight `loss.deep_feature`. `rating` maps one to the scores
    [batch, 3] of listeners (`Rating`); the last of them, the overall one, is taken off with the weight `loss.rating`.
    """

    def __init__(
        self, settings: LossSettings, geometry: Geometry, deep_feature: DeepFeature | None = None, rating: RatingOf | None = None
    ):
        if settings.deep_feature > 0 and deep_feature is None:
            raise ValueError("loss.deep_feature is above 0, but no deep feature network was given")
        if settings.rating > 0 and rating is None:
            raise ValueError("loss.rating is above 0, but no network that rates was given (--rating)")
        self.settings, self.geometry, self.deep_feature, self.rating = settings, geometry, deep_feature, rating

    def __call__(
        self, estimate: torch.Tensor, target: torch.Tensor, noisy: torch.Tensor, has_speech: torch.Tensor, step: int = 0,
        taught: torch.Tensor | None = None,
    ):
        """Loss and its parts by name. Shapes: three waveforms [batch, samples]; has_speech [batch]; `taught` as `target`.

        Only every `loss.rated_every`-th step is rated, and weighs that much more. Spectra and SI-SDR are compared with the
        target and, by the share `loss.taught`, with what the teachers make of it.
        """
        audible, scale = estimate, 1 / (noisy.square().mean(-1, keepdim=True).sqrt() + 1e-4)
        estimate, target = estimate * scale, target * scale
        settings, speaking = self.settings, has_speech.sum().clamp_min(1)
        parts = self.compared(estimate, target, has_speech)
        if taught is not None:
            of_teachers = self.compared(estimate, taught * scale, has_speech)
            parts = {name: value + settings.taught * (of_teachers[name] - value) for name, value in parts.items()}
        if settings.perceptual:
            parts["perceptual"] = (perceptual_distance(estimate, target) * has_speech).sum() / speaking
        if settings.intelligibility:
            parts["intelligibility"] = -(intelligibility(estimate, target) * has_speech).sum() / speaking
        if settings.deep_feature:
            pairs = zip(self.deep_feature(estimate), self.deep_feature(target))
            parts["deep_feature"] = sum((a - b.detach()).abs().mean() for a, b in pairs)
        if settings.rating and step % settings.rated_every == 0:
            rated = slice(math.ceil(len(audible) * settings.rated))
            opinion = self.rating(audible[rated])[:, 2]
            parts["rating"] = -(opinion * has_speech[rated]).sum() / has_speech[rated].sum().clamp_min(1)
        factors = {"rating": settings.rating * settings.rated_every}
        total = sum(factors.get(name, getattr(settings, name, 1.0)) * value for name, value in parts.items())
        return total, {name: float(value.detach()) for name, value in parts.items()}

    def compared(self, estimate: torch.Tensor, target: torch.Tensor, has_speech: torch.Tensor) -> dict[str, torch.Tensor]:
        """The parts that need no more than a waveform to be near to."""
        settings = self.settings
        weights = (settings.magnitude, settings.complex, settings.quiet)
        parts = {"spectral": spectral_loss(estimate, target, self.geometry, *weights)}
        if settings.multi_resolution:
            parts["multi_resolution"] = sum(spectral_loss(estimate, target, g, *weights) for g in RESOLUTIONS) / 2
        if settings.waveform:
            ratio = si_sdr(estimate, target).clamp_max(30.0)
            parts["waveform"] = -(ratio * has_speech).sum() / has_speech.sum().clamp_min(1)
        return parts


def si_sdr(estimate: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al. 2019). Shapes: [batch, samples] -> [batch]."""
    estimate = estimate - estimate.mean(-1, keepdim=True)
    target = target - target.mean(-1, keepdim=True)
    scale = (estimate * target).sum(-1, keepdim=True) / (target.square().sum(-1, keepdim=True) + 1e-8)
    wanted = (scale * target).square().sum(-1)
    error = (estimate - scale * target).square().sum(-1)
    return 10 * torch.log10((wanted + 1e-8) / (error + 1e-8))
