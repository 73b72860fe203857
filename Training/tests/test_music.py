"""What is composed is music, and the same for the same seed; nobody sings."""

import io

import pytest

from cleanmachine_training import music

PIECES = [music.compose(seed, 12.0) for seed in range(20)]


def notes(piece):
    """(channel, pitch, start, end) of every note, in ticks; fails where one is not ended."""
    ended = []
    for track in piece.tracks:
        now, sounding = 0, {}
        for message in track:
            now += message.time
            if message.type == "note_on":
                sounding.setdefault(message.note, []).append(now)
            elif message.type == "note_off":
                ended.append((message.channel, message.note, sounding[message.note].pop(0), now))
        assert not any(sounding.values())
    return ended


def test_the_same_seed_gives_the_same_piece():
    def written(seed):
        stream = io.BytesIO()
        music.compose(seed, 12.0).save(file=stream)
        return stream.getvalue()

    assert written(3) == written(3) and written(3) != written(4)


def test_every_note_ends_and_the_piece_is_as_long_as_wanted():
    for piece in PIECES:
        assert all(0 <= pitch < 128 and start < end for _, pitch, start, end in notes(piece))
        assert 12.0 - 2.0 < piece.length < 12.0 + 5.0  # a bar at the slowest tempo is 4 s


def test_no_program_is_a_voice():
    programs = {m.program for piece in PIECES for track in piece.tracks for m in track if m.type == "program_change"}
    assert len(programs) > 10 and not programs & {52, 53, 54, 85, 91}


def test_instruments_differ_between_pieces():
    channels = [frozenset(channel for channel, *_ in notes(piece)) for piece in PIECES]
    assert len(set(channels)) >= 4 and all(0 in used for used in channels)


def test_a_soundfont_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="none.sf2: expected a soundfont"):
        music.write(tmp_path / "none.sf2", tmp_path, 1, 1.0)
