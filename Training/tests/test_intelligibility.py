"""The loss's STOI is the package's on real speech, and has gradients where anything may come in."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pystoi
import pytest
import soundfile
import torch

from cleanmachine_training.intelligibility import intelligibility
from cleanmachine_training.trainer import Trainer

CLIPS = sorted((Path(__file__).parents[2] / "Tests/Audio/noisy").glob("16k-*.flac"))


def test_it_is_stoi_from_noisy_to_clean():
    ours, theirs = [], []
    for path in CLIPS[::2]:
        noisy, _ = soundfile.read(path, dtype="float32")
        clean, _ = soundfile.read(path.parents[1] / "clean" / path.name, dtype="float32")
        for share in (1, 0.3, 0.1, 0.03):
            mixed = clean + share * (noisy - clean)
            ours.append(float(intelligibility(*(torch.tensor(x)[None] for x in (mixed, clean)))))
            theirs.append(pystoi.stoi(clean, mixed, 16_000))
    assert len(ours) == 16
    assert np.abs(np.subtract(ours, theirs)).max() < 0.02
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99


def test_equal_sound_is_understood_and_level_does_not_matter():
    clean = torch.tensor(soundfile.read(CLIPS[0].parents[1] / "clean" / CLIPS[0].name, dtype="float32")[0])[None]
    assert float(intelligibility(clean, clean)) > 0.999
    assert float(intelligibility(0.1 * clean, clean)) > 0.999


def test_without_speech_there_is_nothing_to_understand():
    noise = torch.randn(1, 16_000, generator=torch.Generator().manual_seed(1)).requires_grad_()
    value = intelligibility(noise, torch.zeros(1, 16_000))
    value.sum().backward()
    assert float(value.detach()) == 0
    assert float(noise.grad.abs().max()) == 0


@pytest.mark.parametrize("scale", [0, 1e-6, 1e-3, 1])
def test_gradients_are_finite(scale):
    generator = torch.Generator().manual_seed(1)
    estimate = (scale * torch.randn(2, 16_000, generator=generator)).requires_grad_()
    target = torch.randn(2, 16_000, generator=generator) * torch.tensor([[0.0], [1.0]])
    intelligibility(estimate, target).sum().backward()
    assert torch.isfinite(estimate.grad).all()


def test_it_joins_the_objective(corpus, settings, tmp_path):
    longer = replace(settings.run, segment_seconds=1.0)
    weighted = replace(settings, run=longer, loss=replace(settings.loss, intelligibility=0.2))
    assert Trainer(weighted, corpus, tmp_path).advance()["intelligibility"] < 0
