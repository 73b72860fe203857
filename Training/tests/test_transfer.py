"""What one run learnt is added to another that began from the same."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.grow import grow
from cleanmachine_training.trainer import Trainer
from cleanmachine_training.transfer import transfer


@pytest.fixture
def runs(corpus, settings, tmp_path):
    """A run for quicker frames, the one that it began from, and one that went on from there."""
    Trainer(settings, corpus, tmp_path / "first").train(2)
    quick = replace(settings, model={**settings.model, "hop_milliseconds": 5, "synthesis_milliseconds": 10})
    grow(tmp_path / "first", quick, tmp_path / "quick")
    Trainer(quick, corpus, tmp_path / "quick").train(3)
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "checkpoint.pt").write_bytes((tmp_path / "first" / "checkpoint.pt").read_bytes())
    Trainer(settings, corpus, tmp_path / "second").train(5)
    return tmp_path / "quick", tmp_path / "first", tmp_path / "second"


def test_the_difference_is_added(runs, tmp_path):
    onto, first, second = (load_run(run)[0].state_dict() for run in runs)
    assert any(not torch.equal(first[name], second[name]) for name in first)
    transfer(*runs, 0.5, tmp_path / "sum")
    network, settings, state = load_run(tmp_path / "sum")
    assert state["step"] == 3 and settings.model["hop_milliseconds"] == 5
    for name, value in network.state_dict().items():
        if name.endswith("running_var"):
            expected = onto[name] * (second[name] / first[name]).sqrt()
            assert value.min() > 0
        else:
            expected = onto[name] + 0.5 * (second[name] - first[name]) if value.is_floating_point() else onto[name]
        assert torch.allclose(value, expected, atol=1e-6), name


def test_nothing_is_added_at_share_zero_and_the_run_trains_on(runs, corpus, tmp_path):
    transfer(*runs, 0.0, tmp_path / "same")
    (before, settings, _), (after, _, _) = load_run(runs[0]), load_run(tmp_path / "same")
    spectrum = torch.randn(1, 20, 161, dtype=torch.complex64)
    with torch.no_grad():
        assert torch.equal(before(spectrum)[0], after(spectrum)[0])
    trainer = Trainer(settings, corpus, tmp_path / "same")
    assert trainer.step == 3 and trainer.advance()["loss"] < 10


def test_other_sizes_and_shares_are_refused(runs, settings, tmp_path):
    deeper = replace(settings, model={**settings.model, "blocks": 4})
    grow(runs[1], deeper, tmp_path / "deep")
    with pytest.raises(ValueError, match="other sizes"):
        transfer(runs[0], runs[1], tmp_path / "deep", 1.0, tmp_path / "sum")
    with pytest.raises(ValueError, match="0 to 1"):
        transfer(*runs, 2.0, tmp_path / "sum")
