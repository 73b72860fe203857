#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// The calling thread, as the system numbers it.
pid_t linux_thread_number(void);

/// The processor on which the caller runs; negative where the system does not say.
int linux_processor(void);

/// The processors that the calling thread may use, a bit each; the words stay as they are where the system does not say.
void linux_processors(unsigned long *words, size_t count);

/// Keeps the calling thread on a processor; whether the system did.
bool linux_thread_hold(int processor);

/// Gives a real-time thread another priority, zero for the calling one; an ordinary thread stays one.
void linux_thread_level(pid_t thread, int priority);

/// Lets a thread use those processors, and takes it away at once from one of them, negative for none, if there are others: the
/// system would leave it waiting there.
void linux_thread_free(pid_t thread, const unsigned long *words, size_t count, int from);
