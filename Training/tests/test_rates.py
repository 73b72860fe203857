import numpy as np
import torch

from cleanmachine_training.rates import resampled


def tone(hertz, rate, samples):
    return torch.sin(2 * torch.pi * hertz * torch.arange(samples, dtype=torch.float64) / rate).float()


def test_a_tone_below_the_lower_band_keeps_its_level_and_phase():
    torch.testing.assert_close(resampled(tone(1000, 16_000, 1600), 16_000, 8000), tone(1000, 8000, 800), atol=1e-4, rtol=0)
    torch.testing.assert_close(resampled(tone(1000, 8000, 800), 8000, 16_000), tone(1000, 16_000, 1600), atol=1e-4, rtol=0)


def test_what_lies_above_the_lower_band_goes():
    audio = tone(1000, 16_000, 1600) + tone(6000, 16_000, 1600)
    there_and_back = resampled(resampled(audio, 16_000, 8000), 8000, 16_000)
    torch.testing.assert_close(there_and_back, tone(1000, 16_000, 1600), atol=1e-4, rtol=0)


def test_samples_that_make_no_whole_number_are_dropped():
    assert resampled(torch.zeros(2, 1601), 16_000, 8000).shape == (2, 800)
    assert resampled(torch.zeros(3), 16_000, 16_000).shape == (3,)


def test_gradients_pass():
    audio = torch.from_numpy(np.random.default_rng(1).normal(size=64)).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: resampled(x, 16_000, 8000), audio)
