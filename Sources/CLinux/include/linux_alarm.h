#pragma once

#include <stdbool.h>

/// A descriptor that a thread can sleep at until its time has come; negative where the system has none left.
int linux_alarm_open(void);

/// Sets the time from now, in place of what was set before; who sleeps there goes on sleeping.
void linux_alarm_set(int alarm, long nanoseconds);

/// Sleeps until the time has come; false where that cannot be.
bool linux_alarm_wait(int alarm);
