"""A grown network computes what the trained one did, and trains on from there."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.grow import grow
from cleanmachine_training.spectra import analyze, synthesize
from cleanmachine_training.trainer import Trainer
from cleanmachine_training.validation import enhance


@pytest.fixture
def deeper(settings):
    """The settings with twice the blocks."""
    return replace(settings, model={**settings.model, "blocks": 2 * settings.model["blocks"]})


@pytest.fixture
def trained(train, settings):
    return train(settings, 4)


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


def test_growing_changes_nothing_but_depth_and_frames(trained, settings, deeper, tmp_path):
    with pytest.raises(ValueError, match="more than the"):
        grow(trained, settings, tmp_path / "same")
    wider = replace(deeper, model={**deeper.model, "channels": 16})
    with pytest.raises(ValueError, match="only model.blocks, model.window_milliseconds"):
        grow(trained, wider, tmp_path / "wider")
    with pytest.raises(ValueError, match="holds a run"):
        grow(trained, deeper, trained)


def test_a_network_that_looks_ahead_computes_the_same_later(trained, settings, corpus, tmp_path):
    ahead = replace(settings, model={**settings.model, "lookahead_frames": 2})
    grow(trained, ahead, tmp_path / "ahead")
    (old, _, _), (new, _, _) = load_run(trained), load_run(tmp_path / "ahead")
    noise = torch.randn(1, 8000)
    with torch.no_grad():
        first, second = (enhance(network, noise[0].numpy()) for network in (old, new))
    # The network that looks ahead has heard two frames of silence before its first.
    np.testing.assert_allclose(first[4000:], second[4000:], atol=1e-5)
    trainer = Trainer(ahead, corpus, tmp_path / "ahead")
    trainer.advance(), trainer.advance()
    listening = trainer.network.encoder_in.weight[:, 2:]
    assert listening.abs().max() > 0
    with pytest.raises(ValueError, match="at least the 2"):
        grow(tmp_path / "ahead", settings, tmp_path / "blind")


def test_an_initial_state_begins_as_zeros_and_is_learnt(trained, settings, corpus, tmp_path):
    beginning = replace(settings, model={**settings.model, "initial_state": True})
    grow(trained, beginning, tmp_path / "beginning")
    (old, _, _), (new, _, _) = load_run(trained), load_run(tmp_path / "beginning")
    spectrum = torch.randn(2, 20, 161, dtype=torch.complex64)
    with torch.no_grad():
        torch.testing.assert_close(old(spectrum)[0], new(spectrum)[0])
    trainer = Trainer(beginning, corpus, tmp_path / "beginning")
    trainer.advance(), trainer.advance()
    assert all((block.initial != 0).any(-1).all() for block in trainer.network.blocks)


def test_weights_are_held_while_the_initial_state_is_learnt(trained, settings, corpus, tmp_path):
    held = replace(settings.optimiser, held=True)
    beginning = replace(settings, model={**settings.model, "initial_state": True}, optimiser=held)
    grow(trained, beginning, tmp_path / "beginning")
    trainer = Trainer(beginning, corpus, tmp_path / "beginning")
    before = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    averages = load_run(tmp_path / "beginning")[0].state_dict()
    assert all(torch.equal(value, averages[name]) for name, value in before.items())
    trainer.advance(), trainer.advance()
    changed = {name for name, value in trainer.network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {f"blocks.{k}.initial" for k in range(len(trainer.network.blocks))}
    with pytest.raises(ValueError, match="model.initial_state: expected true"):
        grow(tmp_path / "beginning", settings, tmp_path / "forgetful")
    with pytest.raises(ValueError, match="with model.initial_state"):
        Trainer(replace(settings, optimiser=held), corpus, tmp_path / "nothing")


def test_a_quiet_room_begins_as_all_others(train, settings, tmp_path):
    beginning = replace(settings, model={**settings.model, "initial_state": True})
    begun = train(beginning, 2)
    grow(begun, replace(settings, model={**beginning.model, "quiet_state": True}), tmp_path / "quiet")
    (old, _, _), (new, _, state) = load_run(begun), load_run(tmp_path / "quiet")
    for before, after in zip(old.blocks, new.blocks):
        assert (before.initial != 0).any()
        assert torch.equal(after.quiet, before.initial) and torch.equal(after.initial, before.initial)
    assert torch.equal(state["network"]["blocks.0.quiet"], state["network"]["blocks.0.initial"])
    with pytest.raises(ValueError, match="model.quiet_state: expected true"):
        grow(tmp_path / "quiet", beginning, tmp_path / "forgetful")


def test_quicker_frames_keep_what_they_remember(trained, settings, tmp_path):
    quick = replace(settings, model={**settings.model, "hop_milliseconds": 5, "synthesis_milliseconds": 10})
    grow(trained, quick, tmp_path / "quick")
    (old, _, _), (new, _, _) = load_run(trained), load_run(tmp_path / "quick")
    assert (new.geometry.hop, new.geometry.synthesis, new.geometry.window) == (80, 160, "asymmetric")
    # A unit that keeps z of its state over 10 ms, with a step of (1 - z) towards new input, keeps about √z over 5 ms.
    for before, after in zip(old.blocks, new.blocks):
        gate = before.recurrent.hidden_size
        difference = after.recurrent.bias_ih_l0 - before.recurrent.bias_ih_l0
        assert torch.allclose(difference[gate : 2 * gate], torch.tensor(2.0).log(), atol=1e-6)
        assert difference[:gate].abs().max() == 0 == difference[2 * gate :].abs().max()
    noise = torch.randn(1, 16_000)
    with torch.no_grad():
        outputs = [synthesize(network(analyze(noise, network.geometry))[0], network.geometry) for network in (old, new)]
    # Both leave about as much of the noise.
    powers = [float(output[:, 8000:15_000].square().mean()) for output in outputs]
    assert 0.7 < powers[1] / powers[0] < 1.4


def test_bins_between_the_old_ones_are_not_listened_to_at_first(trained, settings, corpus, tmp_path):
    finer = replace(settings, model={**settings.model, "window_milliseconds": 40, "stride": 8})
    grow(trained, finer, tmp_path / "finer")
    (old, _, _), (new, _, _) = load_run(trained), load_run(tmp_path / "finer")
    assert (new.bins, new.geometry.bins, new.geometry.synthesis, new.geometry.window) == (320, 321, 320, "asymmetric")
    features = torch.randn(5, 1, new.bins, 2)
    with torch.no_grad():
        masks = [old.network(features[:, :, ::2])[0], new.network(features)[0]]
    torch.testing.assert_close(masks[0], masks[1][:, :, ::2], atol=1e-5, rtol=1e-4)
    trainer = Trainer(finer, corpus, tmp_path / "finer")
    trainer.advance(), trainer.advance()
    assert trainer.network.encoder_in.weight[..., 1::2].abs().max() > 0


def test_bins_come_half_as_far_apart_or_not_at_all(trained, settings, tmp_path):
    def refused(words, **sizes):
        with pytest.raises(ValueError, match=words):
            grow(trained, replace(settings, model={**settings.model, **sizes}), tmp_path / "refused")

    refused("or twice as much", window_milliseconds=60, stride=12)
    refused("as many times that", window_milliseconds=40)
