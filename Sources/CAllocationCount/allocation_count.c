#include "cm_allocation_count.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define CM_NOT_COUNTED 1
#endif
#endif
#if !defined(__GLIBC__)
#define CM_NOT_COUNTED 1
#endif

static __thread long allocations;
static __thread long frees;

long cm_allocation_count(void) { return allocations; }
long cm_free_count(void) { return frees; }

#ifdef CM_NOT_COUNTED
int cm_allocations_are_counted(void) { return 0; }
#else
int cm_allocations_are_counted(void) { return 1; }

// glibc keeps its own names for the functions that a program may replace.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    allocations++;
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    allocations++;
    void *got = __libc_memalign(alignment, size);
    if (!got) return ENOMEM;
    *block = got;
    return 0;
}

void free(void *block) {
    if (block) frees++;
    __libc_free(block);
}
#endif
