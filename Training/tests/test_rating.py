"""Rating computes what the ONNX graph it was read from does, and its gradients raise it. The graph here has random weights."""

from dataclasses import replace

import numpy as np
import onnx
import pytest
import torch

from cleanmachine_training import rating
from cleanmachine_training.configuration import ConfigurationError, LossSettings, parse
from cleanmachine_training.losses import Objective
from cleanmachine_training.rating import POLYNOMIALS, Rating
from cleanmachine_training.spectra import Geometry
from cleanmachine_training.trainer import Trainer

FRAMES = 40
CHANNELS = (1, 128, 64, 64, 32, 32, 32, 64)
WIDTHS = (64, 128, 64, 3)


def published(seed=1):
    """A graph of the published one's layers, for FRAMES frames."""
    from onnx import TensorProto, helper, numpy_helper

    rng, nodes, kept = np.random.default_rng(seed), [], []

    def constant(array, name):
        kept.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def layer(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    frames = constant(np.array([-1, FRAMES, 160], np.int64), "frames")
    halves = []
    for side, (start, end) in {"early": (0, -160), "late": (160, 2**62)}.items():
        ends = [constant(np.array([value], np.int64), f"{side}{value}") for value in (start, end, 1)]
        halves.append(layer("Reshape", [layer("Slice", ["audio", *ends], f"{side}_cut"), frames], side))
    rows = layer("Transpose", [layer("Concat", halves, "rows", axis=2)], "columns", perm=[0, 2, 1])
    squares = []
    for part in ("real", "imaginary"):
        kernel = constant(rng.normal(0, 0.1, (161, 320, 1)).astype("f"), f"{part}_kernel")
        turned = layer("Transpose", [layer("Conv", [rows, kernel], part)], f"{part}_turned", perm=[0, 2, 1])
        squares.append(layer("Mul", [turned, turned], f"{part}_square"))
    power = layer("Max", [layer("Add", squares, "power"), constant(np.float32(1e-12), "least")], "bounded")
    log = layer("Div", [layer("Log", [power], "log"), constant(np.float32(np.log(10)), "ten")], "bels")
    x = layer("Unsqueeze", [log, constant(np.array([1], np.int64), "axis")], "image")
    for i, (before, after) in enumerate(zip(CHANNELS, CHANNELS[1:])):
        weight = rng.normal(0, (2 / 9 / before) ** 0.5, (after, before, 3, 3)).astype("f")
        arrays = [constant(weight, f"w{i}"), constant(rng.normal(0, 0.1, after).astype("f"), f"b{i}")]
        x = layer("Relu", [layer("Conv", [x, *arrays], f"c{i}", pads=[1, 1, 1, 1])], f"r{i}")
        if i in (3, 4, 5):
            x = layer("MaxPool", [x], f"p{i}", kernel_shape=[2, 2], strides=[2, 2])
    x = layer("ReduceMax", [x, constant(np.array([2, 3], np.int64), "plane")], "peak", keepdims=0)
    for i, (before, after) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        product = layer("MatMul", [x, constant(rng.normal(0, 0.3, (before, after)).astype("f"), f"m{i}")], f"d{i}")
        x = layer("Add", [product, constant(rng.normal(0, 0.1, after).astype("f"), f"a{i}")], f"s{i}")
        x = layer("Relu", [x], f"t{i}") if i < 2 else x
    shape = [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["N", FRAMES * 160 + 160])]
    graph = helper.make_graph(nodes, "rating", shape, [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["N", 3])], kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("onnx") / "rating.onnx"
    onnx.save(published(), path)
    return path


@pytest.mark.parametrize("halves, tolerance", [(True, 0.02), (False, 1e-4)])
def test_it_computes_what_the_graph_does(model, monkeypatch, halves, tolerance):
    from onnx.reference import ReferenceEvaluator

    audio = np.random.default_rng(2).normal(0, [[1e-4], [0.01], [1.0]], (3, FRAMES * 160 + 160)).astype("f")
    raw = ReferenceEvaluator(str(model)).run(None, {"audio": audio})[0]
    expected = np.stack([np.polyval(p, raw[:, i]) for i, p in enumerate(POLYNOMIALS)], 1)
    monkeypatch.setattr(rating, "halves_pay", lambda device: halves)
    given = Rating(model)(torch.from_numpy(audio)).numpy()
    assert (np.abs(given - expected) < tolerance * np.ptp(expected, axis=0)).all()


def test_its_gradient_raises_it_and_is_finite_in_silence(model):
    rates = Rating(model)
    audio = (0.1 * torch.randn(1, 8000, generator=torch.Generator().manual_seed(3))).requires_grad_()
    before = rates(audio)[0, 2]
    before.backward()
    with torch.no_grad():
        assert rates(audio + 0.02 * audio.grad / audio.grad.square().mean().sqrt())[0, 2] > before
    silence = torch.zeros(1, 8000, requires_grad=True)
    rates(silence).sum().backward()
    assert torch.isfinite(silence.grad).all()


def test_it_joins_the_objective_and_leaves_its_own_weights(model, corpus, settings, tmp_path):
    weighted = replace(settings, loss=replace(settings.loss, rating=0.02, rated=0.5))
    with pytest.raises(ValueError, match="--rating"):
        Trainer(weighted, corpus, tmp_path)
    rates = Rating(model)
    before = {name: value.clone() for name, value in rates.state_dict().items()}
    assert Trainer(weighted, corpus, tmp_path, rating=rates).advance()["rating"] != 0
    assert not list(rates.parameters())
    assert all(torch.equal(value, before[name]) for name, value in rates.state_dict().items())


def test_another_network_is_refused(tmp_path):
    wrong = published()
    del wrong.graph.node[-3:]
    onnx.save(wrong, tmp_path / "wrong.onnx")
    with pytest.raises(ValueError, match="wrong.onnx: expected the DNSMOS P.835 network"):
        Rating(tmp_path / "wrong.onnx")


def test_a_step_that_is_rated_stands_for_those_that_are_not(model):
    sounds = 0.1 * torch.randn(3, 2, 8000, generator=torch.Generator().manual_seed(4))
    plain, every = (LossSettings(rating=0.1, rated_every=n) for n in (1, 3))
    losses = {s: Objective(s, Geometry(320, 160, "sqrt-hann"), rating=Rating(model)) for s in (plain, every)}
    with torch.no_grad():
        total = {(s.rated_every, step): losses[s](*sounds, torch.ones(2), step) for s in (plain, every) for step in (0, 1, 3)}
    rated, parts = total[1, 0]
    assert "rating" not in total[3, 1][1] and total[1, 1][0] == rated
    assert float(total[3, 1][0]) == pytest.approx(float(rated) - 0.1 * parts["rating"], rel=1e-5)
    for step in (0, 3):
        assert float(total[3, step][0]) == pytest.approx(float(rated) + 0.2 * parts["rating"], rel=1e-5)


def test_no_step_that_is_rated_is_refused():
    with pytest.raises(ConfigurationError, match="loss.rated_every: expected at least 1"):
        parse({"model": {"kind": "recurrent-mask"}, "loss": {"rated_every": 0}})
