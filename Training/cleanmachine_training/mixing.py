"""On-the-fly mixing: a batch of noisy inputs and clean targets, a pure function of (seed, step, shard)."""

from dataclasses import dataclass

import numpy as np
import torch

from .calls import is_call, made_calls
from .configuration import MixingSettings
from .corpus import Corpus
from .cries import cries
from .disguise import disguised
from .draw import Drawer, with_late_onset
from .filters import band_limits, random_equalizer
from .laughter import with_laughter
from .levels import active_power
from .noises import SYNTHETIC, thumps
from .rooms import FAR, LENGTH, random_room

RECORDED_CALLS = 0.6  # of all calls, where the corpus holds any; the others are made
FAINT = (25.0, 50.0)  # SNR in dB of speech that is as good as clean
CALL_SPEEDS = (0.65, 1.5)


@dataclass
class Batch:
    """Shapes: noisy, target [batch, samples], full scale 1; has_speech [batch] bool."""

    noisy: torch.Tensor
    target: torch.Tensor
    has_speech: torch.Tensor


class Mixer:
    """Draws batches. Stateless: the same (seed, step, shard) gives the same batch, so a run resumes exactly."""

    def __init__(self, corpus: Corpus, split: str, settings: MixingSettings, seed: int, device: str = "cpu"):
        self.speech, self.noise = Drawer(corpus, "speech", split), Drawer(corpus, "noise", split)
        self.calling = self.noise.only(lambda clip: is_call(clip.group) or is_call(clip.category))
        self.settings, self.seed, self.device = settings, seed, device

    def draw(self, step: int, shard: int, batch: int, samples: int) -> Batch:
        return self.finish(*self.recordings(step, shard, batch, samples))

    def recordings(self, step: int, shard: int, batch: int, samples: int):
        """The part on the CPU: random generator, speech and noise. Shapes: [batch, samples] each."""
        rng = np.random.Generator(np.random.Philox(key=[self.seed, (step << 8) + shard]))
        speech = np.stack([self.talker(rng, samples) for _ in range(batch)])
        noise = np.stack([self.noises(rng, samples) for _ in range(batch)])
        return rng, speech, noise

    def finish(self, rng: np.random.Generator, speech: np.ndarray, noise: np.ndarray) -> Batch:
        """The part on the device: rooms, equalisers, levels."""
        return self.mix(rng, *self.shape(rng, self.place(speech), self.place(noise)))

    def place(self, array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(array.astype(np.float32, copy=False)).to(self.device)

    def talker(self, rng: np.random.Generator, samples: int) -> np.ndarray:
        speech = self.speech.stretch(rng, samples)
        # Nothing is drawn where nobody laughs: older runs and the fixed mix stay what they were.
        if self.settings.laughter and rng.random() < self.settings.laughter:
            speech = with_laughter(rng, speech)
        return with_late_onset(rng, speech) if rng.random() < self.settings.late_onset else speech

    def noises(self, rng: np.random.Generator, samples: int) -> np.ndarray:
        """One to three noises of comparable level."""
        total = np.zeros(samples, np.float32)
        for _ in range(1 + rng.choice(3, p=(0.6, 0.3, 0.1))):
            noise = self.one_noise(rng, samples)
            total += noise * (10 ** (rng.uniform(-10, 0) / 20) / (np.sqrt(np.square(noise).mean()) + 1e-5))
        # Nothing is drawn where no noise begins late: older runs stay what they were.
        late = self.settings.late_noise and rng.random() < self.settings.late_noise
        return with_late_onset(rng, total) if late else total

    def one_noise(self, rng: np.random.Generator, samples: int) -> np.ndarray:
        """Babble, synthetic, thumps, calls, cries, or recorded, as often as the settings say."""
        kind, settings = rng.random(), self.settings
        shares = (settings.babble, settings.synthetic, settings.thumps, settings.calls, settings.cries)
        babble, synthetic, thump, call, crying = np.cumsum(shares)
        if kind < babble:
            return self.speech.babble(rng, samples)
        if kind < synthetic:
            return SYNTHETIC[rng.integers(len(SYNTHETIC))](rng, samples)
        if kind < thump:
            return thumps(rng, samples)
        if kind < call:
            known = self.calling is not None and rng.random() < RECORDED_CALLS
            return self.recorded(rng, samples, self.calling, CALL_SPEEDS) if known else made_calls(rng, samples)
        if kind < crying:
            return cries(rng, self.speech, samples)
        return self.recorded(rng, samples, self.noise)

    def recorded(self, rng: np.random.Generator, samples: int, drawer: Drawer, speeds: tuple[float, float] | None = None) -> np.ndarray:
        """A stretch, in disguise as often as the settings say."""
        # Nothing is drawn where none is disguised: older runs and the fixed mix stay what they were.
        if self.settings.disguise and rng.random() < self.settings.disguise:
            return disguised(rng, drawer, samples)
        return drawer.played(rng, samples, speeds) if speeds else drawer.stretch(rng, samples)

    def shape(self, rng: np.random.Generator, speech: torch.Tensor, noise: torch.Tensor):
        """Applies rooms, equalisers and band limits by FFT. Returns target, reverberant speech, noise."""
        settings, (batch, samples) = self.settings, speech.shape
        size = samples + LENGTH
        spectrum, noise_spectrum = torch.fft.rfft(speech, size), torch.fft.rfft(noise, size)
        bins = spectrum.shape[1]
        shared = band_limits(rng, batch, bins, settings.codec, settings.high_pass, self.device)
        shared = shared * random_equalizer(rng, batch, bins, settings.microphone_decibels, self.device)
        spectrum = spectrum * shared * random_equalizer(rng, batch, bins, settings.talker_decibels, self.device)
        colour = random_equalizer(rng, batch, bins, settings.noise_decibels, self.device)
        noise = torch.fft.irfft(self.at_distance(rng, noise_spectrum, size) * shared * colour, size)[:, :samples]
        rooms = np.flatnonzero(rng.random(batch) < settings.reverberation)
        dry = torch.fft.irfft(spectrum, size)[:, :samples]
        if len(rooms) == 0:
            return dry, dry, noise
        responses = np.stack([random_room(rng) for _ in rooms])
        filters = torch.fft.rfft(self.place(responses), size)
        rows = torch.from_numpy(rooms).to(self.device)
        wet = torch.fft.irfft(spectrum[rows, None] * filters, size)[..., :samples]
        return dry.index_copy(0, rows, wet[:, 1]), dry.index_copy(0, rows, wet[:, 0]), noise

    def at_distance(self, rng: np.random.Generator, noise_spectrum: torch.Tensor, size: int) -> torch.Tensor:
        """The noises, some across a room of their own, by whose walls more of their sound comes than straight.

        Shapes: noise_spectrum and result [batch, bins of a transform of `size`].
        """
        if not self.settings.distant:
            return noise_spectrum
        rooms = rng.random(len(noise_spectrum)) < self.settings.distant
        responses = np.zeros((len(rooms), LENGTH), np.float32)
        responses[:, 0] = 1
        for row in np.flatnonzero(rooms):
            responses[row] = random_room(rng, FAR)[0]
        return noise_spectrum * torch.fft.rfft(self.place(responses), size)

    def mix(self, rng: np.random.Generator, target: torch.Tensor, reverberant: torch.Tensor, noise: torch.Tensor) -> Batch:
        """Sets SNR by active speech level, then the level of the mixture, then clips some."""
        settings, batch = self.settings, len(target)
        column = lambda values: self.place(np.asarray(values))[:, None]
        kind = rng.random(batch)
        has_speech = column(kind >= settings.noise_only)
        has_noise = column((kind < settings.noise_only) | (kind >= settings.noise_only + settings.clean_only))
        snr = column(rng.uniform(*settings.snr_decibels, batch))
        # Nothing is drawn where none is faint: older runs stay what they were.
        if settings.faint_noise:
            faint = (has_noise == 0) & (column(rng.random(batch)) < settings.faint_noise)
            snr = torch.where(faint, column(rng.uniform(*FAINT, batch)), snr)
            has_noise = torch.maximum(has_noise, faint.float())
        noise = noise * snr_gain(reverberant, noise, snr) * has_noise
        target, reverberant = target * has_speech, reverberant * has_speech
        noisy = reverberant + noise
        level = 10 ** (column(rng.uniform(*settings.level_decibels, batch)) / 20)
        power = torch.where(has_speech > 0, active_power(reverberant)[:, None], active_power(noise)[:, None])
        gain = level / power.clamp_min(1e-10).sqrt()
        gain = torch.minimum(gain, 0.99 / noisy.abs().amax(-1, keepdim=True).clamp_min(1e-6))
        noisy, target = noisy * gain, target * gain
        clipped = column(np.where(rng.random(batch) < settings.clipping, rng.uniform(0.2, 0.7, batch), 1.0))
        limit = clipped * noisy.abs().amax(-1, keepdim=True)
        return Batch(noisy.clamp(-limit, limit), target, has_speech[:, 0] > 0)


def snr_gain(speech: torch.Tensor, noise: torch.Tensor, snr_decibels: torch.Tensor) -> torch.Tensor:
    """Gain of the noise for which active speech power over mean noise power is the wanted SNR.

    Shapes: speech, noise [batch, samples]; snr_decibels and result [batch, 1].
    """
    ratio = active_power(speech)[:, None] / noise.square().mean(-1, keepdim=True).clamp_min(1e-12)
    return (ratio * 10 ** (-snr_decibels / 10)).sqrt()
