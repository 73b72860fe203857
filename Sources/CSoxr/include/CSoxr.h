#pragma once
#include <soxr.h>

/// Loads libsoxr; null when it is there, what is wrong otherwise. No other call may come before one that gave null.
const char *soxr_on_demand_problem(void);
