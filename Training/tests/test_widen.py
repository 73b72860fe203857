"""A widened network computes what the trained one did, and its copies learn different things."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.trainer import Trainer
from cleanmachine_training.widen import widen

MODEL = {"kind": "frame-convolution", "widths": [3, 4, 2], "tracker": True}


@pytest.fixture
def narrow(settings):
    return replace(settings, model=MODEL, run=replace(settings.run, shards=1, frames=0))


@pytest.fixture
def wide(narrow):
    """The settings with filters of which some are there two times and others three."""
    return replace(narrow, model={**MODEL, "widths": [7, 9, 5]})


@pytest.fixture
def trained(train, narrow):
    return train(narrow, 4)


def test_a_widened_network_computes_the_same(trained, wide, tmp_path):
    widen(trained, wide, tmp_path / "wide")
    (old, _, before), (new, _, after) = load_run(trained), load_run(tmp_path / "wide")
    spectrum = torch.randn(1, 20, 129, dtype=torch.complex64)
    with torch.no_grad():
        expected, given = old(spectrum)[0], new(spectrum)[0]
    assert (expected - given).abs().max() < 1e-5 * expected.abs().max()
    assert [len(norm.norm.weight) for norm in new.norms[:3]] == [7, 9, 5]
    assert after["step"] == before["step"] == 4


def test_copies_of_a_filter_part(trained, wide, corpus):
    assert copies_part(trained, wide, corpus, lambda network: network.norms[0].norm.weight, 3)


def copies_part(trained, wide, corpus, values_of, count):
    """Whether the first `count` values and their copies, which are equal as widened, all differ after three steps."""
    widen(trained, wide, trained / "wide")
    trainer = Trainer(wide, corpus, trained / "wide")
    values = values_of(trainer.network)
    assert torch.equal(values[:count], values[count : 2 * count])
    for _ in range(3):
        trainer.advance()
    return bool((values[:count] != values[count : 2 * count]).all())


def test_widening_changes_nothing_but_widths(trained, narrow, wide, settings, tmp_path):
    with pytest.raises(ValueError, match="model.widths: expected more than"):
        widen(trained, narrow, tmp_path / "same")
    with pytest.raises(ValueError, match="model.widths: expected more than"):
        widen(trained, replace(wide, model={**MODEL, "widths": [7, 2, 5]}), tmp_path / "narrower")
    with pytest.raises(ValueError, match="only model.widths"):
        widen(trained, replace(wide, model={**wide.model, "output": "magnitude"}), tmp_path / "other")
    with pytest.raises(ValueError, match="holds a run"):
        widen(trained, wide, trained)


def test_a_wider_mask_computes_the_same(train, settings, tmp_path):
    """Copies along what a layer makes, shares of what it reads: recurrent gates and states, position and transposed layer too."""
    settings = replace(settings, model={**settings.model, "initial_state": True})
    wide = replace(settings, model={**settings.model, "channels": 16, "block_channels": 20})
    trained = train(settings, 3)
    widen(trained, wide, tmp_path / "wide")
    (old, *_), (new, *_) = load_run(trained), load_run(tmp_path / "wide")
    spectrum = torch.randn(2, 30, 161, dtype=torch.complex64)
    with torch.no_grad():
        expected, given = old(spectrum)[0], new(spectrum)[0]
    assert (expected - given).abs().max() < 1e-4 * expected.abs().max()
    assert new.blocks[0].recurrent.hidden_size == 20
    places = torch.arange(20) % old.blocks[0].recurrent.hidden_size
    assert torch.equal(new.blocks[0].initial, old.blocks[0].initial[:, places]) and (old.blocks[0].initial != 0).any()


def test_copies_of_a_unit_part(train, settings, corpus):
    wide = replace(settings, model={**settings.model, "block_channels": 16}, run=replace(settings.run, shards=1))
    assert copies_part(train(settings, 3), wide, corpus, lambda network: network.blocks[0].recurrent.bias_ih_l0, 8)


def test_widening_is_for_one_kind(train, settings, wide, tmp_path):
    with pytest.raises(ValueError, match="only model.widths"):
        widen(train(settings, 1), wide, tmp_path / "other")
    with pytest.raises(ValueError, match="model.kind 'none': expected one of"):
        widen(tmp_path / "trained", replace(wide, model={"kind": "none"}), tmp_path / "other")
