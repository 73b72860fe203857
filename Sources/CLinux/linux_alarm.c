#include "linux_alarm.h"

#include <errno.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

int linux_alarm_open(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC); }

void linux_alarm_set(int alarm, long nanoseconds) {
    // No time at all would mean: never.
    const long wait = nanoseconds > 0 ? nanoseconds : 1;
    const struct itimerspec once = {{0, 0}, {wait / 1000000000, wait % 1000000000}};
    (void)timerfd_settime(alarm, 0, &once, NULL);
}

bool linux_alarm_wait(int alarm) {
    uint64_t times;
    ssize_t count;
    do count = read(alarm, &times, sizeof times);
    while (count < 0 && errno == EINTR);
    return count == sizeof times;
}
