#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { STACK_BYTES = 512 * 1024, TOUCHED_BYTES = 128 * 1024, PAGE_BYTES = 4096 };

void linux_wake_call(linux_wake *wake) {
    // Release: what was written before the call is seen by who was waiting for it.
    if (atomic_exchange_explicit(&wake->state, 1, memory_order_acq_rel) == -1)
        syscall(SYS_futex, &wake->state, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

bool linux_wake_wait(linux_wake *wake, long nanoseconds) {
    int expected = 0;
    if (nanoseconds > 0 && atomic_compare_exchange_strong_explicit(&wake->state, &expected, -1, memory_order_acq_rel,
                                                                   memory_order_acquire)) {
        const struct timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
        // It returns early when the state has changed meanwhile, when woken, interrupted, or after the time.
        syscall(SYS_futex, &wake->state, FUTEX_WAIT_PRIVATE, -1, &limit, NULL, 0);
    }
    return atomic_exchange_explicit(&wake->state, 0, memory_order_acq_rel) == 1;
}

void linux_thread_name(const char *name) { (void)pthread_setname_np(pthread_self(), name); }

void linux_stack_touch(void) {
    volatile char room[TOUCHED_BYTES];
    for (int place = 0; place < TOUCHED_BYTES; place += PAGE_BYTES) room[place] = 0;
}

int linux_thread_start(pthread_t *thread, void *(*body)(void *), void *argument) {
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return error;
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    error = pthread_create(thread, &attributes, body, argument);
    pthread_attr_destroy(&attributes);
    return error;
}

bool linux_memory_lock(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0; }

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
