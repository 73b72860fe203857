"""Resuming is exact; exported files hold what the checkpoint holds; bad settings are all reported."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
import torch
from safetensors import safe_open

from cleanmachine_training import configuration, native
from cleanmachine_training.averaged import load_run
from cleanmachine_training.export import export
from cleanmachine_training.folding import Stepper
from cleanmachine_training.runlog import read_log
from cleanmachine_training.trainer import Trainer


def test_four_steps_equal_two_and_two(corpus, settings, tmp_path):
    Trainer(settings, corpus, tmp_path / "whole").train(4)
    Trainer(settings, corpus, tmp_path / "parts").train(2)
    Trainer(settings, corpus, tmp_path / "parts").train(4)
    whole, parts = (torch.load(tmp_path / name / "checkpoint.pt", weights_only=True) for name in ("whole", "parts"))
    assert whole["step"] == parts["step"] == 4
    for part in ("network", "average"):
        for name, value in whole[part].items():
            assert torch.equal(value, parts[part][name]), f"{part} {name}"
    moments = zip(whole["optimiser"]["state"].values(), parts["optimiser"]["state"].values())
    assert all(torch.equal(a["exp_avg"], b["exp_avg"]) for a, b in moments)


def test_prefetching_changes_nothing(corpus, settings, tmp_path):
    plain = Trainer(settings, corpus, tmp_path / "plain")
    ahead = Trainer(replace(settings, run=replace(settings.run, prefetch=2)), corpus, tmp_path / "ahead")
    assert [plain.advance() for _ in range(3)] == [ahead.advance() for _ in range(3)]


def test_a_deep_feature_loss_joins_the_objective(corpus, settings, tmp_path):
    weighted = replace(settings, loss=replace(settings.loss, deep_feature=0.1))
    with pytest.raises(ValueError, match="deep feature"):
        Trainer(weighted, corpus, tmp_path)
    trainer = Trainer(weighted, corpus, tmp_path, deep_feature=lambda audio: [audio[:, ::2], audio[:, 1::2]])
    assert trainer.advance()["deep_feature"] > 0


def test_training_lowers_the_loss_and_logs_it(corpus, settings, tmp_path):
    trainer = Trainer(settings, corpus, tmp_path)
    figures = [trainer.advance()["loss"] for _ in range(30)]
    assert sum(figures[-8:]) < sum(figures[:8])
    trainer.train(31, validate=lambda network: {"set": {"pesq": 1.0}})
    assert [r["record"] for r in read_log(tmp_path)] == ["start", "validation"]


@pytest.mark.parametrize("variant", [{"output": "magnitude"}, {"output": "gain", "feedback": True, "tracker": True}])
def test_frame_networks_train(variant, corpus, tmp_path):
    run = {"batch": 2, "segment_seconds": 0.5, "frames": 64}
    document = {"model": {"kind": "frame-convolution", **variant}, "run": run, "optimiser": {"warmup_steps": 2}}
    trainer = Trainer(configuration.parse(document), corpus, tmp_path)
    figures = [trainer.advance()["loss"] for _ in range(30)]
    assert sum(figures[-8:]) < sum(figures[:8])


def test_the_rate_warms_up_and_decays(corpus, settings, tmp_path):
    document = {"model": dict(settings.model), "optimiser": {"rate": 1.0, "warmup_steps": 10, "steps": 100, "decay_steps": 20}}
    trainer = Trainer(configuration.parse(document), corpus, tmp_path)
    rates = []
    for trainer.step in (0, 9, 50, 90, 100):
        rates.append(trainer.rate())
    assert rates == pytest.approx([0.1, 1.0, 1.0, 0.5, 0.0])


def test_an_export_holds_the_averaged_network(corpus, settings, tmp_path):
    Trainer(settings, corpus, tmp_path).train(2)
    export(tmp_path, corpus, tmp_path / "weights.safetensors", make_up_decibels=-1.5)
    network, _, _ = load_run(tmp_path)
    with safe_open(tmp_path / "weights.safetensors", "pt") as file:
        metadata, tensors = file.metadata(), {name: file.get_tensor(name) for name in file.keys()}
    blob = (tmp_path / "weights.safetensors").read_bytes()
    assert metadata["sha256"] == sha256(blob[8 + int.from_bytes(blob[:8], "little") :]).hexdigest()
    assert json.loads(metadata["training_data"]) == {"synthetic": "CC0"}
    assert metadata["make_up_decibels"] == "-1.5"
    with pytest.raises(ValueError, match="expected -6 to 6, given 7"):
        export(tmp_path, corpus, tmp_path / "louder.safetensors", make_up_decibels=7)
    with safe_open(tmp_path / "weights.golden.safetensors", "pt") as file:
        spectrum, output = (torch.view_as_complex(file.get_tensor(name)) for name in ("input", "output"))
        assert file.get_tensor("layer.blocks.1.recurrent").shape == (8, 5, 8)
    with torch.no_grad():
        torch.testing.assert_close(network(spectrum[None])[0][0], output, atol=1e-6, rtol=1e-4)
        stepper = Stepper(tensors, json.loads(metadata["model"])["bound"])
        torch.testing.assert_close(stepper.step(spectrum[0]), output[0], atol=1e-6, rtol=1e-4)


def test_every_problem_of_a_configuration_is_reported():
    document = {"model": {"kind": "recurrent-mask"}, "mixing": {"bable": 0.1, "snr_decibels": [3]}, "run": {"batch": 2.5}}
    with pytest.raises(configuration.ConfigurationError) as caught:
        configuration.parse(document)
    text = str(caught.value)
    assert "mixing.bable: unknown key" in text and "mixing.snr_decibels: expected [low, high]" in text
    assert "run.batch: expected a whole number" in text


def test_unknown_sizes_and_kinds_are_errors():
    from cleanmachine_training.models import build

    with pytest.raises(ValueError, match="recurrent-mask"):
        build("recurent-mask")
    with pytest.raises(ValueError, match="chanels"):
        build("recurrent-mask", chanels=8)


@pytest.mark.parametrize(
    "variant", [{"tracker": True}, {"feedback": True}, {"output": "magnitude"}, {"tracker": True, "rate": 8000}]
)
def test_an_exported_frame_network_steps_like_the_averaged_one(variant, corpus, tmp_path):
    document = {"model": {"kind": "frame-convolution", **variant}, "run": {"batch": 2, "segment_seconds": 0.5, "frames": 32}}
    Trainer(configuration.parse(document), corpus, tmp_path).train(4)
    export(tmp_path, corpus, tmp_path / "weights.safetensors")
    network, _, _ = load_run(tmp_path)
    with safe_open(tmp_path / "weights.safetensors", "pt") as file:
        metadata = file.metadata()
        assert json.loads(metadata["model"])["feedback"] == variant.get("feedback", False)
        assert len(list(file.keys())) == 32
    rate, geometry = variant.get("rate", 16_000), json.loads(metadata["geometry"])
    assert (int(metadata["sample_rate"]), geometry["bin_hertz"]) == (rate, rate / 256)
    assert geometry["window_milliseconds"] == 4 * geometry["hop_milliseconds"] == 256_000 / rate
    with safe_open(tmp_path / "weights.golden.safetensors", "pt") as file:
        spectrum, output = (torch.view_as_complex(file.get_tensor(name)) for name in ("input", "output"))
        assert file.get_tensor("layer.layers.14").shape == (4, 129, 8)
    with torch.no_grad():
        torch.testing.assert_close(network(spectrum[None])[0][0], output, atol=1e-6, rtol=1e-3)


def test_a_resumed_frame_network_draws_the_same_frames(corpus, tmp_path):
    run = {"batch": 2, "segment_seconds": 0.5, "frames": 32, "pool": 3}
    settings = configuration.parse({"model": {"kind": "frame-convolution", "tracker": True}, "run": run})
    Trainer(settings, corpus, tmp_path / "whole").train(6)
    Trainer(settings, corpus, tmp_path / "parts").train(4)
    Trainer(settings, corpus, tmp_path / "parts").train(6)
    whole, parts = (torch.load(tmp_path / name / "checkpoint.pt", weights_only=True) for name in ("whole", "parts"))
    assert all(torch.equal(value, parts["network"][name]) for name, value in whole["network"].items())


@pytest.mark.parametrize("rate", [16_000, 8000])
def test_a_frame_network_learns_from_whole_segments(rate, corpus, tmp_path):
    document = {
        "model": {"kind": "frame-convolution", "tracker": True, "rate": rate},
        "loss": {"perceptual": 0.01},
        "optimiser": {"warmup_steps": 2},
        "run": {"batch": 2, "segment_seconds": 1.024, "frames": 0},
    }
    trainer = Trainer(configuration.parse(document), corpus, tmp_path)
    figures = [trainer.advance() for _ in range(16)]
    assert {"spectral", "waveform", "perceptual"} <= figures[0].keys()
    assert sum(f["loss"] for f in figures[-4:]) < sum(f["loss"] for f in figures[:4])


def test_a_network_is_judged_at_its_own_rate(monkeypatch):
    from cleanmachine_training import validation
    from cleanmachine_training.models import build

    seen = []
    monkeypatch.setattr(validation, "quality", lambda clean, enhanced, rate: seen.append((len(clean), len(enhanced), rate)) or {"pesq": 1.0})
    pairs = [(np.zeros(16_001, np.float32), np.zeros(16_001, np.float32))]
    for rate in (16_000, 8000):
        assert validation.judge(build("frame-convolution", rate=rate).eval(), pairs) == {"pesq": 1.0}
    assert validation.judge(None, pairs) == {"pesq": 1.0}
    assert seen == [(16_001, 16_001, 16_000), (8000, 8000, 8000), (16_001, 16_001, 16_000)]


def test_replicas_that_ask_at_once_wait_for_one_kernel(monkeypatch):
    calls = []

    def slow(name, *_, **__):
        calls.append(name)
        time.sleep(0.2)
        return object()

    monkeypatch.setattr("torch.utils.cpp_extension.load", slow)
    native.loaded.cache_clear()
    try:
        with ThreadPoolExecutor(2) as threads:
            modules = list(threads.map(native.kernels, ["gru", "gru"]))
    finally:
        native.loaded.cache_clear()
    assert calls == ["cleanmachine_gru"]
    assert modules[0] is modules[1]
