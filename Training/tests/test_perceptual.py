"""The perceptual distance follows PESQ itself on real speech, and has gradients where anything may come in."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from pesq import pesq

from cleanmachine_training.perceptual import perceptual_distance
from cleanmachine_training.trainer import Trainer

CLIPS = sorted((Path(__file__).parents[2] / "Tests/Audio/noisy").glob("16k-*.flac"))


def opinion(distance):
    """P.862.2's mapping from the raw scale to a mean opinion score."""
    return 0.999 + 4 / (1 + np.exp(-1.3669 * (4.5 - distance) + 3.8224))


def test_it_follows_pesq_from_noisy_to_clean():
    ours, theirs = [], []
    for path in CLIPS[::2]:
        noisy, _ = soundfile.read(path, dtype="float32")
        clean, _ = soundfile.read(path.parents[1] / "clean" / path.name, dtype="float32")
        for share in (1, 0.3, 0.1, 0.03):
            mixed = clean + share * (noisy - clean)
            ours.append(opinion(float(perceptual_distance(*(torch.tensor(x)[None] for x in (mixed, clean))))))
            theirs.append(pesq(16_000, clean, mixed, "wb"))
    assert len(ours) == 16
    assert np.corrcoef(ours, theirs)[0, 1] > 0.97
    assert np.abs(np.subtract(ours, theirs)).mean() < 0.15


def test_equal_sound_has_no_distance_and_level_does_not_matter():
    clean = torch.tensor(soundfile.read(CLIPS[0].parents[1] / "clean" / CLIPS[0].name, dtype="float32")[0])[None]
    assert float(perceptual_distance(clean, clean)) < 0.01
    assert float(perceptual_distance(0.1 * clean, clean)) < 0.01


@pytest.mark.parametrize("scale", [0, 1e-6, 1e-3, 1])
def test_gradients_are_finite(scale):
    generator = torch.Generator().manual_seed(1)
    estimate = (scale * torch.randn(2, 16_000, generator=generator)).requires_grad_()
    target = torch.randn(2, 16_000, generator=generator) * torch.tensor([[0.0], [1.0]])
    perceptual_distance(estimate, target).sum().backward()
    assert torch.isfinite(estimate.grad).all()


def test_it_joins_the_objective(corpus, settings, tmp_path):
    weighted = replace(settings, loss=replace(settings.loss, perceptual=0.01))
    assert Trainer(weighted, corpus, tmp_path).advance()["perceptual"] > 0
