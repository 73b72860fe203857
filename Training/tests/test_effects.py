"""Short sounds of a kind come to lie in one file, all of them heard; long ones stay by themselves; silence is left out."""

import numpy as np
import pytest
import soundfile

from cleanmachine_training.corpus import RATE
from cleanmachine_training.effects import PAUSES, middle, row, write


@pytest.fixture
def recordings(tmp_path):
    """Two hits and a third of another name at 44.1 kHz, in a folder of their own; a wind of 30 s; a file of silence."""
    folder = tmp_path / "effects"
    (folder / "impact").mkdir(parents=True)
    rng = np.random.default_rng(1)
    for name, seconds in {"impact/hit_01": 0.4, "impact/hit_02a": 0.3, "impact/stab-1": 0.5, "wind_11": 30.0}.items():
        soundfile.write(folder / f"{name}.ogg", 0.1 * rng.standard_normal(int(seconds * 44100)), 44100)
    soundfile.write(folder / "nothing.wav", np.zeros(44100), 44100)
    return folder


def test_kinds_become_files_in_folders_of_the_same_names(recordings, tmp_path):
    out = tmp_path / "out"
    assert write(recordings, out, shortest=10.0, longest=20.0) == 3
    lengths = {str(path.relative_to(out)): soundfile.info(path) for path in sorted(out.rglob("*.wav"))}
    assert list(lengths) == ["impact/hit-0.wav", "impact/stab-0.wav", "wind-0.wav"]
    assert all(info.samplerate == RATE for info in lengths.values())
    assert 10.0 <= lengths["impact/hit-0.wav"].duration < 10.0 + 0.7 + 2 * PAUSES[1]
    assert lengths["wind-0.wav"].duration == 20.0
    assert all(abs(np.abs(soundfile.read(out / name)[0]).max() - 0.7) < 1e-3 for name in lengths)


def test_the_same_folder_gives_the_same_files(recordings, tmp_path):
    for name in ("one", "two"):
        write(recordings, tmp_path / name)
    for path in (tmp_path / "one").rglob("*.wav"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_folder_without_sounds_is_refused_by_name(tmp_path):
    with pytest.raises(ValueError, match=f"--from {tmp_path}: no sound"):
        write(tmp_path, tmp_path / "out")


def test_a_row_holds_every_sound_whole_as_often_as_the_others():
    sounds = [np.full(length, value, np.float32) for value, length in ((0.1, 100), (0.2, 200), (0.3, 300))]
    joined = row(np.random.default_rng(1), sounds, 3 * RATE)
    assert len(joined) >= 3 * RATE
    heard = [np.isclose(joined, sound[0]).sum() / len(sound) for sound in sounds]
    assert heard[0] == heard[1] == heard[2] >= 1
    assert np.isclose(joined, 0).sum() + sum(int(times) * len(sound) for times, sound in zip(heard, sounds)) == len(joined)


def test_the_middle_of_a_long_sound():
    assert middle(np.arange(10), 4).tolist() == [3, 4, 5, 6]
    assert middle(np.arange(3), 4).tolist() == [0, 1, 2]
