"""Noises made unlike themselves: within what bounds, how often, and never in the fixed mix."""

from dataclasses import replace

import numpy as np
import torch

from cleanmachine_training.configuration import MixingSettings
from cleanmachine_training.corpus import RATE
from cleanmachine_training.disguise import GLIDE, SPEEDS, disguised, gliding, resonant, swell
from cleanmachine_training.mixing import Mixer
from cleanmachine_training.validation import held_out_pairs


def test_the_speed_glides_within_its_bounds(tone):
    pitches = []
    for seed in range(12):
        sound = gliding(np.random.default_rng(seed), tone, 2 * RATE)
        assert len(sound) == 2 * RATE
        rising = np.flatnonzero((sound[:-1] < 0) & (sound[1:] >= 0))
        periods = np.diff(rising)[1:-1]
        # A seam between two stretches cuts one period short; medians over a tenth of a second do not see it.
        local = [RATE / np.median(periods[k : k + 25]) for k in range(0, len(periods) - 25, 25)]
        assert min(local) > 500 * SPEEDS[0] / GLIDE * 0.9 and max(local) < 500 * SPEEDS[1] * GLIDE * 1.1
        pitches.append(np.median(local))
    assert max(pitches) > 1.5 * min(pitches)


def test_resonances_colour_and_a_swell_moves_the_level_within_their_bounds():
    for seed in range(12):
        rng = np.random.default_rng(seed)
        gain = 20 * np.log10(swell(rng, RATE))
        assert len(gain) == RATE and np.abs(gain).max() <= 12 and np.ptp(gain) > 0.5
        impulse = np.zeros(4096)
        impulse[0] = 1
        response = 20 * np.log10(np.abs(np.fft.rfft(resonant(rng, impulse))))
        assert np.abs(response).max() <= 4 * 15 and np.ptp(response) > 1


def test_a_disguised_noise_is_a_function_of_its_seed_and_differs_from_draw_to_draw(tone):
    draws = [disguised(np.random.default_rng(seed), tone, RATE) for seed in range(24)]
    assert all(d.dtype == np.float32 and len(d) == RATE and np.isfinite(d).all() and np.abs(d).max() > 0 for d in draws)
    assert all(not np.array_equal(d, draws[0]) for d in draws[1:])
    assert np.array_equal(draws[5], disguised(np.random.default_rng(5), tone, RATE))


def test_noises_are_disguised_when_wanted_and_never_in_the_fixed_mix(corpus):
    plain = replace(MixingSettings(), clean_only=0.0, synthetic=0.0)
    heard, usual = (Mixer(corpus, "train", s, seed=3).draw(5, 1, 4, 16000) for s in (replace(plain, babble=0.0, disguise=1.0), replace(plain, babble=0.0)))
    assert not any(torch.equal(a, b) for a, b in zip(heard.noisy, usual.noisy))
    varied = replace(plain, disguise=1.0, distant=1.0, babble=0.0, snr_decibels=(-20.0, -10.0))
    for mixed, unmixed in zip(held_out_pairs(corpus, varied, 4), held_out_pairs(corpus, plain, 4)):
        assert np.array_equal(mixed[0], unmixed[0]) and np.array_equal(mixed[1], unmixed[1])


def test_a_distant_noise_lasts_longer_than_it_did_and_the_talker_stays_the_same(corpus):
    settings = replace(MixingSettings(), clean_only=0.0, reverberation=0.0, microphone_decibels=0.0, noise_decibels=0.0, high_pass=0.0, codec=0.0)
    near, far = (Mixer(corpus, "train", replace(settings, distant=share), seed=3) for share in (0.0, 1.0))
    click = np.zeros((4, RATE), np.float32)
    click[:, 100] = 1
    speech = np.random.default_rng(1).standard_normal((4, RATE)).astype(np.float32)
    targets = []
    for mixer, late in ((near, False), (far, True)):
        target, _, noise = mixer.shape(np.random.default_rng(2), torch.from_numpy(speech), torch.from_numpy(click))
        targets.append(target)
        # What comes 56 ms after the click: nothing, or a tail less than 40 dB below it.
        tail = noise[:, 1000:].square().sum(1)
        assert (tail > 1e-4).all() if late else (tail < 1e-8).all()
    assert torch.equal(*targets)
