"""A run whose minutes are counted ends in time, its rate at zero; it needs none of what judges elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

from cleanmachine_training.runlog import read_log
from cleanmachine_training.trainer import DECAYING, Trainer

# A machine without the package that validation needs.
WITHOUT = "import sys; sys.modules['pesq'] = None; from cleanmachine_training.commands import main; sys.exit(main(sys.argv[1:]))"


def test_the_rate_falls_with_the_clock(corpus, settings, tmp_path, monkeypatch):
    trainer = Trainer(settings, corpus, tmp_path)
    trainer.minutes, trainer.step = 9.0, 100
    rates = {}
    for gone in (0.0, 3.0, 6.0, 9.0, 10.0):
        monkeypatch.setattr(trainer, "minutes_gone", lambda gone=gone: gone)
        rates[gone] = trainer.rate() / settings.optimiser.rate
    assert rates == {0.0: 1, 3.0: 1, 6.0: 3 / (9 * DECAYING), 9.0: 0, 10.0: 0}


def test_a_run_by_the_minute_leaves_a_checkpoint(corpus, settings, tmp_path):
    configuration = tmp_path / "run.toml"
    model = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.model.items())
    configuration.write_text(f"[model]\n{model}\n[run]\nbatch = 2\nsegment_seconds = 0.5\n")
    folder = Path(corpus.audio.filename).parent
    arguments = ["train", "--config", configuration, "--corpus", folder, "--run", tmp_path / "run", "--minutes", "0.02", "--no-validation"]
    done = subprocess.run([sys.executable, "-c", WITHOUT, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert {"checkpoint.pt", "log.jsonl", "curves.png"} <= {path.name for path in (tmp_path / "run").iterdir()}
    assert [record["record"] for record in read_log(tmp_path / "run")] == ["start"]
