"""A grown network computes what the trained one did, and trains on from there."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.grow import grow
from cleanmachine_training.trainer import Trainer


@pytest.fixture
def deeper(settings):
    """The settings with twice the blocks."""
    return replace(settings, model={**settings.model, "blocks": 2 * settings.model["blocks"]})


@pytest.fixture
def trained(corpus, settings, tmp_path):
    Trainer(settings, corpus, tmp_path / "trained").train(4)
    return tmp_path / "trained"


def test_a_grown_network_computes_the_same(trained, deeper, tmp_path):
    grow(trained, deeper, tmp_path / "grown")
    (old, _, before), (new, settings, after) = load_run(trained), load_run(tmp_path / "grown")
    spectrum = torch.randn(1, 20, 161, dtype=torch.complex64)
    with torch.no_grad():
        assert torch.equal(old(spectrum)[0], new(spectrum)[0])
    assert len(new.blocks) == settings.model["blocks"] == 2 * len(old.blocks)
    assert after["step"] == before["step"] == 4


def test_a_grown_run_trains_every_block(trained, deeper, corpus, tmp_path):
    grow(trained, deeper, tmp_path / "grown")
    trainer = Trainer(deeper, corpus, tmp_path / "grown")
    before = {name: value.clone() for name, value in trainer.network.named_parameters()}
    # The first step moves the norms' scales away from zero, the second what lies before them.
    trainer.advance(), trainer.advance()
    # Each parameter is followed by its own moments.
    for parameter, moments in trainer.optimiser.state.items():
        assert moments["exp_avg"].shape == parameter.shape
    still = [name for name, value in trainer.network.named_parameters() if torch.equal(value, before[name])]
    assert not still


def test_growing_changes_nothing_but_the_depth(trained, settings, deeper, tmp_path):
    with pytest.raises(ValueError, match="more than the"):
        grow(trained, settings, tmp_path / "same")
    wider = replace(deeper, model={**deeper.model, "channels": 16})
    with pytest.raises(ValueError, match="only model.blocks"):
        grow(trained, wider, tmp_path / "wider")
    with pytest.raises(ValueError, match="holds a run"):
        grow(trained, deeper, trained)
