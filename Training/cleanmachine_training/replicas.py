"""Gradients of one batch, computed by several replicas of the network side by side.

On a CPU each replica runs on one thread and meets the others once a step: threads that meet after every operation
lose most of a core as soon as the machine is shared. On CUDA there is one replica.
"""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import torch
from torch import nn

Work = Callable[[nn.Module, int], dict[str, float]]  # (replica, shard) -> figures; leaves gradients in the replica


class Replicas:
    """Holds `shards` copies of a network; the first is the network itself."""

    def __init__(self, network: nn.Module, shards: int):
        self.networks = [network] + [copy.deepcopy(network) for _ in range(shards - 1)]
        self.statistics: list[torch.Tensor] = []
        self.pool = ThreadPoolExecutor(shards, initializer=prepare_thread) if shards > 1 else None

    def gradients(self, work: Work) -> dict[str, float]:
        """Runs `work` on every replica; leaves the mean gradient in the first. Returns the mean figures."""
        self.share()
        for network in self.networks:
            network.zero_grad(set_to_none=True)
        jobs = [(network, shard) for shard, network in enumerate(self.networks)]
        if self.pool is None:
            figures = [work(*job) for job in jobs]
        else:
            figures = list(self.pool.map(lambda job: work(*job), jobs))
        self.reduce()
        return {name: sum(f[name] for f in figures) / len(figures) for name in figures[0]}

    @torch.no_grad()
    def share(self) -> None:
        """Copies weights and running statistics of the first to the others."""
        source = self.networks[0].state_dict()
        self.statistics = [buffer.clone() for buffer in self.networks[0].buffers()]
        for network in self.networks[1:]:
            for name, value in network.state_dict().items():
                value.copy_(source[name])

    @torch.no_grad()
    def discard(self) -> None:
        """Takes the running statistics back to what they were before the last batch."""
        for buffer, value in zip(self.networks[0].buffers(), self.statistics):
            buffer.copy_(value)

    @torch.no_grad()
    def reduce(self) -> None:
        """Averages gradients and running statistics into the first."""
        count = len(self.networks)
        for group in zip(*(n.parameters() for n in self.networks)):
            if group[0].grad is not None:
                for other in group[1:]:
                    group[0].grad.add_(other.grad)
                group[0].grad.div_(count)
        for group in zip(*(n.buffers() for n in self.networks)):
            if group[0].is_floating_point():
                group[0].copy_(sum(group) / count)


def prepare_thread() -> None:
    """One thread an operation, and no denormals: recurrent states decay through them for ever."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
