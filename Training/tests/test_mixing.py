"""Levels and SNR of mixtures; the determinism that resuming relies on."""

from dataclasses import replace

import numpy as np
import torch

from cleanmachine_training.configuration import MixingSettings
from cleanmachine_training.levels import active_power, gate_pauses
from cleanmachine_training.mixing import Mixer, snr_gain

PLAIN = MixingSettings(reverberation=0, clipping=0, clean_only=0, noise_only=0)


def test_snr_gain_sets_the_snr_by_active_level():
    rng = torch.Generator().manual_seed(0)
    speech = torch.randn(3, 16000, generator=rng) * (torch.arange(16000) > 8000)
    noise = torch.randn(3, 16000, generator=rng)
    wanted = torch.tensor([[-5.0], [0.0], [20.0]])
    scaled = noise * snr_gain(speech, noise, wanted)
    measured = 10 * torch.log10(active_power(speech) / scaled.square().mean(-1))
    torch.testing.assert_close(measured, wanted[:, 0], atol=1e-3, rtol=0)


def test_pauses_do_not_change_the_active_level():
    tone = torch.sin(torch.arange(32000) * 0.3)[None]
    gapped = tone * ((torch.arange(32000) // 3200) % 2)
    assert abs(10 * torch.log10(active_power(tone) / active_power(gapped))) < 0.2


def test_a_mixture_is_target_plus_noise_at_the_wanted_snr_and_level(corpus):
    settings = replace(PLAIN, snr_decibels=(5.0, 5.0), level_decibels=(-30.0, -30.0))
    batch = Mixer(corpus, "train", settings, seed=1).draw(0, 0, 8, 32000)
    noise = batch.noisy - batch.target
    snr = 10 * torch.log10(active_power(batch.target) / noise.square().mean(-1))
    torch.testing.assert_close(snr, torch.full((8,), 5.0), atol=0.01, rtol=0)
    level = 10 * torch.log10(active_power(batch.target))
    torch.testing.assert_close(level, torch.full((8,), -30.0), atol=0.01, rtol=0)


def test_clean_only_and_noise_only(corpus):
    clean = Mixer(corpus, "train", replace(PLAIN, clean_only=1.0), 1).draw(0, 0, 4, 16000)
    torch.testing.assert_close(clean.noisy, clean.target)
    noise = Mixer(corpus, "train", replace(PLAIN, noise_only=1.0), 1).draw(0, 0, 4, 16000)
    assert noise.target.abs().max() == 0 and noise.noisy.abs().max() > 0 and not noise.has_speech.any()


def test_batches_depend_on_seed_step_and_shard_only(corpus):
    mixer = Mixer(corpus, "train", MixingSettings(), seed=3)
    first, again = mixer.draw(5, 1, 2, 8000), Mixer(corpus, "train", MixingSettings(), seed=3).draw(5, 1, 2, 8000)
    assert torch.equal(first.noisy, again.noisy) and torch.equal(first.target, again.target)
    assert not torch.equal(first.noisy, mixer.draw(6, 1, 2, 8000).noisy)
    assert not torch.equal(first.noisy, mixer.draw(5, 0, 2, 8000).noisy)


def test_nothing_exceeds_full_scale_or_is_not_finite(corpus):
    mixer = Mixer(corpus, "train", MixingSettings(), seed=4)
    for step in range(10):
        batch = mixer.draw(step, 0, 4, 8000)
        assert torch.isfinite(batch.noisy).all() and torch.isfinite(batch.target).all()
        assert batch.noisy.abs().max() <= 1.0


def test_the_gate_lowers_pauses_and_keeps_speech():
    rng = np.random.default_rng(0)
    speech = np.where((np.arange(64000) // 16000) % 2, rng.standard_normal(64000) * 0.1, 0)
    audio = (speech + rng.standard_normal(64000) * 1e-3).astype(np.float32)
    gated = gate_pauses(audio)
    np.testing.assert_array_equal(gated[16000:32000], audio[16000:32000])
    assert np.square(gated[4000:8000]).mean() < 0.02 * np.square(audio[4000:8000]).mean()


def test_noises_begin_late_when_wanted(corpus):
    settings = replace(PLAIN, noise_only=1.0, late_noise=1.0, codec=0.0, high_pass=0.0)
    late, usual = (Mixer(corpus, "train", s, seed=3).draw(0, 0, 8, 16000).noisy for s in (settings, replace(settings, late_noise=0.0)))
    assert (late[:, :1500].abs().amax(-1) < 1e-3 * late.abs().amax(-1)).all()
    assert (usual[:, :1500].abs().amax(-1) > 1e-3 * usual.abs().amax(-1)).all()


def test_clean_speech_has_faint_noise_when_wanted(corpus):
    settings = replace(PLAIN, clean_only=1.0, faint_noise=1.0, codec=0.0, high_pass=0.0)
    batch = Mixer(corpus, "train", settings, seed=3).draw(0, 0, 16, 16000)
    ratio = 10 * torch.log10(active_power(batch.target) / (batch.noisy - batch.target).square().mean(-1))
    assert 24 < ratio.min() < 35 and 40 < ratio.max() < 51
    some = Mixer(corpus, "train", replace(settings, faint_noise=0.5), seed=3).draw(0, 0, 16, 16000)
    assert 0 < ((some.noisy - some.target).abs().amax(-1) < 1e-6).sum() < 16
