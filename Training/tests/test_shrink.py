"""A shrunk network is the trained one without what was cut away, and trains on from there."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.shrink import shrink
from cleanmachine_training.trainer import Trainer


@pytest.fixture
def large(settings):
    """The settings with three blocks and two convolutions on each side."""
    return replace(settings, model={**settings.model, "blocks": 3, "depth": 2})


@pytest.fixture
def small(large):
    return replace(large, model={**large.model, "blocks": 2, "depth": 1})


@pytest.fixture
def trained(train, large):
    return train(large, 3)


def test_a_shrunk_network_is_the_rest_of_the_trained_one(trained, small, tmp_path):
    shrink(trained, small, [0, 2], tmp_path / "shrunk")
    (old, _, before), (new, settings, after) = load_run(trained), load_run(tmp_path / "shrunk")
    # The trained one without its middle block and its innermost convolutions.
    old.blocks = torch.nn.ModuleList([old.blocks[0], old.blocks[2]])
    old.encoder, old.encoder_norms = old.encoder[:1], old.encoder_norms[:1]
    old.decoder, old.decoder_norms = old.decoder[1:], old.decoder_norms[1:]
    spectrum = torch.randn(1, 20, 161, dtype=torch.complex64)
    with torch.no_grad():
        assert torch.equal(old(spectrum)[0], new(spectrum)[0])
    assert settings.model["blocks"] == 2 and after["step"] == before["step"] == 3


def test_a_shrunk_run_trains_on(trained, small, corpus, tmp_path):
    shrink(trained, small, [0, 2], tmp_path / "shrunk")
    trainer = Trainer(small, corpus, tmp_path / "shrunk")
    for parameter, moments in trainer.optimiser.state.items():
        assert moments["exp_avg"].shape == parameter.shape and float(moments["exp_avg_sq"].abs().sum()) > 0
    assert "loss" in trainer.advance()
    assert trainer.step == 4


def test_only_blocks_and_depth_may_shrink(trained, large, small, tmp_path):
    with pytest.raises(ValueError, match="blocks to keep: expected 2"):
        shrink(trained, small, [0, 1, 2], tmp_path / "many")
    with pytest.raises(ValueError, match="of 0…2, rising"):
        shrink(trained, small, [2, 3], tmp_path / "beyond")
    with pytest.raises(ValueError, match="only model.blocks, model.depth"):
        narrower = replace(small, model={**small.model, "block_channels": 4})
        shrink(trained, narrower, [0, 1], tmp_path / "narrow")
    with pytest.raises(ValueError, match="at most the 2"):
        shrink(trained, replace(small, model={**small.model, "depth": 3}), [0, 1], tmp_path / "deep")
    with pytest.raises(ValueError, match="holds a run"):
        shrink(trained, small, [0, 1], trained)
