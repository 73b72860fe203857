"""A small synthetic corpus: talkers are modulated harmonic tones, noises are coloured noise. No recordings."""

import numpy as np
import pytest
import torch

from cleanmachine_training.configuration import parse
from cleanmachine_training.corpus import RATE, Corpus, CorpusWriter
from cleanmachine_training.draw import Drawer
from cleanmachine_training.trainer import Trainer

SIZES = {"channels": 8, "depth": 1, "block_channels": 8, "frequencies": 5, "blocks": 2}


def talker(rng, seconds):
    time = np.arange(int(seconds * RATE)) / RATE
    pitch = 2 * np.pi * np.cumsum(rng.uniform(90, 250) * (1 + 0.1 * np.sin(5 * time))) / RATE
    voice = sum(np.sin(k * pitch) / k for k in range(1, 20))
    return (voice * np.clip(np.sin(2 * np.pi * 1.5 * time), 0, 1)).astype(np.float32)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    rng, writer = np.random.default_rng(0), CorpusWriter(folder)
    for split in ("train", "validation"):
        for index in range(3):
            facts = {"split": split, "group": f"{split}{index}", "source": "synthetic", "licence": "CC0"}
            writer.append(talker(rng, 4), kind="speech", category="", speed=1.0, **facts)
            noise = rng.standard_normal(3 * RATE).astype(np.float32)
            writer.append(noise, kind="noise", category="", speed=1.0, **facts)
    writer.close((0.5, 0.5, 0.0))
    return Corpus(folder)


@pytest.fixture
def tone(tmp_path):
    """A drawer of noises that holds a tone of 500 Hz and nothing else, by the name of a call."""
    writer = CorpusWriter(tmp_path)
    sine = np.sin(2 * np.pi * 500 * np.arange(8 * RATE) / RATE).astype(np.float32)
    facts = {"split": "train", "source": "synthetic", "licence": "CC0", "category": "", "speed": 1.0}
    writer.append(sine, kind="noise", group="car-horn.wav", **facts)
    writer.close((1.0, 0.0, 0.0))
    return Drawer(Corpus(tmp_path), "noise", "train")


@pytest.fixture
def settings():
    torch.set_num_threads(1)
    run = {"batch": 2, "shards": 2, "segment_seconds": 0.5}
    return parse({"model": {"kind": "recurrent-mask", **SIZES}, "run": run, "optimiser": {"warmup_steps": 2}})


@pytest.fixture
def train(corpus, tmp_path):
    """Trains settings for some steps; gives the folder of the run."""

    def run(settings, steps):
        Trainer(settings, corpus, tmp_path / "trained").train(steps)
        return tmp_path / "trained"

    return run
