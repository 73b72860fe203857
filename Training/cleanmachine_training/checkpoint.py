"""A run's checkpoint: everything that a resumed run needs."""

from dataclasses import asdict
from pathlib import Path

import torch

NAME = "checkpoint.pt"
PROGRESS = ("step", "audio_seconds", "cpu_seconds")


def save(trainer, folder: Path) -> None:
    """Writes weights, their average, optimiser, progress and settings; atomically, so that a kill leaves the last one whole."""
    state = {name: getattr(trainer, name) for name in PROGRESS} | {
        "settings": asdict(trainer.settings),
        "network": trainer.network.state_dict(),
        "average": trainer.average.network.state_dict(),
        "optimiser": trainer.optimiser.state_dict(),
        "torch_rng": torch.get_rng_state(),
    }
    partial = folder / "checkpoint.partial"
    torch.save(state, partial)
    partial.replace(folder / NAME)


def resume(trainer, folder: Path) -> None:
    """Takes a trainer to where the folder's checkpoint was written; does nothing if there is none."""
    if not (folder / NAME).exists():
        return
    state = torch.load(folder / NAME, map_location=trainer.device, weights_only=True)
    trainer.network.load_state_dict(state["network"])
    trainer.average.network.load_state_dict(state["average"])
    trainer.optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["torch_rng"].cpu())
    for name in PROGRESS:
        setattr(trainer, name, state[name])
