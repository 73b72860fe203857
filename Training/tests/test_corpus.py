"""Splits and sources."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import soundfile

from cleanmachine_training.corpus import RATE, Corpus, split_of
from cleanmachine_training.prepare import prepare
from cleanmachine_training.sources import group_of, tree


def test_a_talker_is_in_one_split_and_fractions_hold():
    splits = [split_of(f"talker{k}", (0.6, 0.2, 0.2)) for k in range(5000)]
    assert abs(splits.count("train") / 5000 - 0.6) < 0.03 and abs(splits.count("test") / 5000 - 0.2) < 0.03
    assert split_of("talker7", (0.6, 0.2, 0.2)) == splits[7]


def test_a_prepared_tree_keeps_talkers_apart_and_adds_speeds_to_training_only(tmp_path):
    rng = np.random.default_rng(0)
    for talker in range(12):
        for take in range(2):
            path = tmp_path / "speech" / f"{talker:02}" / f"{take}.wav"
            path.parent.mkdir(parents=True, exist_ok=True)
            bursts = rng.standard_normal(8000) * ((np.arange(8000) // 2000) % 2) * 0.1 + rng.standard_normal(8000) * 1e-3
            soundfile.write(path, bursts, 8000)
    counts = prepare(tree(tmp_path / "speech", "speech", "folder", "CC0"), tmp_path / "out", speeds=(1.0, 0.9))
    assert counts["used"] == 24
    splits, speeds = defaultdict(set), defaultdict(set)
    corpus = Corpus(tmp_path / "out")
    for clip in corpus.clips:
        splits[clip.group].add(clip.split)
        speeds[clip.split].add(clip.speed)
        assert corpus.audio[clip.start : clip.start + clip.length].max() > 0
    assert len(splits) == 12 and all(len(s) == 1 for s in splits.values())
    assert speeds["train"] == {1.0, 0.9} and speeds["validation"] | speeds["test"] == {1.0}
    assert {c.length for c in corpus.clips if c.speed == 1.0} == {RATE}


def test_talkers_of_the_public_layouts():
    root = Path("set")
    assert group_of(root / "84" / "121123" / "84-121123-0000.flac", root, "folder") == "84"
    assert group_of(root / "fold1" / "101415-3-0-2.wav", root, "prefix-dash") == "101415"
    assert group_of(root / "p225_001.wav", root, "prefix-underscore") == "p225"
    assert group_of(root / "air" / "x.wav", root, "file") == "air/x.wav"
