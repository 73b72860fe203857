"""The training loop: resumable to the step, the same program on CPU and CUDA."""

import signal
import time
from pathlib import Path

import numpy as np
import torch

from . import checkpoint
from .averaging import AveragedNetwork
from .configuration import Settings
from .corpus import RATE, Corpus
from .frame_training import FramePool, Segments, frame_loss, segments
from .losses import Objective
from .memory import keep_memory
from .mixing import Batch, Mixer
from .models import FrameConvolution, build
from .models.norm import fix_norms
from .models.recurrent_mask import STATES, hold_weights
from .prefetch import Prefetch
from .rates import resampled
from .replicas import Replicas, prepare_thread
from .runlog import RunLog
from .spectra import analyze, synthesize


DECAYING = 2 / 3  # of a run whose minutes are counted


class Trainer:
    """One run. Everything random comes from (seed, step), so a run that was stopped goes on as if it had not been."""

    def __init__(
        self, settings: Settings, corpus: Corpus, folder: Path, device: str = "cpu", deep_feature=None, rating=None,
        teachers=None,
    ):
        if device == "cpu":
            keep_memory()
            prepare_thread()
        if (settings.loss.taught > 0) != (teachers is not None):
            raise ValueError("loss.taught: expected above 0 where there are teachers (--teacher), and 0 where there are none")
        self.settings, self.folder, self.device, self.teachers = settings, folder, device, teachers
        torch.manual_seed(settings.run.seed)
        model = dict(settings.model)
        self.network = build(model.pop("kind"), **model).to(device).train()
        if settings.optimiser.fixed_norms or settings.optimiser.held:
            fix_norms(self.network)
        if settings.optimiser.held:
            hold_weights(self.network)
        self.average = AveragedNetwork(self.network, settings.optimiser.average_decay)
        self.mixer = Mixer(corpus, "train", settings.mixing, settings.run.seed, device)
        self.objective = Objective(settings.loss, self.network.geometry.at(RATE), deep_feature, rating)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=settings.optimiser.rate, betas=(0.9, 0.99),
            weight_decay=settings.optimiser.weight_decay,
        )
        self.replicas = Replicas(self.network, settings.run.shards)
        self.log = RunLog(folder)
        self.step, self.audio_seconds, self.cpu_seconds = 0, 0.0, 0.0
        self.began, self.minutes = time.monotonic(), 0.0
        hop = self.network.geometry.at(RATE).hop
        self.samples = int(settings.run.segment_seconds * RATE) // hop * hop
        shard_batch = settings.run.batch // settings.run.shards
        self.recordings = Prefetch(
            lambda step, shard: self.mixer.recordings(step, shard, shard_batch, self.samples),
            settings.run.prefetch, settings.run.shards, (shard_batch, self.samples),
        )
        self.pools = [
            FramePool(lambda step, shard=shard: self.segments(step, shard), settings.run.pool)
            for shard in range(settings.run.shards)
        ]
        checkpoint.resume(self, folder)
        if settings.optimiser.held:
            # States belong to their weights, and those of a run are its averages.
            self.average.give(self.network, STATES)

    def rate(self) -> float:
        """Learning rate of the current step: warm-up, plateau, linear decay to zero at `steps`, or at the last minute."""
        o = self.settings.optimiser
        warm = min(1.0, (self.step + 1) / max(1, o.warmup_steps))
        left = (o.steps - self.step) / o.decay_steps if o.decay_steps else 1.0
        if self.minutes:
            left = (self.minutes - self.minutes_gone()) / (self.minutes * DECAYING)
        return o.rate * warm * max(0.0, min(1.0, left))

    def minutes_gone(self) -> float:
        return (time.monotonic() - self.began) / 60

    def shard_loss(self, network: torch.nn.Module, shard: int) -> dict[str, float]:
        """Forward and backward of one shard's batch."""
        if isinstance(network, FrameConvolution) and self.settings.run.frames:
            with self.mixed_precision():
                loss, parts = self.frame_wise(network, shard), {}
        else:
            loss, parts = self.sequence_wise(network, self.mixer.finish(*self.recordings(self.step, shard)))
        loss.backward()
        return {"loss": float(loss.detach()), **parts}

    def mixed_precision(self):
        """bf16 for the network's products on CUDA; the loss, which spans twelve decades of power, stays in float32."""
        return torch.autocast("cuda", torch.bfloat16, enabled=self.device == "cuda" and self.settings.run.mixed_precision)

    def sequence_wise(self, network: torch.nn.Module, batch: Batch) -> tuple[torch.Tensor, dict[str, float]]:
        """Loss of the waveforms; the last samples, which overlap-add leaves incomplete, do not count."""
        geometry = network.geometry
        noisy, target = (resampled(audio, RATE, geometry.rate) for audio in (batch.noisy, batch.target))
        with self.mixed_precision():
            enhanced, _ = network(analyze(noisy, geometry))
        waveforms = (resampled(w, geometry.rate, RATE) for w in (synthesize(enhanced, geometry), target, noisy))
        delay, taught = geometry.at(RATE).delay, None
        if self.teachers:
            delay = max(delay, self.teachers.delay)
            taught = self.teachers(batch.noisy)[:, : self.samples - delay]
        whole = (w[:, : self.samples - delay] for w in waveforms)
        return self.objective(*whole, batch.has_speech, self.step, taught)

    def frame_wise(self, network: FrameConvolution, shard: int) -> torch.Tensor:
        """Loss of random frames of the shard's pool."""
        run = self.settings.run
        rng = np.random.Generator(np.random.Philox(key=[run.seed + 1, (self.step << 8) + shard]))
        return frame_loss(network, *self.pools[shard].at(self.step), run.frames, rng, self.settings.loss)

    def segments(self, step: int, shard: int) -> Segments:
        """The segments that a step adds to a frame-wise network's pool."""
        batch = self.mixer.finish(*self.recordings(step, shard))
        network = self.replicas.networks[shard]
        geometry = network.geometry
        audio = (resampled(audio, RATE, geometry.rate) for audio in (batch.noisy, batch.target))
        return segments(network, *(analyze(waveform, geometry) for waveform in audio))

    def advance(self) -> dict[str, float]:
        """One optimiser step. Returns loss, its parts and the gradient's norm; a batch that is not finite is skipped."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        before = time.process_time()
        figures = self.replicas.gradients(self.shard_loss)
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.optimiser.gradient_norm)
        figures["gradient_norm"] = float(norm)
        if torch.isfinite(norm):
            self.optimiser.step()
            self.average.update(self.network, self.step)
        else:
            self.replicas.discard()
            figures = {"skipped": 1.0}
        self.step += 1
        self.cpu_seconds += time.process_time() - before
        self.audio_seconds += self.settings.run.batch * self.samples / RATE
        return figures

    def train(self, until_step: int | None = None, validate=None, minutes: float = 0) -> None:
        """Runs to `until_step` (or the configured end), or until SIGTERM or SIGINT; always leaves a checkpoint.

        With `minutes` it runs for that long, and its rate falls to zero by then: for a machine that is lent by the minute.
        Such a run depends on the machine, and does not repeat bit for bit.

        `validate(network)` returns figures to log; it is called every `validation_minutes` of CPU time (a shared
        machine may give little) and at the end.
        """
        run, last = self.settings.run, until_step or self.settings.optimiser.steps
        stopping = []
        handlers = {s: signal.signal(s, lambda *_: stopping.append(True)) for s in (signal.SIGTERM, signal.SIGINT)}
        saved = logged = self.began = time.monotonic()
        self.minutes = minutes
        validated = self.cpu_seconds
        self.log.start(self)
        while (self.minutes_gone() < minutes if minutes else self.step < last) and not stopping:
            figures = self.advance()
            now = time.monotonic()
            self.log.collect(figures)
            if now - logged > 30:
                self.log.write_step(self)
                logged = now
            if now - saved > run.checkpoint_minutes * 60:
                checkpoint.save(self, self.folder)
                saved = now
            if validate and self.cpu_seconds - validated > run.validation_minutes * 60 and not stopping:
                self.log.write_validation(self, validate(self.average.network))
                validated = self.cpu_seconds
        checkpoint.save(self, self.folder)
        if validate and not stopping:
            self.log.write_validation(self, validate(self.average.network))
        for number, handler in handlers.items():
            signal.signal(number, handler)
