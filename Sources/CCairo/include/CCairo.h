#pragma once
#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>
#include <cairo/cairo.h>

/// Loads Cairo; null when it is there, what is wrong otherwise. No other call may come before one that gave null.
const char *cairo_on_demand_problem(void);
