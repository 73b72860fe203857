#pragma once


#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/// A place where one thread waits for another: 0 nothing, 1 called, -1 somebody waits.
typedef struct {
    _Atomic int state;
} linux_wake;

/// Wakes the waiting thread, or lets its next wait return at once; enters the kernel only when somebody waits.
void linux_wake_call(linux_wake *wake);

/// Waits at most so long until it is called, and says whether it was.
bool linux_wake_wait(linux_wake *wake, long nanoseconds);

/// Names the calling thread; at most 15 bytes count.
void linux_thread_name(const char *name);

/// Writes to 128 KiB of the calling thread's stack, so that its pages are there when they are needed.
void linux_stack_touch(void);

/// The highest real-time priority that the process may use, from RLIMIT_RTPRIO.
int linux_priority_limit(void);

/// Starts a thread with a stack of 512 KiB; zero, or the error number.
int linux_thread_start(pthread_t *thread, void *(*body)(void *), void *argument);

/// Keeps every page that is or will be touched in memory; whether that was allowed.
bool linux_memory_lock(void);

/// Makes a thread real-time, first in first out; its children start as ordinary threads. Zero, or the error number.
int linux_thread_real_time(pthread_t thread, int priority);

/// Makes the calling thread an ordinary one; may be called from a signal handler.
void linux_thread_ordinary(void);

/// The real-time priority of the calling thread; zero for an ordinary one.
int linux_thread_priority(void);
