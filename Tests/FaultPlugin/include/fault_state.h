#pragma once
#include <stdint.h>

/// What a test may switch on; an xrun happens once for each time.
enum fault_switch {
    FAULT_UNPLUGGED,
    FAULT_BUSY,
    FAULT_DENIED,
    FAULT_SUSPENDED,
    FAULT_STALLED,
    FAULT_XRUN,
    FAULT_SWITCHES
};

/// What a faulty device tells its test: a file of these, shared by all processes that opened the device. Times are
/// nanoseconds of CLOCK_MONOTONIC; zero means not yet.
typedef struct {
    int64_t first_open;   // the first attempt to open it
    int64_t epoch;        // the first start: frame 0 of the sound at the microphone, or of the recording, has this time
    int64_t rate;         // nominal frames per second, as granted
    int64_t channels;     // as granted
    int64_t period;       // frames, as granted
    int64_t buffer;       // frames, as granted
    int64_t opens;        // attempts to open it
    int64_t starts;       // times that it was started
    int64_t late;         // overruns or underruns that its user earned
    int64_t injected;     // overruns or underruns that it made up
    int64_t suspends;     // times that it was suspended while it ran
    int64_t unplugs;      // times that it was unplugged while it was open
    int64_t frames;       // captured and fetched, or heard
    int64_t users;        // how many have it open
    int64_t last_frame;   // one past the last frame of the timeline that was fetched or heard
    int64_t reserved;
    int64_t switches[FAULT_SWITCHES];  // not zero: on; written by the test
} fault_state;
