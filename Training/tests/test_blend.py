"""A blend lies between two runs, reaches both, and trains on."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.blend import blend
from cleanmachine_training.trainer import Trainer


@pytest.fixture
def runs(corpus, settings, tmp_path):
    """A run, and one that went on from it."""
    for folder, steps in (("first", 2), ("second", 5)):
        Trainer(settings, corpus, tmp_path / folder).train(steps)
    return tmp_path / "first", tmp_path / "second"


def test_a_blend_lies_between_its_ends(runs, tmp_path):
    ends = [load_run(run)[0].state_dict() for run in runs]
    for share in (0.0, 0.25, 1.0):
        blend(*runs, share, tmp_path / f"{share}")
        network, _, state = load_run(tmp_path / f"{share}")
        for name, value in network.state_dict().items():
            old, new = (end[name] for end in ends)
            assert torch.allclose(value, old + share * (new - old) if value.is_floating_point() else new, atol=1e-6)
        assert state["step"] == 5
    assert any(not torch.equal(ends[0][name], ends[1][name]) for name in ends[0])


@pytest.mark.parametrize("kind", ("initial", "quiet"))
def test_a_blend_of_one_state_leaves_all_else(kind, corpus, settings, tmp_path):
    both = replace(settings, model={**settings.model, "initial_state": True, "quiet_state": True})
    for folder, steps in (("first", 2), ("second", 5)):
        Trainer(both, corpus, tmp_path / folder).train(steps)
    blend(tmp_path / "first", tmp_path / "second", 0.5, tmp_path / "half", kind)
    (first, _, _), (second, _, _), (half, _, state) = (load_run(tmp_path / name) for name in ("first", "second", "half"))
    assert state["step"] == 2
    for (name, value), old, new in zip(half.state_dict().items(), first.state_dict().values(), second.state_dict().values()):
        if name.endswith(f".{kind}"):
            assert torch.allclose(value, (old + new) / 2, atol=1e-6) and not torch.equal(value, old)
        else:
            assert torch.equal(value, old)


def test_a_blend_trains_on(runs, corpus, settings, tmp_path):
    blend(*runs, 0.5, tmp_path / "blend")
    trainer = Trainer(settings, corpus, tmp_path / "blend")
    assert trainer.step == 5 and trainer.advance()["loss"] < 10


def test_other_sizes_and_shares_are_refused(runs, corpus, settings, tmp_path):
    wide = replace(settings, model={**settings.model, "channels": 12})
    Trainer(wide, corpus, tmp_path / "wide").train(1)
    with pytest.raises(ValueError, match="other sizes"):
        blend(runs[0], tmp_path / "wide", 0.5, tmp_path / "blend")
    with pytest.raises(ValueError, match="0 to 1"):
        blend(*runs, 1.5, tmp_path / "blend")
    with pytest.raises(ValueError, match="initial, quiet"):
        blend(*runs, 0.5, tmp_path / "blend", "last")
    with pytest.raises(ValueError, match="model.quiet_state"):
        blend(*runs, 0.5, tmp_path / "blend", "quiet")
