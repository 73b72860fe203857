#include "cm_floating_point.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

void cm_flush_to_zero_enable(void) {
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040);  // FTZ is bit 15, DAZ bit 6
#elif defined(__aarch64__)
    unsigned long fpcr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    __asm__ volatile("msr fpcr, %0" ::"r"(fpcr | (1UL << 24)));
#endif
}
