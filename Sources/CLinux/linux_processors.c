#define _GNU_SOURCE
#include "linux_processors.h"

#include <sched.h>
#include <string.h>
#include <unistd.h>

pid_t linux_thread_number(void) { return gettid(); }

int linux_processor(void) { return sched_getcpu(); }

void linux_processors(unsigned long *words, size_t count) {
    (void)sched_getaffinity(0, count * sizeof *words, (cpu_set_t *)words);
}

bool linux_thread_hold(int processor) {
    cpu_set_t one;
    if (processor < 0 || processor >= CPU_SETSIZE) return false;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0;
}

void linux_thread_level(pid_t thread, int priority) {
    const struct sched_param parameters = {priority};
    (void)sched_setparam(thread, &parameters);
}

static void set(pid_t thread, const unsigned long *words, size_t count) {
    (void)sched_setaffinity(thread, count * sizeof *words, (const cpu_set_t *)words);
}

void linux_thread_free(pid_t thread, const unsigned long *words, size_t count, int from) {
    const size_t bits = 8 * sizeof *words;
    if (from >= 0 && (size_t)from < count * bits) {
        unsigned long others[count];
        memcpy(others, words, sizeof others);
        others[from / bits] &= ~(1UL << from % bits);
        set(thread, others, count);
    }
    set(thread, words, count);
}
