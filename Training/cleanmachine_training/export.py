"""`export`: a weight file with everything the runtime and a model card need, and golden vectors beside it."""

import json
import subprocess
from hashlib import sha256
from pathlib import Path

import torch
from safetensors.torch import save

from .averaged import load_run
from .corpus import RATE, Corpus
from .folding import Stepper, fold
from .frame_folding import FrameStepper, fold_frames
from .mixing import Mixer
from .models.frame_convolution import HISTORY, KERNELS, REPEATS, FrameConvolution
from .models.recurrent_mask import RecurrentMask
from .models.running import LEVEL_SECONDS, SPEECH_SNR
from .rates import resampled
from .spectra import EXPONENT, analyze

GOLDEN_FRAMES = 200
LAYER_FRAMES = (0, 1, 2, 10, 50, 100, 150, 199)  # every layer's output at these frames; input and output at all
FEW_LAYER_FRAMES = (0, 7, 100, 199)  # for the frame-wise network, whose layers are large


def export(folder: Path, corpus: Corpus, out: Path, make_up_decibels: float = 0.0) -> None:
    """Writes `out` (averaged weights) and `out` with `.golden.safetensors` in place of its suffix.

    `make_up_decibels`, from -6 to 6, is what the product makes clear speech louder by after the network.
    """
    if not -6 <= make_up_decibels <= 6:
        raise ValueError(f"--make-up-decibels: expected -6 to 6, given {make_up_decibels}")
    network, settings, state = load_run(folder)
    tensors = fold(network) if isinstance(network, RecurrentMask) else fold_frames(network)
    metadata = describe(network, settings.model) | {
        "make_up_decibels": f"{make_up_decibels:g}",
        "training_data": json.dumps(corpus.credits(), sort_keys=True),
        "training_commit": commit(),
        "training_steps": str(state["step"]),
        "training_audio_seconds": str(round(state["audio_seconds"])),
    }
    write(out, tensors, metadata)
    mixer = Mixer(corpus, "validation", settings.mixing, seed=7)
    noisy = mixer.draw(0, 0, 1, GOLDEN_FRAMES * network.geometry.at(RATE).hop).noisy
    if isinstance(network, RecurrentMask) and network.first_frames:
        noisy[:, : network.geometry.at(RATE).length] = 0  # so that it begins quiet
    noisy = resampled(noisy, RATE, network.geometry.rate)
    vectors = golden(network, stepper(network, tensors), noisy)
    write(out.with_suffix(".golden.safetensors"), vectors, {"weights": out.name})


def stepper(network: RecurrentMask | FrameConvolution, tensors: dict[str, torch.Tensor]) -> Stepper | FrameStepper:
    """The reference for the product's implementation, frame by frame."""
    if isinstance(network, RecurrentMask):
        return Stepper(tensors, network.bound, network.first_frames)
    hop_seconds = network.geometry.hop / network.geometry.rate
    return FrameStepper(tensors, network.output, network.feedback, network.tracker, hop_seconds)


def describe(network: RecurrentMask | FrameConvolution, model: dict) -> dict[str, str]:
    """Metadata that follows from the architecture: geometry, features, sizes, cost."""
    g = network.geometry
    sizes = {k: v for k, v in model.items() if k != "kind"}
    if isinstance(network, RecurrentMask):
        sizes |= {"bound": network.bound}
        own = {
            "features": f"x * (|x|^2 + 1e-12)^(({EXPONENT:.9f} - 1) / 2), x = DFT(window * samples) / sum(window)",
            "mask": "y = x * m * |m|^2, m = o / sqrt(1 + |o|^2 / bound^2)",
        }
    else:
        widths = [network.convolutions[k].weight.shape[0] for k in range(len(KERNELS))]
        sizes |= {"widths": widths, "output": network.output, "feedback": network.feedback, "tracker": network.tracker}
        sizes |= {"kernels": KERNELS, "repeats": REPEATS, "history": HISTORY}
        own = {
            "features": "((|x|^2 + 1e-12)^(1/6) - mean) / deviation, x = DFT(window * samples) / sum(window)",
            "level_seconds": str(LEVEL_SECONDS),
            "speech_snr": f"{SPEECH_SNR:.9f}",
            "mask": "y = x * sigmoid(o)^3" if network.output == "gain" else "|y| = relu(o * deviation + mean)^3",
        }
    return {
        "format": "cleanmachine-weights 1",
        "architecture": network.architecture,
        "version": str(network.version),
        "model": json.dumps(sizes, sort_keys=True),
        "sample_rate": str(g.rate),
        "geometry": json.dumps({
            "window": g.window, "window_milliseconds": 1000 * g.length / g.rate, "hop_milliseconds": 1000 * g.hop / g.rate,
            "bin_hertz": g.rate / g.length, "bins": network.bins,
        } | ({"synthesis_milliseconds": 1000 * g.synthesis / g.rate} if g.synthesis != g.length else {})
          | ({"lookahead_frames": g.lookahead} if g.lookahead else {})),
        "parameters": str(sum(p.numel() for p in network.parameters())),
        "macs_per_second": str(network.macs_per_second()),
    } | own


def write(path: Path, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> None:
    """A safetensors file whose metadata holds the SHA-256 of the bytes after the header."""
    blob = save(tensors)
    payload = blob[8 + int.from_bytes(blob[:8], "little") :]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(tensors, metadata | {"sha256": sha256(payload).hexdigest()}))


@torch.no_grad()
def golden(network: RecurrentMask | FrameConvolution, stepper: Stepper | FrameStepper, noisy: torch.Tensor) -> dict[str, torch.Tensor]:
    """Input and output of 200 frames, and every layer at some of them, from the reference stepper in float32.

    Names: `audio` [samples], `input` and `output` [200, bins, 2], `frames` [8 or 4] and `layer.<name>` of these; of all
    200 frames also `mask` [200, 160, 2] of a recurrent network, or `gain` [200, 129] of a frame-wise one.
    """
    spectrum = analyze(noisy, network.geometry)[0]
    whole = "mask" if isinstance(network, RecurrentMask) else "gain"
    chosen = LAYER_FRAMES if isinstance(network, RecurrentMask) else FEW_LAYER_FRAMES
    outputs, masks, layers = [], [], {}
    for index, frame in enumerate(spectrum):
        outputs.append(stepper.step(frame))
        masks.append(stepper.trace[whole])
        if index in chosen:
            for name, value in stepper.trace.items():
                layers.setdefault(f"layer.{name}", []).append(value)
    return {name: torch.stack(values).contiguous() for name, values in layers.items()} | {
        "audio": noisy[0].contiguous(), "frames": torch.tensor(chosen),
        "input": torch.view_as_real(spectrum).contiguous(), whole: torch.stack(masks),
        "output": torch.view_as_real(torch.stack(outputs)).contiguous(),
    }


def commit() -> str:
    """The commit of the training program, or `unknown` outside a repository."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    result = subprocess.run(command, capture_output=True, text=True)
    return result.stdout.strip() if result.returncode == 0 else "unknown"
