#include <errno.h>

#include "fault.h"

static int64_t nanoseconds(long milliseconds) { return (int64_t)milliseconds * 1000000; }

static bool has_begun(const fault *device) { return device->state->epoch > 0; }

/// How often the device is to be unplugged.
static long unplug_count(const fault *device) {
    if (device->options.unplug_at <= 0 || !has_begun(device)) return 0;
    return device->options.unplug_every > 0 ? device->options.unplug_count : 1;
}

static int64_t unplug_time(const fault *device, long index) {
    return device->state->epoch + nanoseconds(device->options.unplug_at + index * device->options.unplug_every);
}

static bool is_unplugged(const fault *device, int64_t time) {
    if (fault_is_set(device, FAULT_UNPLUGGED)) return true;
    for (long i = 0; i < unplug_count(device); i++) {
        int64_t begin = unplug_time(device, i);
        if (time >= begin && time < begin + nanoseconds(device->options.unplug_for)) return true;
    }
    return false;
}

/// Whether the device was unplugged at any moment between the two times.
bool fault_was_unplugged(const fault *device, int64_t since, int64_t time) {
    for (long i = 0; i < unplug_count(device); i++) {
        int64_t begin = unplug_time(device, i);
        if (begin > since && begin <= time) return true;
    }
    return is_unplugged(device, time);
}

bool fault_is_suspended(const fault *device, int64_t time) {
    if (fault_is_set(device, FAULT_SUSPENDED)) return true;
    if (!has_begun(device) || device->options.suspend_at <= 0) return false;
    int64_t begin = device->state->epoch + nanoseconds(device->options.suspend_at);
    return time >= begin && time < begin + nanoseconds(device->options.suspend_for);
}

/// The last time that an overrun was due at or before `time`.
static int64_t last_xrun(const fault *device, int64_t time) {
    int64_t interval = nanoseconds(device->options.xrun_every);
    return device->state->epoch + (time - device->state->epoch) / interval * interval;
}

bool fault_xrun_is_due(const fault *device, int64_t since, int64_t time) {
    if (fault_take(device, FAULT_XRUN)) return true;
    return device->options.xrun_every > 0 && last_xrun(device, time) > since;
}

/// The next moment after `time` at which something is scheduled.
int64_t fault_next_event(const fault *device, int64_t time) {
    int64_t next = INT64_MAX;
    if (!has_begun(device)) return next;
    if (device->options.xrun_every > 0) next = last_xrun(device, time) + nanoseconds(device->options.xrun_every);
    int64_t suspend = device->state->epoch + nanoseconds(device->options.suspend_at);
    if (device->options.suspend_at > 0 && suspend > time && suspend < next) next = suspend;
    for (long i = 0; i < unplug_count(device); i++) {
        int64_t begin = unplug_time(device, i);
        if (begin > time && begin < next) next = begin;
    }
    return next;
}

/// The error that opening fails with now, or 0.
int fault_refusal(fault *device) {
    int64_t now = fault_now(), none = 0;
    __atomic_compare_exchange_n(&device->state->first_open, &none, now, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    __atomic_fetch_add(&device->state->opens, 1, __ATOMIC_SEQ_CST);
    int64_t age = now - device->state->first_open;
    if (is_unplugged(device, now)) return device->options.unplug_error ? -(int)device->options.unplug_error : -ENODEV;
    if (fault_is_set(device, FAULT_DENIED) || age < nanoseconds(device->options.denied_for)) return -EACCES;
    if (fault_is_set(device, FAULT_BUSY) || age < nanoseconds(device->options.busy_for)) return -EBUSY;
    return 0;
}
