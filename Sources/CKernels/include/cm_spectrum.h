#pragma once
#include <stddef.h>

/// power[k] = re^2 + im^2 of `bins` interleaved complex numbers.
void cm_power(const float *restrict spectrum, float *restrict power, size_t bins);

/// power[k] += re^2 + im^2
void cm_power_add(const float *restrict spectrum, float *restrict power, size_t bins);

/// spectrum[k] *= max(gains[k], floor), in place.
void cm_apply_gains(const float *restrict gains, float floor, float *restrict spectrum, size_t bins);
