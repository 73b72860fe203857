"""Settings of a run, read from TOML. Unknown keys and bad values are errors, all reported at once."""

import tomllib
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path


class ConfigurationError(ValueError):
    """Every problem of a configuration, one a line: key, what must hold, what was given."""


@dataclass(frozen=True)
class MixingSettings:
    """Probabilities are 0…1; levels in dB or dBFS; ranges are [low, high]."""

    snr_decibels: tuple[float, float] = (-5.0, 20.0)
    level_decibels: tuple[float, float] = (-40.0, -10.0)  # of active speech, in the mixture
    babble: float = 0.08
    synthetic: float = 0.15
    calls: float = 0.0
    cries: float = 0.0  # made of speech
    thumps: float = 0.0
    disguise: float = 0.0  # of the recorded noises, calls included
    distant: float = 0.0  # noises across a room
    reverberation: float = 0.3
    codec: float = 0.12
    high_pass: float = 0.2
    clipping: float = 0.04
    late_onset: float = 0.1
    late_noise: float = 0.0
    laughter: float = 0.0
    clean_only: float = 0.04
    faint_noise: float = 0.0  # of clean_only: noise all the same, 25 to 50 dB below the speech
    noise_only: float = 0.04
    microphone_decibels: float = 3.0
    talker_decibels: float = 2.0
    noise_decibels: float = 4.0


@dataclass(frozen=True)
class LossSettings:
    """Weights of the parts of the loss; `quiet` weights what is taken away over what is left in."""

    magnitude: float = 1.0
    complex: float = 0.5
    multi_resolution: float = 0.5
    waveform: float = 0.002  # per dB of SI-SDR
    quiet: float = 0.5
    perceptual: float = 0.0  # per point of PESQ's raw scale
    intelligibility: float = 0.0  # STOI, from 0 to 1
    taught: float = 0.0  # share of what teachers make of the noisy speech in the target of spectra and SI-SDR
    deep_feature: float = 0.0
    rating: float = 0.0  # per point of DNSMOS OVRL
    rated: float = 1.0  # share of a batch that is rated: rating takes longer than the network
    rated_every: int = 1  # steps: one in so many is rated, and weighs that much more


@dataclass(frozen=True)
class OptimiserSettings:
    """AdamW; the rate warms up, stays, and falls to zero over the last `decay_steps` of `steps`."""

    rate: float = 2e-3
    warmup_steps: int = 300
    steps: int = 100_000
    decay_steps: int = 0
    weight_decay: float = 0.01
    gradient_norm: float = 0.3
    average_decay: float = 0.998  # EMA of the weights, per step
    fixed_norms: bool = False  # norms keep the statistics that the run begins with
    held: bool = False  # weights and norms stay as they are; only the initial state is learnt


@dataclass(frozen=True)
class RunSettings:
    """`shards` replicas train on one thread each (CPU); a batch is split among them."""

    seed: int = 1
    batch: int = 8
    shards: int = 1
    segment_seconds: float = 3.0
    frames: int = 512  # random frames a shard trains on in a step, for frame-wise networks; a multiple of 16, or 0: whole segments
    pool: int = 32  # steps whose segments those frames are drawn from
    checkpoint_minutes: float = 5.0
    validation_minutes: float = 30.0  # of CPU time
    validation_clips: int = 24
    prefetch: int = 0  # processes that draw recordings ahead; worth it on CUDA
    mixed_precision: bool = True  # bf16 on CUDA; the CPU always computes in float32


@dataclass(frozen=True)
class Settings:
    model: dict
    mixing: MixingSettings = field(default_factory=MixingSettings)
    loss: LossSettings = field(default_factory=LossSettings)
    optimiser: OptimiserSettings = field(default_factory=OptimiserSettings)
    run: RunSettings = field(default_factory=RunSettings)


def load(path: Path) -> Settings:
    """Settings of a TOML file."""
    with open(path, "rb") as stream:
        return parse(tomllib.load(stream))


def parse(document: dict) -> Settings:
    """Settings of a parsed document (a TOML file, or what a checkpoint holds)."""
    problems: list[str] = []
    settings = read(Settings, document, "", problems)
    if settings and "kind" not in settings.model:
        problems.append("model.kind: expected the name of an architecture, given nothing")
    if settings and settings.run.batch % max(1, settings.run.shards):
        problems.append(f"run.batch: expected a multiple of run.shards ({settings.run.shards}), given {settings.run.batch}")
    if settings and settings.loss.rated_every < 1:
        problems.append(f"loss.rated_every: expected at least 1 step, given {settings.loss.rated_every}")
    if problems:
        raise ConfigurationError("\n".join(problems))
    return settings


def read(kind: type, table: dict, path: str, problems: list[str]):
    """An instance of dataclass `kind`; what is wrong with `table` is appended to `problems`."""
    known = {f.name: f for f in fields(kind)}
    problems += [f"{path}{key}: unknown key; expected one of {', '.join(known)}" for key in table if key not in known]
    values = {}
    for name, entry in known.items():
        if name not in table:
            if entry.default is MISSING and entry.default_factory is MISSING:
                problems.append(f"{path}{name}: missing")
            continue
        given = table[name]
        if is_dataclass(entry.type):
            values[name] = read(entry.type, given, f"{path}{name}.", problems)
        elif problem := mismatch(entry.type, given):
            problems.append(f"{path}{name}: expected {problem}, given {given!r}")
        else:
            values[name] = tuple(given) if isinstance(given, list) else given
    return None if problems else kind(**values)


def mismatch(kind: type, value) -> str | None:
    """What a value should have been, or none if it is right."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is float and not (number and value == value):
        return "a number"
    if kind is int and not (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return "a whole number, zero or more"
    if kind is bool and not isinstance(value, bool):
        return "true or false"
    if kind is dict and not isinstance(value, dict):
        return "a table"
    if kind == tuple[float, float]:
        pair = isinstance(value, (list, tuple)) and len(value) == 2
        return None if pair and value[0] <= value[1] else "[low, high]"
    return None
