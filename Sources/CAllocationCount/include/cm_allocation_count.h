#pragma once

/// Calls of malloc, calloc, realloc, memalign and their kin by the calling thread so far; always 0 where counting is
/// compiled out (sanitizers, C libraries other than glibc).
long cm_allocation_count(void);

/// Calls of free with anything but null by the calling thread so far.
long cm_free_count(void);

/// 1 where calls are counted.
int cm_allocations_are_counted(void);
