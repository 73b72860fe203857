#pragma once
#include <stddef.h>

// The inline functions of the kernels over arrays, compiled as the kernels are, so that tests can measure them.

void probe_exp(const float *x, float *y, size_t count);
void probe_exp2(const float *x, float *y, size_t count);
void probe_log(const float *x, float *y, size_t count);
void probe_pow(const float *x, float exponent, float *y, size_t count);
void probe_expint(const float *x, float *y, size_t count);
