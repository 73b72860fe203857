#define _GNU_SOURCE
#include "linux_calls.h"

#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

enum { STACK_BYTES = 128 * 1024, PAGE_BYTES = 4096 };

int linux_event_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void linux_event_call(int descriptor) {
    // It can only fail when the count is full, and then the event is set anyway.
    (void)eventfd_write(descriptor, 1);
}

bool linux_event_wait(int descriptor, long nanoseconds) {
    if (nanoseconds < 0) nanoseconds = 0;
    const struct timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    struct pollfd entry = {descriptor, POLLIN, 0};
    if (ppoll(&entry, 1, &limit, NULL) <= 0) return false;
    eventfd_t count;
    return eventfd_read(descriptor, &count) == 0;
}

void linux_thread_name(const char *name) { (void)pthread_setname_np(pthread_self(), name); }

void linux_stack_touch(void) {
    volatile char room[STACK_BYTES];
    for (int place = 0; place < STACK_BYTES; place += PAGE_BYTES) room[place] = 0;
}

int linux_priority_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_RTPRIO, &limit) != 0) return 0;
    return limit.rlim_cur > 99 ? 99 : (int)limit.rlim_cur;
}

int linux_thread_real_time(pthread_t thread, int priority) {
    const struct sched_param parameters = {priority};
    return pthread_setschedparam(thread, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameters);
}

void linux_thread_ordinary(void) {
    const struct sched_param parameters = {0};
    (void)sched_setscheduler(0, SCHED_OTHER, &parameters);
}

int linux_thread_priority(void) {
    struct sched_param parameters;
    const int policy = sched_getscheduler(0);
    if (policy < 0 || (policy & ~SCHED_RESET_ON_FORK) != SCHED_FIFO) return 0;
    return sched_getparam(0, &parameters) == 0 ? parameters.sched_priority : 0;
}
