#pragma once

#include <pthread.h>
#include <stdbool.h>

/// Opens an event descriptor, non-blocking and closed on exec; negative when the system has none left.
int linux_event_open(void);

/// Makes the event descriptor readable.
void linux_event_call(int descriptor);

/// Waits at most so long until the event was called, clears it, and says whether it was.
bool linux_event_wait(int descriptor, long nanoseconds);

/// Names the calling thread; at most 15 bytes count.
void linux_thread_name(const char *name);

/// Writes to 128 KiB of the calling thread's stack, so that its pages are there when they are needed.
void linux_stack_touch(void);

/// The highest real-time priority that the process may use, from RLIMIT_RTPRIO.
int linux_priority_limit(void);

/// Makes a thread real-time, first in first out; its children start as ordinary threads. Zero, or the error number.
int linux_thread_real_time(pthread_t thread, int priority);

/// Makes the calling thread an ordinary one; may be called from a signal handler.
void linux_thread_ordinary(void);

/// The real-time priority of the calling thread; zero for an ordinary one.
int linux_thread_priority(void);
