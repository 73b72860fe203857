"""Word error rate of PocketSphinx on folders of recordings, pooled over each folder's files.

    python3 -m venv .venv && .venv/bin/pip install pocketsphinx==5.1.1 jiwer soundfile soxr
    .venv/bin/python Tests/Recognition/word_error_rate.py transcripts.txt noisy cleaned

Each line of the transcripts is the beginning of the file names that it is for, then the words. Files of any rate are
resampled to the 16 kHz of the model that comes with the package. With --closed the recogniser knows only the words of the
transcripts, each as likely as any other: for hard material, where the general language model hears nothing right.
"""

import argparse
import math
import os
import re
import tempfile
from pathlib import Path

import jiwer
from pocketsphinx import Decoder

from recordings import mono

# One pass with narrow beams: about twice as fast as the defaults.
OPEN = {"fwdflat": False, "maxhmmpf": 5000, "maxwpf": 20, "pl_window": 5}
CLOSED = {"fwdflat": False}
AUDIO = {".wav", ".flac", ".ogg"}


def transcripts(path: Path) -> dict[str, str]:
    """The words by beginning of file name."""
    lines = [line.split(maxsplit=1) for line in path.read_text().splitlines() if line.strip()]
    return {beginning: words.strip().lower() for beginning, words in lines}


def equal_words(texts: list[str]) -> str:
    """A language model in ARPA format in which each of the texts' words is as likely as any other."""
    words = sorted({word for text in texts for word in text.split()})
    each = math.log10(0.9 / len(words))
    grams = ["-99 <s>", "-1.0 </s>", *(f"{each:.4f} {word}" for word in words)]
    return "\n".join(["\\data\\", f"ngram 1={len(grams)}", "", "\\1-grams:", *grams, "", "\\end\\", ""])


def decoder(texts: list[str], closed: bool) -> Decoder:
    """A recogniser with the package's acoustic model."""
    if not closed:
        return Decoder(loglevel="FATAL", **OPEN)
    with tempfile.NamedTemporaryFile("w", suffix=".arpa", delete=False) as file:
        file.write(equal_words(texts))
    try:
        return Decoder(loglevel="FATAL", lm=file.name, **CLOSED)
    finally:
        os.unlink(file.name)


def heard(recogniser: Decoder, path: Path) -> str:
    """What the recogniser makes of a file, by itself and not of what came before."""
    samples = (mono(path) * 32768).round().clip(-32768, 32767).astype("<i2")
    recogniser.reinit_feat()
    recogniser.start_utt()
    recogniser.process_raw(samples.tobytes(), full_utt=True)
    recogniser.end_utt()
    hypothesis = recogniser.hyp()
    return re.sub(r"\(\d+\)", "", hypothesis.hypstr) if hypothesis else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--closed", action="store_true", help="know only the words of the transcripts")
    arguments = parser.parse_args()
    texts = transcripts(arguments.transcripts)
    recogniser = decoder(list(texts.values()), arguments.closed)
    for folder in arguments.folders:
        said, understood = [], []
        for path in sorted(path for path in folder.iterdir() if path.suffix in AUDIO):
            beginning = next((b for b in texts if path.name.startswith(b)), None)
            if beginning is None:
                parser.error(f"{path}: no line of {arguments.transcripts} begins like this name; add one")
            said.append(texts[beginning])
            understood.append(heard(recogniser, path))
        if not said:
            parser.error(f"{folder}: no recordings in it; WAV, FLAC or Ogg files are expected")
        result = jiwer.process_words(said, understood)
        words = result.hits + result.substitutions + result.deletions
        print(
            f"{folder}: {len(said)} files, {words} words, word error rate {100 * result.wer:.1f} %, substituted "
            f"{result.substitutions}, missed {result.deletions}, added {result.insertions}",
            flush=True,
        )


if __name__ == "__main__":
    main()
