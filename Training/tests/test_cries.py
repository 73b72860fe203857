"""Cries made of speech: what they are like, and that nobody hears them unasked."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cleanmachine_training.configuration import MixingSettings
from cleanmachine_training.corpus import RATE
from cleanmachine_training.cries import PITCH_HERTZ, cries, glide, pitch, softened, steady
from cleanmachine_training.draw import Drawer
from cleanmachine_training.mixing import Mixer
from cleanmachine_training.validation import held_out_pairs


def voice(hertz, seconds=0.25):
    place = np.arange(int(seconds * RATE)) / RATE
    return sum(0.05 * np.sin(2 * np.pi * hertz * k * place) / k for k in range(1, 12)).astype(np.float32)


@pytest.mark.parametrize("hertz", (90, 150, 240, 330))
def test_the_pitch_of_a_vowel_is_found(hertz):
    assert pitch(voice(hertz)) == pytest.approx(hertz, rel=0.03)


def test_a_vowel_is_made_steady():
    swelling = voice(150) * np.linspace(0.05, 1, RATE // 4, dtype=np.float32)
    levels = [np.square(part).mean() for part in np.array_split(steady(swelling), 5)]
    assert max(levels) / min(levels) < 1.6
    assert np.isfinite(steady(np.zeros(RATE // 4, np.float32))).all()


def test_a_glide_is_higher_than_the_vowel_and_as_long_as_wanted():
    call = glide(np.random.default_rng(0), voice(200), 2.0, 0.0, 0.0, RATE)
    assert len(call) == RATE and call.dtype == np.float32
    assert pitch(call[4000:8000] * np.float32(1)) == pytest.approx(400, rel=0.1)


def test_cries_are_as_long_as_wanted_finite_and_higher_than_talk(corpus):
    speech, pitches = Drawer(corpus, "speech", "train"), []
    for seed in range(30):
        row = cries(np.random.default_rng(seed), speech, 3 * RATE)
        assert len(row) == 3 * RATE and row.dtype == np.float32 and np.isfinite(row).all()
        assert 0.01 < np.abs(row).max() < 3
        loudest = np.argmax(np.convolve(np.square(row), np.ones(1600), "valid"))
        piece = row[loudest : loudest + 1600] * np.hanning(1600)
        power = np.square(np.abs(np.fft.rfft(piece, 16_000)))
        pitches.append(np.argmax(power > 0.2 * power.max()))
    # The corpus's talkers have 90 to 250 Hz.
    assert np.median(pitches) > PITCH_HERTZ[0]
    assert len(cries(np.random.default_rng(0), speech, 100)) == 100


def test_calls_begin_and_end_softly():
    for length in (1600, 16_000):
        gain = softened(length)
        assert len(gain) == length and gain[0] == 0 and gain[-1] < 0.01 and gain.max() == 1


def test_cries_are_drawn_when_wanted_and_never_in_the_fixed_mix(corpus):
    plain = replace(MixingSettings(), clean_only=0.0)
    wanted = replace(plain, babble=0.0, synthetic=0.0, cries=1.0)
    heard, usual = (Mixer(corpus, "train", settings, seed=3).draw(5, 1, 4, 16000) for settings in (wanted, plain))
    assert not any(torch.equal(a, b) for a, b in zip(heard.noisy, usual.noisy))
    for mixed, unmixed in zip(held_out_pairs(corpus, replace(plain, cries=0.5), 4), held_out_pairs(corpus, plain, 4)):
        assert np.array_equal(mixed[0], unmixed[0]) and np.array_equal(mixed[1], unmixed[1])
