"""Laughter made of speech: where it goes, and what it sounds like."""

from dataclasses import replace

import numpy as np
import torch
from conftest import talker

from cleanmachine_training.configuration import MixingSettings
from cleanmachine_training.corpus import RATE
from cleanmachine_training.laughter import FRAME, bout, inserted, raised, with_laughter
from cleanmachine_training.mixing import Mixer
from cleanmachine_training.validation import held_out_pairs


VOWEL = sum(0.05 * np.sin(2 * np.pi * 150 * k * np.arange(RATE // 4) / RATE) / k for k in range(1, 20)).astype(np.float32)


def laughing(seed, seconds=3.0):
    rng = np.random.default_rng(seed)
    speech = talker(rng, seconds)
    return speech, with_laughter(rng, speech)


def test_speech_keeps_its_length_and_what_is_outside_the_bout():
    for seed in range(20):
        speech, result = laughing(seed)
        assert len(result) == len(speech) and result.dtype == np.float32 and np.isfinite(result).all()
        changed = np.flatnonzero(result != speech)
        assert len(changed) > 3 * 0.12 * RATE * 0.4
        assert changed[-1] - changed[0] < 9 * 0.28 * RATE + 2 * FRAME


def test_short_speech_and_silence_do_no_harm():
    for seed in range(10):
        assert len(laughing(seed, seconds=0.3)[1]) == int(0.3 * RATE)
    silence = with_laughter(np.random.default_rng(0), np.zeros(RATE, np.float32))
    assert np.abs(silence).max() < 1e-3


def test_a_bout_is_three_to_nine_calls():
    for seed in range(20):
        laugh = bout(np.random.default_rng(seed), VOWEL)
        levels = np.sqrt(np.square(laugh[: len(laugh) // 80 * 80].reshape(-1, 80)).mean(1))
        loud = np.concatenate([[False], levels > 0.1 * levels.max()])
        calls = np.count_nonzero(loud[1:] & ~loud[:-1])
        assert 3 <= calls <= 9 and 0.11 < len(laugh) / RATE / calls < 0.29


def test_a_raised_tone_is_that_much_higher():
    tone = np.sin(2 * np.pi * 200 * np.arange(RATE // 4) / RATE).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(raised(tone, 1.5, 1600) * np.hanning(1600)))
    assert abs(np.argmax(spectrum) * RATE / 1600 - 300) <= 10


def test_speech_is_faded_around_what_is_put_in():
    result = inserted(np.ones(RATE, np.float32), np.zeros(1000, np.float32), 5000)
    assert np.all(result[5000:6000] == 0) and result[4999] == 0 and result[6000] == 0
    assert np.abs(np.diff(result)).max() < 1.1 / (FRAME - 1)


def test_laughter_is_drawn_as_often_as_wanted_and_never_in_the_fixed_mix(corpus):
    always = replace(MixingSettings(), laughter=1.0, noise_only=0.0)
    never = replace(always, laughter=0.0)
    laughing, speaking = (Mixer(corpus, "train", settings, seed=3).draw(5, 1, 4, 16000) for settings in (always, never))
    assert not any(torch.equal(a, b) for a, b in zip(laughing.target, speaking.target))
    for mixed, plain in zip(held_out_pairs(corpus, always, 4), held_out_pairs(corpus, never, 4)):
        assert np.array_equal(mixed[0], plain[0]) and np.array_equal(mixed[1], plain[1])
