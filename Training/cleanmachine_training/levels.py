"""Levels of speech: active level, noise floor, and the gate that quietens the room between utterances."""

import numpy as np
import torch

FRAME = 320  # 20 ms at 16 kHz: long enough for one pitch period, short enough for a syllable gap
ACTIVE_RANGE_DECIBELS = 30.0  # frames within 30 dB of the loudest one count as speech


def frame_power(audio: torch.Tensor, frame: int = FRAME) -> torch.Tensor:
    """Mean square of every whole frame.

    Shapes: [..., samples] -> [..., samples // frame].
    """
    whole = audio.shape[-1] // frame * frame
    return audio[..., :whole].unflatten(-1, (-1, frame)).square().mean(-1)


def active_power(audio: torch.Tensor) -> torch.Tensor:
    """Mean power of the frames that lie within 30 dB of the loudest frame.

    Pauses do not count, so that an SNR means the same for a dense and a sparse talker.
    Shapes: [..., samples] -> [...].
    """
    power = frame_power(audio)
    threshold = power.amax(-1, keepdim=True) * 10 ** (-ACTIVE_RANGE_DECIBELS / 10)
    active = (power >= threshold).to(power.dtype)
    return (power * active).sum(-1) / active.sum(-1).clamp_min(1.0)


def floor_and_active_decibels(audio: np.ndarray) -> tuple[float, float]:
    """Noise floor (5th percentile of frames that are not digital silence) and active level, in dBFS.

    Shapes: [samples], float, full scale 1.
    """
    power = frame_power(torch.from_numpy(np.ascontiguousarray(audio, np.float32))).numpy()
    audible = power[power > 1e-9]
    if audible.size == 0:
        return -120.0, -120.0
    threshold = power.max() * 10 ** (-ACTIVE_RANGE_DECIBELS / 10)
    floor = 10 * np.log10(np.percentile(audible, 5))
    return float(floor), float(10 * np.log10(power[power >= threshold].mean()))


def gate_pauses(audio: np.ndarray, margin: float = 9.0, hold: int = 10, depth: float = 20.0) -> np.ndarray:
    """Lowers what lies between utterances by `depth` dB, so that a clean target holds no room noise.

    A frame is speech if it rises `margin` dB above the clip's floor; speech is held for `hold` frames
    (200 ms) on both sides, which keeps soft onsets and endings whole, and the gain ramps over 60 ms.
    Shapes: [samples] -> [samples].
    """
    floor, active = floor_and_active_decibels(audio)
    if active - floor < margin + 6:
        return audio
    power = frame_power(torch.from_numpy(np.ascontiguousarray(audio, np.float32))).numpy()
    speech = 10 * np.log10(power + 1e-12) > floor + margin
    held = np.convolve(speech, np.ones(2 * hold + 1), "same") > 0.5
    gain = np.where(held, 0.0, -depth)
    gain = np.convolve(np.pad(gain, 1, "edge"), np.ones(3) / 3, "valid")
    centres = (np.arange(len(gain)) + 0.5) * FRAME
    smooth = np.interp(np.arange(len(audio)), centres, gain)
    return (audio * 10 ** (smooth / 20)).astype(np.float32)
