"""The log of a run: JSON lines, one record a line, appended over all resumptions."""

import json
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path

import torch


class RunLog:
    """Writes `log.jsonl` in the run's folder: `start`, `step` (means since the last record) and `validation` records."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.figures = folder / "log.jsonl", defaultdict(list)

    def collect(self, figures: dict[str, float]) -> None:
        for name, value in figures.items():
            self.figures[name].append(value)

    def write_step(self, trainer) -> None:
        means = {name: round(sum(values) / len(values), 6) for name, values in self.figures.items()}
        self.figures.clear()
        self.append("step", trainer, {"rate": round(trainer.rate(), 7), **means})

    def write_validation(self, trainer, figures: dict) -> None:
        self.append("validation", trainer, figures)

    def start(self, trainer) -> None:
        network = trainer.network
        self.append("start", trainer, {
            "device": trainer.device, "torch": torch.__version__, "model": trainer.settings.model,
            "parameters": sum(p.numel() for p in network.parameters()), "macs_per_second": network.macs_per_second(),
        })

    def append(self, kind: str, trainer, figures: dict) -> None:
        record = {
            "record": kind, "time": datetime.now(timezone.utc).isoformat(timespec="seconds"), "step": trainer.step,
            "audio_seconds": round(trainer.audio_seconds), "cpu_seconds": round(trainer.cpu_seconds), **figures,
        }
        with open(self.path, "a") as stream:
            stream.write(json.dumps(record) + "\n")


def read_log(folder: Path) -> list[dict]:
    """All records of a run's log."""
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
