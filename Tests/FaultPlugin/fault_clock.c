#include <math.h>
#include <sys/timerfd.h>
#include <time.h>

#include "fault.h"

int64_t fault_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// The frame of the timeline that is at the microphone, or leaves the buffer for the ear, at `time`.
int64_t fault_timeline(const fault *device, int64_t time) {
    return (int64_t)floor((double)(time - device->state->epoch) * device->rate);
}

/// Frames that the user could move now.
int64_t fault_room(const fault *device) {
    int64_t moved = device->hardware - device->application;
    return fault_plays(device) ? moved + (int64_t)device->io.buffer_size : moved;
}

static int64_t step(const fault *device) {
    long frames = device->options.step_frames;
    return frames < 0 ? (int64_t)device->io.period_size : frames > 1 ? frames : 1;
}

/// Brings the hardware's position to `now`.
void fault_move(fault *device, int64_t now) {
    int64_t position = fault_timeline(device, now) - device->origin;
    position -= position % step(device);
    if (position > device->hardware) device->hardware = position;
}

/// When the user can move `avail_min` frames, if nothing happens before.
static int64_t due_time(const fault *device, int64_t now) {
    // Who drains waits for all of it.
    bool drains = device->io.state == SND_PCM_STATE_DRAINING;
    int64_t missing = (int64_t)(drains ? device->io.buffer_size : device->least) - fault_room(device);
    if (missing <= 0) return now;
    if (!device->runs) return INT64_MAX;
    int64_t frame = (device->hardware + missing + step(device) - 1) / step(device) * step(device);
    // A nanosecond late rather than early: positions are rounded down.
    return device->state->epoch + (int64_t)ceil((double)(device->origin + frame) / device->rate) + 1;
}

/// Lets the descriptor become readable when the user can move `avail_min` frames, or something happens; at once if it
/// already can.
void fault_arm(fault *device) {
    int64_t now = fault_now();
    int64_t when = now;
    if (!device->is_dead && !device->is_suspended && !device->is_late) {
        int64_t due = due_time(device, now), event = device->runs ? fault_next_event(device, now) : INT64_MAX;
        when = now + 3600000000000;
        if (due < when && !device->is_stalled) when = due;
        if (event < when) when = event;
    }
    struct itimerspec timer = {.it_value = {.tv_sec = when / 1000000000, .tv_nsec = when % 1000000000}};
    timerfd_settime(device->timer, TFD_TIMER_ABSTIME, &timer, NULL);
}
