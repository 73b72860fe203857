#pragma once
#include <stddef.h>

/// Interpolates one frame of every channel between the frames of an interleaved history.
///
/// table: (phases + 1) × taps coefficients, one row for each fraction of a frame; the row and the next are mixed.
/// first: the frame that the first tap meets. fraction: the place of the result after the frame of the middle tap,
/// 0 up to but not including 1.
void cm_interpolate(const float *restrict history, size_t channels, size_t first, const float *restrict table,
                    size_t taps, size_t phases, double fraction, float *restrict frame);
