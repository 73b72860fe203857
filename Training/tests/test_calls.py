"""Noises with a pitch, and thumps: what they are like, how often they are drawn."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cleanmachine_training.calls import alarm, bleat, crow, cry, horn, is_call, made_calls, siren
from cleanmachine_training.configuration import MixingSettings
from cleanmachine_training.corpus import RATE
from cleanmachine_training.mixing import Mixer
from cleanmachine_training.noises import thumps
from cleanmachine_training.validation import held_out_pairs


def spectrum(sound):
    return np.square(np.abs(np.fft.rfft(sound * np.hanning(len(sound)))))


@pytest.mark.parametrize("make", (cry, crow, bleat, horn, siren, alarm))
def test_a_call_is_finite_has_a_pitch_and_begins_and_ends_softly(make):
    for seed in range(20):
        call = make(np.random.default_rng(seed), RATE // 2)
        assert len(call) == RATE // 2 and np.isfinite(call).all() and 0.02 < np.abs(call).max() < 2
        assert np.abs(call[:3]).max() < 0.2 * np.abs(call).max() and np.abs(call[-3:]).max() < 0.2 * np.abs(call).max()
        piece = spectrum(call[3000:4024])
        # In 64 ms a pitch hardly glides: a fifth of the bins holds nearly all of it; of noise, 60 %.
        assert np.sort(piece)[-len(piece) // 5 :].sum() > 0.9 * piece.sum()


def test_a_row_of_calls_fills_any_length_and_differs_from_draw_to_draw():
    rows = [made_calls(np.random.default_rng(seed), 2 * RATE) for seed in range(12)]
    assert all(row.dtype == np.float32 and len(row) == 2 * RATE and np.isfinite(row).all() for row in rows)
    assert all(not np.array_equal(row, rows[0]) for row in rows[1:])
    assert len(made_calls(np.random.default_rng(0), 100)) == 100


def test_thumps_are_low_and_come_in_bursts():
    shares, crests = [], []
    for seed in range(20):
        sound = thumps(np.random.default_rng(seed), 3 * RATE)
        power = spectrum(sound)
        shares.append(power[: int(len(power) * 1000 / (RATE / 2))].sum() / power.sum())
        frames = np.square(sound[: len(sound) // 800 * 800].reshape(-1, 800)).mean(1)
        crests.append(frames.max() / np.median(frames))
    assert np.median(shares) > 0.95 and np.median(crests) > 10


def test_recordings_are_told_by_the_words_of_their_names():
    for name in ("esc10-004_Baby_cry.opus", "moodist-crows.opus", "dog_bark", "car-horn-3.wav", "dude_miaowing"):
        assert is_call(name), name
    for name in ("moodist-crowd.opus", "moodist-crowded-bar.opus", "category", "hornsby-street.wav", "001_Rain", ""):
        assert not is_call(name), name


def test_a_stretch_played_faster_is_higher(tone):
    assert tone.only(lambda clip: clip.group == "none") is None
    played = tone.only(lambda clip: is_call(clip.group)).played(np.random.default_rng(0), RATE, (1.5, 1.5))
    assert len(played) == RATE and abs(np.argmax(spectrum(played)) - 750) <= 2


def test_calls_and_thumps_are_drawn_when_wanted_and_never_in_the_fixed_mix(corpus):
    plain = replace(MixingSettings(), clean_only=0.0)
    wanted = replace(plain, babble=0.0, synthetic=0.0, calls=0.5, thumps=0.5)
    heard, usual = (Mixer(corpus, "train", settings, seed=3).draw(5, 1, 4, 16000) for settings in (wanted, plain))
    assert not any(torch.equal(a, b) for a, b in zip(heard.noisy, usual.noisy))
    for mixed, unmixed in zip(held_out_pairs(corpus, replace(plain, calls=0.5, thumps=0.2), 4), held_out_pairs(corpus, plain, 4)):
        assert np.array_equal(mixed[0], unmixed[0]) and np.array_equal(mixed[1], unmixed[1])
