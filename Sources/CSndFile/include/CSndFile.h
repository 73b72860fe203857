#pragma once
#include <sndfile.h>

/// Loads libsndfile; null when it is there, what is wrong otherwise. No other call may come before one that gave null.
const char *sndfile_on_demand_problem(void);
