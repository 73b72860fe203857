"""Objective quality of one enhanced clip against its clean reference."""

import warnings

import numpy as np
import pesq
import pystoi
import torch

from .losses import si_sdr


def quality(clean: np.ndarray, enhanced: np.ndarray, rate: int) -> dict[str, float]:
    """PESQ (wide band at 16 kHz, narrow band at 8 kHz), STOI and SI-SDR in dB. Shapes: [samples] each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "pesq": float(pesq.pesq(rate, clean, enhanced, "wb" if rate == 16_000 else "nb")),
            "stoi": float(pystoi.stoi(clean, enhanced, rate)),
            "si_sdr": float(si_sdr(torch.from_numpy(enhanced)[None], torch.from_numpy(clean)[None])),
        }


def mean_quality(rows: list[dict[str, float]]) -> dict[str, float]:
    """The mean of every figure over clips."""
    return {name: round(float(np.mean([row[name] for row in rows])), 4) for name in rows[0]}
