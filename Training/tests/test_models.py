"""Streaming equals the whole sequence; layers equal PyTorch's; kernels equal their fallback."""

import pytest
import torch
from torch.nn import functional

from cleanmachine_training import native
from cleanmachine_training.folding import Stepper, fold
from cleanmachine_training.models import build, layers, norm, recurrence, running
from cleanmachine_training.models.norm import ChannelNorm
from cleanmachine_training.models.recurrent_mask import STATES, hold_weights
from cleanmachine_training.spectra import analyze
from conftest import SIZES


def trained_like(kind="recurrent-mask", **sizes):
    """A network whose norms have seen data, so that folding has something to fold."""
    torch.manual_seed(0)
    network = build(kind, **sizes)
    for module in network.modules():
        if isinstance(module, ChannelNorm):
            module.norm.running_mean.normal_(std=0.1)
            module.norm.running_var.uniform_(0.5, 2)
    for name, parameter in network.named_parameters():
        if name.endswith(STATES):
            torch.nn.init.normal_(parameter, std=0.3)
    return network.eval()


def noisy_spectrum(network, batch=2, frames=30):
    audio = torch.randn(batch, frames * network.geometry.hop, generator=torch.Generator().manual_seed(1)) * 0.1
    return analyze(audio, network.geometry)


FRAME_VARIANTS = [
    {"output": "magnitude"}, {"output": "gain"}, {"output": "gain", "feedback": True},
    {"output": "gain", "tracker": True}, {"output": "gain", "tracker": True, "feedback": True},
]
LOOKAHEAD = SIZES | {"lookahead_frames": 2}
FINER = SIZES | {"window_milliseconds": 40, "stride": 8}
BEGINNING = SIZES | {"initial_state": True}
NETWORKS = [("recurrent-mask", sizes) for sizes in (SIZES, LOOKAHEAD, FINER, BEGINNING)] + [("frame-convolution", variant) for variant in FRAME_VARIANTS]


@pytest.mark.parametrize("kind, sizes", NETWORKS)
@torch.no_grad()
def test_stepping_equals_the_whole_sequence(kind, sizes):
    network = trained_like(kind, **sizes)
    spectrum = noisy_spectrum(network)
    whole, _ = network(spectrum)
    state, frames = None, []
    for t in range(spectrum.shape[1]):
        frame, state = network(spectrum[:, t : t + 1], state)
        frames.append(frame)
    torch.testing.assert_close(torch.cat(frames, 1), whole, atol=1e-6, rtol=1e-4)


@pytest.mark.parametrize("kind, sizes", NETWORKS)
@torch.no_grad()
def test_the_past_does_not_see_the_future(kind, sizes):
    network = trained_like(kind, **sizes)
    spectrum = noisy_spectrum(network)
    changed = spectrum.clone()
    changed[:, 20:] = 0
    torch.testing.assert_close(network(spectrum)[0][:, :20], network(changed)[0][:, :20], atol=1e-7, rtol=1e-5)


@pytest.mark.parametrize("sizes", [SIZES, LOOKAHEAD, FINER, BEGINNING])
@torch.no_grad()
def test_folded_tensors_step_to_the_same_output(sizes):
    network = trained_like(**sizes)
    spectrum = noisy_spectrum(network, batch=1)
    stepper = Stepper(fold(network), network.bound)
    stepped = torch.stack([stepper.step(frame) for frame in spectrum[0]])
    torch.testing.assert_close(stepped, network(spectrum)[0][0], atol=1e-6, rtol=1e-4)


@torch.no_grad()
def test_a_stream_that_begins_quiet_goes_on_from_a_state_of_its_own():
    network = trained_like(**FINER | {"initial_state": True, "quiet_state": True})
    one = trained_like(**FINER | {"initial_state": True})
    one.load_state_dict({name: value for name, value in network.state_dict().items() if not name.endswith(".quiet")})
    spectrum = noisy_spectrum(network)
    spectrum[1, :5] *= 1e-4  # the second frame is what a window of 40 ms, of which 30 are to come, holds of a loud one
    both, alone = network(spectrum)[0], one(spectrum)[0]
    torch.testing.assert_close(both[0], alone[0])
    torch.testing.assert_close(both[1, :3], alone[1, :3])
    assert (both[1, 5:10] - alone[1, 5:10]).abs().max() > 1e-3 * alone[1, 5:10].abs().max()
    for row in range(2):
        stepper = Stepper(fold(network), network.bound, network.first_frames)
        stepped = torch.stack([stepper.step(frame) for frame in spectrum[row]])
        torch.testing.assert_close(stepped, both[row], atol=1e-6, rtol=1e-4)
    first, state = network(spectrum[:, :4])
    torch.testing.assert_close(torch.cat([first, network(spectrum[:, 4:], state)[0]], 1), both, atol=1e-6, rtol=1e-4)
    with pytest.raises(ValueError, match="at least 4 frames, given 3"):
        network(spectrum[:, :3])


def test_both_states_are_learnt_from_the_streams_that_begin_so():
    network = trained_like(**FINER | {"initial_state": True, "quiet_state": True})
    hold_weights(network)
    spectrum = noisy_spectrum(network)
    spectrum[1, :5] *= 1e-4
    for row, taught, other in ((0, "initial", "quiet"), (1, "quiet", "initial")):
        network.zero_grad()
        network(spectrum)[0][row, 5:].abs().sum().backward()
        gradients = [{kind: getattr(block, kind).grad for kind in (taught, other)} for block in network.blocks]
        assert all(g[taught].abs().max() > 0 for g in gradients)
        assert all(g[other] is None or g[other].abs().max() == 0 for g in gradients)


@pytest.mark.parametrize("kind, sizes", NETWORKS)
@torch.no_grad()
def test_bfloat16_stays_close(kind, sizes):
    network = trained_like(kind, **sizes)
    spectrum = noisy_spectrum(network)
    with torch.autocast("cpu", torch.bfloat16):
        coarse = network(spectrum)[0]
    torch.testing.assert_close(coarse, network(spectrum)[0], atol=0.05 * float(spectrum.abs().max()), rtol=0.1)


@torch.no_grad()
def test_a_network_that_looks_ahead_hears_the_frames_after_the_one_it_enhances():
    network = trained_like(**LOOKAHEAD)
    spectrum = noisy_spectrum(network)
    changed = spectrum.clone()
    changed[:, 20] = 0
    before, after = network(spectrum)[0], network(changed)[0]
    assert before[:, :2].abs().max() == 0  # nothing has come before the first frame
    different = (before - after).abs().amax((0, 2)) > 0
    assert int(different.nonzero()[0]) == 20  # the mask of frame 18, which the network gives with frame 20
    assert after[:, 22].abs().max() == 0  # frame 20 itself


def test_the_mask_is_bounded_and_silence_stays_silent():
    network = trained_like(**SIZES)
    mask = network.bounded(torch.randn(5, 160, 2) * 1000)
    assert mask.norm(dim=-1).max() <= network.bound + 1e-4
    silence = torch.zeros(1, 10, 161, dtype=torch.complex64)
    assert network(silence)[0].abs().max() == 0


def test_sizes_stay_within_their_budgets():
    tiny = build("recurrent-mask", channels=24, depth=1, block_channels=24, frequencies=16, blocks=2)
    assert tiny.macs_per_second() <= 60e6
    default = build("recurrent-mask")
    assert default.macs_per_second() <= 300e6 and sum(p.numel() for p in default.parameters()) <= 150_000


def test_the_frame_network_has_its_published_size():
    count = lambda network: sum(p.numel() for p in network.parameters())
    assert 32_000 < count(build("frame-convolution", output="magnitude")) < 34_500
    assert 160_000 < count(build("frame-convolution", widths=(44, 70, 18))) < 180_000


def test_strided_layers_are_conv1d_and_its_transpose():
    x = torch.randn(3, 2, 20, 4)
    down = layers.StridedConvolution(4, 6, 4)
    expected = functional.conv1d(x.flatten(0, 1).transpose(1, 2), down.weight, stride=4, padding=2)
    torch.testing.assert_close(down(x).flatten(0, 1), expected.transpose(1, 2))
    up = layers.StridedTransposedConvolution(4, 2, 4)
    expected = functional.conv_transpose1d(x.flatten(0, 1).transpose(1, 2), up.weight, up.bias, stride=4, padding=2)
    torch.testing.assert_close(up(x).flatten(0, 1), expected.transpose(1, 2))


@pytest.mark.skipif(native.kernels("gru") is None, reason="no C++ compiler")
@pytest.mark.parametrize("fixed", [False, True])
def test_native_kernels_equal_pytorch(monkeypatch, fixed):
    network = trained_like("recurrent-mask", **SIZES).train()
    if fixed:
        norm.fix_norms(network)
    spectrum = noisy_spectrum(network)
    results = []
    for kernels in (native.kernels, lambda name: None):
        monkeypatch.setattr(recurrence, "kernels", kernels)
        monkeypatch.setattr(norm, "kernels", kernels)
        network.zero_grad()
        output = network(spectrum)[0]
        output.abs().sum().backward()
        results.append([output.detach()] + [p.grad.clone() for p in network.parameters()])
    for mine, reference in zip(*results):
        torch.testing.assert_close(mine, reference, atol=2e-3 * float(reference.abs().max()), rtol=1e-3)


def test_fixed_norms_train_as_they_are_used():
    network = trained_like("recurrent-mask", **SIZES)
    spectrum = noisy_spectrum(network)
    used = network(spectrum)[0]
    before = [buffer.clone() for buffer in network.buffers()]
    assert not torch.allclose(network.train()(spectrum)[0], used, atol=1e-3 * float(used.detach().abs().max()))
    network = trained_like("recurrent-mask", **SIZES).train()
    norm.fix_norms(network)
    torch.testing.assert_close(network(spectrum)[0], used, atol=1e-4 * float(used.detach().abs().max()), rtol=1e-3)
    for mine, unchanged in zip(network.buffers(), before):
        torch.testing.assert_close(mine, unchanged, atol=0, rtol=0)


def test_fixed_norms_of_frame_networks_train_as_they_are_used():
    network = trained_like("frame-convolution")
    windows = torch.randn(48, 129, network.convolutions[0].weight.shape[1], generator=torch.Generator().manual_seed(2))
    facts = torch.ones(48, 129), torch.zeros(48, 1), torch.ones(48, 1)
    used, before = network.estimate(windows, *facts), [buffer.clone() for buffer in network.buffers()]
    norm.fix_norms(network.train())
    torch.testing.assert_close(network.estimate(windows, *facts), used, atol=1e-4 * float(used.detach().abs().max()), rtol=1e-3)
    for mine, unchanged in zip(network.buffers(), before):
        torch.testing.assert_close(mine, unchanged, atol=0, rtol=0)


@pytest.mark.skipif(native.kernels("gru") is None, reason="no C++ compiler")
def test_the_native_recurrence_saturates_without_nan():
    layer, x = recurrence.Recurrence(8, 8), torch.randn(5, 4, 8) * 1e5
    torch.testing.assert_close(layer.train()(x)[0], layer.eval()(x)[0], atol=1e-5, rtol=0)


@pytest.mark.skipif(native.kernels("frame_stack") is None, reason="no C++ compiler")
@pytest.mark.parametrize("sizes", [{"tracker": True}, {"feedback": True}, {"widths": (44, 70, 18)}, {"widths": (5, 7, 11)}])
def test_the_native_frame_layers_equal_pytorch(sizes):
    network = trained_like("frame-convolution", **sizes).train()
    channels = network.convolutions[0].weight.shape[1]
    windows = torch.randn(48, 129, channels, generator=torch.Generator().manual_seed(2))
    weights = torch.randn(48, 129, generator=torch.Generator().manual_seed(3))
    results = []
    for run in (network.trained, network.layers):
        network.zero_grad()
        for module in network.norms:
            module.norm.reset_running_stats()
        output = run(windows)
        (output * weights).sum().backward()
        buffers = [b.clone() for b in network.buffers()]
        results.append([output.detach()] + [p.grad.clone() for p in network.parameters()] + buffers)
    for mine, reference in zip(*results):  # a rounding that flips one ReLU moves single values
        assert (mine - reference).float().norm() <= 2e-3 * reference.float().norm()


@pytest.mark.skipif(native.kernels("running") is None, reason="no C++ compiler")
@torch.no_grad()
def test_native_running_statistics_equal_pytorch(monkeypatch):
    power = noisy_spectrum(build("frame-convolution"), frames=60).abs().square()
    results = []
    for check in (running.native, lambda values: False):
        monkeypatch.setattr(running, "native", check)
        first, second = (running.tracked_noise(power, None, 0.004), running.running_level(power.sqrt(), None, 0.004))
        results.append([*first, *running.tracked_noise(power, first[1], 0.004), *second])
    for mine, reference in zip(*results):
        torch.testing.assert_close(mine, reference, atol=1e-6, rtol=1e-4)
