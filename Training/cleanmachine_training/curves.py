"""Curves of a run as one PNG: the loss, and the quality at every validation."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

from .runlog import read_log

NAMES = ("pesq", "stoi", "si_sdr")  # of the figures of a validation

def plot(folder: Path) -> Path:
    """Draws `curves.png` from the run's log and returns its path."""
    records = read_log(folder)
    steps = [r for r in records if r["record"] == "step" and r.get("loss") is not None]
    validations = [r for r in records if r["record"] == "validation"]
    figure, axes = pyplot.subplots(1, 1 + len(NAMES), figsize=(16, 3.6), constrained_layout=True)
    hours = lambda rows: [r["audio_seconds"] / 3600 for r in rows]
    axes[0].plot(hours(steps), [r["loss"] for r in steps], linewidth=0.7)
    axes[0].set(title="training loss", xlabel="hours of audio seen", ylim=(-0.01, 0.05))  # SI-SDR can take it below zero
    for axis, name in zip(axes[1:], NAMES):
        for part in sorted({key for r in validations for key in r if isinstance(r[key], dict)}):
            rows = [r for r in validations if part in r]
            axis.plot(hours(rows), [r[part][name] for r in rows], marker=".", label=part)
        axis.set(title=name.upper().replace("_", "-"), xlabel="hours of audio seen")
        axis.grid(alpha=0.3)
        if validations:
            axis.legend(fontsize=7)
    figure.savefig(folder / "curves.png", dpi=90)
    pyplot.close(figure)
    return folder / "curves.png"
