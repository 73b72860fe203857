#define _GNU_SOURCE
#include "processors.h"

#include <sched.h>

int processors_allowed(int *numbers, int most) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set)) return 0;
    int count = 0;
    for (int number = 0; number < CPU_SETSIZE && count < most; number++)
        if (CPU_ISSET(number, &set)) numbers[count++] = number;
    return count;
}

int processors_stay(int number) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(number, &set);
    return sched_setaffinity(0, sizeof set, &set);
}
