"""Teachers give the mean of what trained networks make of a sound, at their levels, and the loss asks for it by its share."""

from dataclasses import replace

import pytest
import torch

from cleanmachine_training.averaged import load_run
from cleanmachine_training.losses import Objective
from cleanmachine_training.spectra import Geometry, analyze, synthesize
from cleanmachine_training.teachers import Teachers
from cleanmachine_training.trainer import Trainer


@pytest.fixture
def runs(corpus, settings, tmp_path):
    """Two runs whose windows differ."""
    finer = replace(settings, model={**settings.model, "window_milliseconds": 40, "stride": 8})
    for folder, own in (("short", settings), ("long", finer)):
        Trainer(own, corpus, tmp_path / folder).train(2)
    return tmp_path / "short", tmp_path / "long"


def test_they_give_the_mean_of_their_outputs_at_their_levels(runs):
    sound = 0.1 * torch.randn(2, 8000, generator=torch.Generator().manual_seed(6))
    teachers = Teachers([f"{runs[0]}:6.0206", f"{runs[1]}:0"])
    made = []
    for run in runs:
        network = load_run(run)[0]
        with torch.no_grad():
            made.append(synthesize(network(analyze(sound, network.geometry))[0], network.geometry))
    whole = sound.shape[1] - teachers.delay
    expected = (2 * made[0][:, :whole] + made[1][:, :whole]) / 2
    assert torch.allclose(teachers(sound)[:, :whole], expected, atol=1e-5)
    assert teachers(sound).shape == sound.shape


def test_the_target_is_theirs_by_its_share(settings):
    sounds = 0.1 * torch.randn(4, 2, 8000, generator=torch.Generator().manual_seed(7))
    estimate, target, noisy, taught = sounds
    speaking, loss = torch.ones(2), replace(settings.loss, taught=0.25, waveform=0.1)
    objective = Objective(loss, Geometry(320, 160, "sqrt-hann"))
    of_speech, of_teachers = (objective(estimate, wanted, noisy, speaking)[0] for wanted in (target, taught))
    both = objective(estimate, target, noisy, speaking, 0, taught)[0]
    assert float(both) == pytest.approx(0.75 * float(of_speech) + 0.25 * float(of_teachers), rel=1e-5)


def test_a_run_is_taught(runs, corpus, settings, tmp_path):
    taught = replace(settings, loss=replace(settings.loss, taught=0.5))
    teachers = Teachers([f"{run}:0" for run in runs])
    before = [{name: value.clone() for name, value in n.state_dict().items()} for n in teachers.networks]
    trainer = Trainer(taught, corpus, tmp_path / "pupil", teachers=teachers)
    plain = Trainer(settings, corpus, tmp_path / "alone")
    assert trainer.advance()["loss"] != plain.advance()["loss"]
    for network, state in zip(teachers.networks, before):
        assert all(torch.equal(value, state[name]) for name, value in network.state_dict().items())


def test_what_does_not_fit_is_refused(runs, corpus, settings, tmp_path):
    with pytest.raises(ValueError, match="FOLDER:DECIBELS"):
        Teachers([str(runs[0])])
    with pytest.raises(ValueError, match="FOLDER:DECIBELS"):
        Teachers([f"{runs[0]}:loud"])
    with pytest.raises(ValueError, match="loss.taught"):
        Trainer(settings, corpus, tmp_path / "pupil", teachers=Teachers([f"{runs[0]}:0"]))
    with pytest.raises(ValueError, match="--teacher"):
        Trainer(replace(settings, loss=replace(settings.loss, taught=0.5)), corpus, tmp_path / "pupil")
