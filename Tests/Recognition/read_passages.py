"""Read speech with its words, clean and noisy, for word_error_rate.py: 13 passages by two talkers, 190 words.

    apt-get download pocketsphinx-testdata && dpkg -x pocketsphinx-testdata_*.deb testdata
    .venv/bin/pip download --no-deps moonshine-voice==0.1.5 && unzip moonshine_voice-*.whl moonshine_voice/assets/two_cities.wav
    .venv/bin/python Tests/Recognition/read_passages.py testdata/usr/share/pocketsphinx/test/data/librivox \\
        moonshine_voice/assets/two_cities.wav read

writes read/clean, read/noisy (each passage at 5 and at 15 dB) and read/transcripts.txt. The noises are those of the 16 kHz
pairs in Tests/Audio: what of each noisy clip is not in its clean one, over and over.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import soundfile

from recordings import RATE, mono

AUDIO = Path(__file__).parents[1] / "Audio"
RATIOS = (5, 15)  # dB
CITIES = {  # Dickens, A Tale of Two Cities: the end of each passage in seconds, within a pause, and its words
    6.4: "it was the best of times it was the worst of times it was the age of wisdom",
    13.1: "it was the age of foolishness it was the epoch of belief it was the epoch of incredulity",
    17.2: "it was the season of light it was the season of darkness",
    20.8: "it was the spring of hope it was the winter of despair",
    24.3: "we had everything before us we had nothing before us",
    28.7: "we were all going direct to heaven we were all going direct the other way",
    32.45: "in short the period was so far like the present period",
    42.3: "that some of its noisiest authorities insisted on its being received for good or for evil in the superlative "
    "degree of comparison only",
}


def passages(librivox: Path, cities: Path) -> list[tuple[str, str, np.ndarray]]:
    """Name, words and sound of each."""
    found = []
    for line in (librivox / "transcription").read_text().splitlines():
        if match := re.fullmatch(r"<s> (.*) </s> \((.*)\)", line.strip()):
            found.append((match[2].rsplit("-", 1)[1], match[1], mono(librivox / f"{match[2]}.wav")))
    sound, start = mono(cities), 0.0
    for number, (end, words) in enumerate(CITIES.items(), 1):
        found.append((f"cities{number}", words, sound[int(start * RATE) : int(end * RATE)]))
        start = end
    return found


def noises() -> list[np.ndarray]:
    """The noises of the bundled 16 kHz pairs."""
    pairs = [(mono(path), mono(AUDIO / "clean" / path.name)) for path in sorted((AUDIO / "noisy").glob("16k-*"))]
    return [noisy - clean for noisy, clean in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("librivox", type=Path, help="folder with the recordings and `transcription`")
    parser.add_argument("cities", type=Path, help="two_cities.wav")
    parser.add_argument("folder", type=Path, help="is written to")
    arguments = parser.parse_args()
    for folder in ("clean", "noisy"):
        (arguments.folder / folder).mkdir(parents=True, exist_ok=True)
    backgrounds, lines = noises(), []
    for number, (name, words, speech) in enumerate(passages(arguments.librivox, arguments.cities)):
        lines.append(f"{name} {words}\n")
        soundfile.write(arguments.folder / "clean" / f"{name}.wav", speech, RATE)
        for step, ratio in enumerate(RATIOS):
            noise = np.resize(backgrounds[(2 * number + step) % len(backgrounds)], len(speech))
            noise *= np.sqrt(np.mean(speech**2) / np.mean(noise**2)) * 10 ** (-ratio / 20)
            mixed = speech + noise
            mixed /= max(1, np.abs(mixed).max() / 0.99)
            soundfile.write(arguments.folder / "noisy" / f"{name}_{ratio}dB.wav", mixed, RATE)
    (arguments.folder / "transcripts.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
