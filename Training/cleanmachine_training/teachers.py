"""What trained networks make of noisy speech together: a target that errs less than any of them.

Networks whose frames differ err differently, so that the mean of their waveforms is nearer to the speech than each is
(Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network", teach one network by several).
"""

from pathlib import Path

import torch

from .averaged import load_run
from .corpus import RATE
from .models.norm import fix_norms
from .spectra import analyze, synthesize


class Teachers:
    """The mean of what several runs' networks make of a waveform, each with its make-up gain."""

    def __init__(self, taught: list[str], device: str = "cpu"):
        """`taught` names the runs' folders, each with its make-up after a colon: `runs/long-first-words:-1.8`, in decibels."""
        self.networks, self.gains = [], []
        for name in taught:
            folder, _, decibels = name.rpartition(":")
            try:
                gain = 10 ** (float(decibels) / 20)
            except ValueError:
                raise ValueError(f"--teacher {name}: expected FOLDER:DECIBELS, the run's folder and its make-up") from None
            network, _, _ = load_run(Path(folder))
            if network.geometry.rate != RATE:
                raise ValueError(f"--teacher {name}: expected a network for {RATE} Hz, given one for {network.geometry.rate}")
            # Only what trains has fast recurrent units; the norms stay as they are.
            fix_norms(network.train())
            self.networks.append(network.requires_grad_(False).to(device))
            self.gains.append(gain)

    @torch.no_grad()
    def __call__(self, noisy: torch.Tensor) -> torch.Tensor:
        """Shapes: [batch, samples] -> [batch, samples], of which the last `delay` are not complete."""
        total = torch.zeros_like(noisy)
        for network, gain in zip(self.networks, self.gains):
            made = synthesize(network(analyze(noisy, network.geometry))[0], network.geometry)
            count = min(made.shape[1], noisy.shape[1])
            total[:, :count] += made[:, :count] * (gain / len(self.networks))
        return total

    @property
    def delay(self) -> int:
        """The longest of the networks' delays, in samples."""
        return max(network.geometry.delay for network in self.networks)
