"""What cleaning costs, beside other denoisers on the same machine in the same run.

    pip install numpy pyrnnoise                                  # RNNoise 0.2, as its wheel has it
    apt-get install libspeexdsp1 libwebrtc-audio-processing-dev g++
    python3 Tests/Quality/peer_costs.py .build/release/cleanmachine

Every system cleans the same sound, in turn, several times. Ours are whole processes, `cleanmachine pipe`, start and
conversion of samples included; of the others only the calls that clean are counted. Systems that are not installed are
left out. Prints the median of processor seconds per second of sound, and the microseconds per 10 ms.
"""

import ctypes
import importlib.util
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

SECONDS, ROUNDS, RATE = 60, 7, 48_000

WEBRTC = r"""
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>
#include <webrtc/modules/audio_processing/include/audio_processing.h>
int main(int, char **arguments) {
    const int rate = atoi(arguments[1]);
    const size_t hop = rate / 100;
    std::vector<int16_t> sound(rate * atoi(arguments[2]));
    if (fread(sound.data(), 2, sound.size(), stdin) != sound.size()) return 1;
    std::vector<float> values(sound.begin(), sound.end());
    for (float &value : values) value /= 32768;
    webrtc::AudioProcessing *apm = webrtc::AudioProcessing::Create();
    apm->noise_suppression()->set_level(webrtc::NoiseSuppression::kHigh);
    apm->noise_suppression()->Enable(true);
    const webrtc::StreamConfig shape(rate, 1, false);
    const clock_t begin = clock();
    for (size_t n = 0; n + hop <= values.size(); n += hop) {
        float *channel = &values[n];
        if (apm->ProcessStream(&channel, shape, shape, &channel)) return 1;
    }
    printf("%f\n", double(clock() - begin) / CLOCKS_PER_SEC);
}
"""


def sound(seconds: int, rate: int) -> np.ndarray:
    """Bursts of a voice-like tone in noise; what is in it hardly changes what it costs."""
    n = np.arange(seconds * rate)
    voice = sum(np.sin(2 * np.pi * 140 * k * n / rate) / k for k in range(1, 20)) * (n // (rate // 2) % 2)
    noise = np.random.default_rng(1).standard_normal(len(n))
    return (3000 * voice + 600 * noise).clip(-32768, 32767).astype(np.int16)


def of_child(command: list[str], given: bytes) -> float:
    """Processor seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(program: str, options: list[str], rate: int):
    command = [program, "pipe", "--rate", str(rate), "-q", *options]
    return lambda samples: of_child(command, samples.tobytes())


def rnnoise():
    """RNNoise as the wheel of pyrnnoise brings it; 48 kHz only."""
    package = importlib.util.find_spec("pyrnnoise")
    if package is None:
        return None
    library = ctypes.CDLL(str(next(pathlib.Path(package.origin).parent.glob("librnnoise*"))))
    library.rnnoise_create.restype = ctypes.c_void_p
    library.rnnoise_process_frame.restype = ctypes.c_float
    library.rnnoise_process_frame.argtypes = [ctypes.c_void_p] * 3

    def run(samples: np.ndarray) -> float:
        state, values = library.rnnoise_create(None), samples.astype(np.float32)
        cleaned = np.empty(480, np.float32)
        addresses = range(values.ctypes.data, values.ctypes.data + values.nbytes - 480 * 4 + 1, 480 * 4)
        out, begin = cleaned.ctypes.data, time.process_time()
        for address in addresses:
            library.rnnoise_process_frame(state, out, address)
        return time.process_time() - begin

    return run


def speexdsp(rate: int):
    """SpeexDSP's preprocessor, frames of 20 ms, its default suppression."""
    try:
        library = ctypes.CDLL("libspeexdsp.so.1")
    except OSError:
        return None
    library.speex_preprocess_state_init.restype = ctypes.c_void_p
    library.speex_preprocess_run.argtypes = [ctypes.c_void_p] * 2

    def run(samples: np.ndarray) -> float:
        state, values, hop = library.speex_preprocess_state_init(rate // 50, rate), samples.copy(), rate // 50
        addresses = range(values.ctypes.data, values.ctypes.data + values.nbytes - 2 * hop + 1, 2 * hop)
        begin = time.process_time()
        for address in addresses:
            library.speex_preprocess_run(state, address)
        return time.process_time() - begin

    return run


def webrtc(rate: int, folder: str):
    """WebRTC's noise suppression, level high."""
    program = f"{folder}/webrtc"
    flags = "-x c++ - -O2 -I/usr/include/webrtc_audio_processing -DWEBRTC_POSIX -lwebrtc_audio_processing".split()
    try:
        built = subprocess.run(["g++", *flags, "-o", program], input=WEBRTC.encode(), capture_output=True)
    except FileNotFoundError:
        return None
    if built.returncode:
        return None
    command = [program, str(rate), str(SECONDS)]
    return lambda samples: float(subprocess.run(command, input=samples.tobytes(), capture_output=True, check=True).stdout)


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else ".build/release/cleanmachine"
    with tempfile.TemporaryDirectory() as folder:
        systems = {
            "CleanMachine, default": (RATE, ours(program, [], RATE)),
            "CleanMachine, neural-tiny": (RATE, ours(program, ["--preset", "neural-tiny"], RATE)),
            "CleanMachine, neural": (RATE, ours(program, ["--preset", "neural"], RATE)),
            "CleanMachine, neural-large": (RATE, ours(program, ["--preset", "neural-large"], RATE)),
            "CleanMachine, low-latency-neural": (RATE, ours(program, ["--preset", "low-latency-neural"], RATE)),
            "RNNoise": (RATE, rnnoise()),
            "SpeexDSP": (RATE, speexdsp(RATE)),
            "WebRTC NS (high)": (RATE, webrtc(RATE, folder)),
            "CleanMachine, default, 16 kHz": (16_000, ours(program, [], 16_000)),
            "CleanMachine, neural-tiny, 16 kHz": (16_000, ours(program, ["--preset", "neural-tiny"], 16_000)),
            "CleanMachine, neural, 16 kHz": (16_000, ours(program, ["--preset", "neural"], 16_000)),
            "SpeexDSP, 16 kHz": (16_000, speexdsp(16_000)),
            "WebRTC NS (high), 16 kHz": (16_000, webrtc(16_000, folder)),
        }
        systems = {name: entry for name, entry in systems.items() if entry[1]}
        sounds = {rate: sound(SECONDS, rate) for rate in (RATE, 16_000)}
        spent: dict[str, list[float]] = {name: [] for name in systems}
        # In turn, so that a machine that changes its pace does so for all.
        for _ in range(ROUNDS):
            for name, (rate, run) in systems.items():
                spent[name].append(run(sounds[rate]))
    print(f"{'system':36s} {'RTF':>8s} {'us/10 ms':>9s}")
    for name, times in spent.items():
        factor = statistics.median(times) / SECONDS
        print(f"{name:36s} {factor:8.5f} {factor * 1e4:9.1f}")


if __name__ == "__main__":
    main()
