"""Analysis, synthesis, compression, losses."""

import math

import pytest
import torch

from cleanmachine_training import native
from cleanmachine_training.losses import si_sdr
from cleanmachine_training.spectra import Geometry, analyze, compress, delay_free, synthesize
from cleanmachine_training.spectral_loss import CompressedError, NativeCompressedError

LOW_DELAY = Geometry(320, 80, "asymmetric", synthesis=160)
GEOMETRIES = [Geometry(320, 160, "sqrt-hann"), Geometry(256, 64, "hamming"), Geometry(512, 128, "hamming"), LOW_DELAY]


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_analysis_and_synthesis_are_the_identity(geometry):
    audio = torch.randn(2, 3001)
    again = synthesize(analyze(delay_free(audio, geometry), geometry), geometry)
    torch.testing.assert_close(again[:, :3001], audio, atol=1e-5, rtol=0)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_a_full_scale_sine_reads_one_half(geometry):
    frequency = 20 / geometry.length
    audio = torch.sin(2 * math.pi * frequency * torch.arange(geometry.length * 4))[None]
    assert abs(analyze(audio, geometry)[0, -1, 20].abs() - 0.5) < 1e-3


@pytest.mark.parametrize("geometry", [GEOMETRIES[0], LOW_DELAY])
def test_frames_never_look_ahead(geometry):
    audio = torch.randn(1, 1600)
    changed = audio.clone()
    changed[:, 800:] = 0
    count = 800 // geometry.hop
    torch.testing.assert_close(analyze(audio, geometry)[:, :count], analyze(changed, geometry)[:, :count])


def test_a_frame_touches_no_more_than_the_synthesis_window():
    spectrum = analyze(torch.randn(1, 1600), LOW_DELAY)
    louder = spectrum.clone()
    louder[:, 10] *= 2
    changed = (synthesize(louder, LOW_DELAY) - synthesize(spectrum, LOW_DELAY)).abs()[0] > 1e-6
    touched = changed.nonzero().flatten()
    # Frame 10 ends with sample 11 · 80.
    assert int(touched.max() - touched.min()) < LOW_DELAY.synthesis
    assert int(touched.max()) < 11 * 80


def test_only_an_asymmetric_pair_has_a_short_synthesis_window():
    with pytest.raises(ValueError, match="asymmetric"):
        Geometry(320, 80, "sqrt-hann", synthesis=160)


def test_compression_takes_the_cube_root():
    spectrum = torch.tensor([8 + 0j, 0 + 1e-3j, 0j])
    expected = torch.tensor([[2.0, 0.0], [0.0, 0.1], [0.0, 0.0]])
    torch.testing.assert_close(compress(spectrum), expected, atol=1e-4, rtol=1e-4)


def test_the_gradient_of_the_spectral_loss():
    a, b = (torch.randn(2, 3, dtype=torch.complex128) for _ in range(2))
    assert torch.autograd.gradcheck(lambda x: CompressedError.apply(x, b, 1.0, 0.5, 0.5), (a.requires_grad_(),))


@pytest.mark.skipif(native.kernels("elementwise") is None, reason="no C++ compiler")
def test_the_native_spectral_loss():
    a, b = (torch.randn(3, 301, dtype=torch.complex64) for _ in range(2))
    results = []
    for function in (CompressedError, NativeCompressedError):
        x = a.clone().requires_grad_()
        loss = function.apply(x, b, 1.0, 0.5, 0.5)
        loss.backward()
        results.append((loss.detach(), x.grad))
    torch.testing.assert_close(results[0], results[1], atol=1e-6, rtol=1e-4)


def test_si_sdr_ignores_scale_and_measures_noise():
    clean = torch.randn(1, 16000)
    assert si_sdr(3 * clean, clean) > 60
    assert abs(si_sdr(clean + 0.1 * torch.randn(1, 16000), clean) - 20) < 0.5
