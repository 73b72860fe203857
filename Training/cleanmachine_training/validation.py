"""Validation: PESQ, STOI and SI-SDR on a fixed mix of held-out talkers and noises, and on folders of pairs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pesq
import soundfile
import torch
from torch import nn

from .configuration import MixingSettings
from .corpus import RATE, Corpus
from .metrics import mean_quality, quality
from .mixing import Mixer
from .rates import resampled
from .spectra import analyze, delay_free, synthesize

SEED = 20_000  # of the held-out mix; never changes, so that figures compare between runs
CLIP_SECONDS = 5.0
BATCH = 8


@torch.no_grad()
def enhance(network: nn.Module, audio: np.ndarray) -> np.ndarray:
    """The network's output for one clip at its rate, aligned with it. Shapes: [samples] -> [samples]."""
    device = next(network.parameters()).device
    padded = delay_free(torch.from_numpy(audio)[None].to(device), network.geometry)
    enhanced = synthesize(network(analyze(padded, network.geometry))[0], network.geometry)
    return enhanced[0, : len(audio)].cpu().numpy()


def held_out_pairs(corpus: Corpus, mixing: MixingSettings, clips: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(noisy, clean) clips of the validation split: always speech, always noise, never clipped."""
    never = (
        "clean_only", "faint_noise", "noise_only", "clipping", "late_onset", "late_noise", "laughter", "calls", "cries", "thumps",
        "disguise", "distant",
    )
    usual = {name: getattr(MixingSettings, name) for name in ("snr_decibels", "babble")}
    settings = replace(mixing, **dict.fromkeys(never, 0.0), **usual)
    mixer = Mixer(corpus, "validation", settings, SEED)
    batches = [mixer.draw(k, 0, BATCH, int(CLIP_SECONDS * RATE)) for k in range(-(-clips // BATCH))]
    pairs = [(n.numpy(), t.numpy()) for batch in batches for n, t in zip(batch.noisy, batch.target)]
    return pairs[:clips]


def folder_pairs(folder: Path, stride: int = 1) -> list[tuple[np.ndarray, np.ndarray]]:
    """(noisy, clean) clips of `folder/noisy` and `folder/clean`, every `stride`-th by name; 16 kHz."""
    pairs = []
    for path in sorted((folder / "noisy").iterdir())[::stride]:
        (noisy, rate), (clean, _) = (soundfile.read(p, dtype="float32") for p in (path, folder / "clean" / path.name))
        if rate != RATE:
            raise ValueError(f"{path}: {rate} Hz, expected {RATE} Hz")
        pairs.append((noisy, clean))
    return pairs


def judge(
    network: nn.Module | None, pairs: list[tuple[np.ndarray, np.ndarray]], rating: nn.Module | None = None
) -> dict[str, float]:
    """Mean quality of the network's output (of the noisy input itself for no network) over pairs, at the network's rate.

    With a `rating` (see `Rating`) and a network at 16 kHz its overall score of each clip's first nine seconds joins in.
    """
    rate, rows = network.geometry.rate if network else RATE, []
    for pair in pairs:
        noisy, clean = (resampled(torch.from_numpy(audio), RATE, rate).numpy() for audio in pair)
        enhanced = noisy if network is None else enhance(network, noisy)
        try:
            row = quality(clean, enhanced, rate)
        except pesq.NoUtterancesError:
            continue  # PESQ found no speech in the reference: nothing to judge
        if rating and rate == RATE:
            heard = torch.from_numpy(enhanced[None, : int(9.01 * RATE)])
            row["ovrl"] = float(rating(heard.to(next(rating.buffers()).device))[0, 2])
        rows.append(row)
    return mean_quality(rows)
