"""The losses that are measures follow those on real speech, and have gradients where anything may come in."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pystoi
import pytest
import soundfile
import torch
from pesq import pesq

from cleanmachine_training.intelligibility import intelligibility
from cleanmachine_training.perceptual import perceptual_distance
from cleanmachine_training.trainer import Trainer

CLIPS = sorted((Path(__file__).parents[2] / "Tests/Audio/noisy").glob("16k-*.flac"))


def opinion(distance):
    """P.862.2's mapping from the raw scale to a mean opinion score."""
    return 0.999 + 4 / (1 + np.exp(-1.3669 * (4.5 - distance) + 3.8224))


def of_mixtures(ours, theirs):
    """Two measures of the bundled clips with less and less of their noise, [16] each."""
    figures = []
    for path in CLIPS[::2]:
        noisy, _ = soundfile.read(path, dtype="float32")
        clean, _ = soundfile.read(path.parents[1] / "clean" / path.name, dtype="float32")
        for share in (1, 0.3, 0.1, 0.03):
            mixed = clean + share * (noisy - clean)
            figures.append((float(ours(*(torch.tensor(x)[None] for x in (mixed, clean)))), theirs(clean, mixed)))
    assert len(figures) == 16
    return np.array(figures).T


def test_the_perceptual_distance_follows_pesq_from_noisy_to_clean():
    distances, theirs = of_mixtures(perceptual_distance, lambda clean, mixed: pesq(16_000, clean, mixed, "wb"))
    ours = opinion(distances)
    assert np.corrcoef(ours, theirs)[0, 1] > 0.97
    assert np.abs(ours - theirs).mean() < 0.15


def test_intelligibility_is_stoi_from_noisy_to_clean():
    ours, theirs = of_mixtures(intelligibility, lambda clean, mixed: pystoi.stoi(clean, mixed, 16_000))
    assert np.abs(ours - theirs).max() < 0.02
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99


@pytest.mark.parametrize("scale", [1, 0.1])
def test_equal_sound_is_the_best_and_level_does_not_matter(scale):
    clean = torch.tensor(soundfile.read(CLIPS[0].parents[1] / "clean" / CLIPS[0].name, dtype="float32")[0])[None]
    assert float(perceptual_distance(scale * clean, clean)) < 0.01
    assert float(intelligibility(scale * clean, clean)) > 0.999


def test_without_speech_there_is_nothing_to_understand():
    noise = torch.randn(1, 16_000, generator=torch.Generator().manual_seed(1)).requires_grad_()
    value = intelligibility(noise, torch.zeros(1, 16_000))
    value.sum().backward()
    assert float(value.detach()) == 0
    assert float(noise.grad.abs().max()) == 0


@pytest.mark.parametrize("measure", [perceptual_distance, intelligibility])
@pytest.mark.parametrize("scale", [0, 1e-6, 1e-3, 1])
def test_gradients_are_finite(measure, scale):
    generator = torch.Generator().manual_seed(1)
    estimate = (scale * torch.randn(2, 16_000, generator=generator)).requires_grad_()
    target = torch.randn(2, 16_000, generator=generator) * torch.tensor([[0.0], [1.0]])
    measure(estimate, target).sum().backward()
    assert torch.isfinite(estimate.grad).all()


def test_they_join_the_objective(corpus, settings, tmp_path):
    longer = replace(settings.run, segment_seconds=1.0)
    weighted = replace(settings, run=longer, loss=replace(settings.loss, perceptual=0.01, intelligibility=0.2))
    figures = Trainer(weighted, corpus, tmp_path).advance()
    assert figures["perceptual"] > 0
    assert figures["intelligibility"] < 0
