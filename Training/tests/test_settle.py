"""A settled run's average lies between what it was and the last weights; the run trains on."""

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.commands import main
from cleanmachine_training.settle import settle
from cleanmachine_training.trainer import Trainer


def test_the_average_goes_towards_the_last_weights(settings, corpus, train, tmp_path):
    run = train(settings, 5)
    _, _, before = load_run(run)
    assert any(not torch.equal(value, before["network"][name]) for name, value in before["average"].items())
    for share in (0.0, 0.3, 1.0):
        out = tmp_path / f"settled {share}"
        assert main(["settle", "--run", str(run), "--share", str(share), "--out", str(out)]) == 0
        network, _, after = load_run(out)
        for name, value in network.state_dict().items():
            old, last = before["average"][name], before["network"][name]
            assert torch.allclose(value, old + share * (last - old) if value.is_floating_point() else last, atol=1e-6)
            assert torch.equal(after["network"][name], last)
        trainer = Trainer(settings, corpus, out)
        assert trainer.step == 5 and trainer.advance()["loss"] < 10


def test_other_shares_and_runs_that_are_there_are_refused(settings, train, tmp_path, capsys):
    run = train(settings, 1)
    with pytest.raises(ValueError, match="--share: expected 0 to 1, given 1.5"):
        settle(run, 1.5, tmp_path / "new")
    assert main(["settle", "--run", str(run), "--share", "0.5", "--out", str(run)]) == 1
    assert "holds a run already" in capsys.readouterr().err
