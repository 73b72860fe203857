#pragma once
#include <stddef.h>

/// What a block of samples holds.
typedef struct {
    float peak;      // largest finite magnitude
    size_t clipped;  // samples at or beyond full scale
    size_t insane;   // NaN, infinite or beyond `limit`
} cm_block_facts;

/// Copies `count` samples, each insane one as zero, and says what was there.
cm_block_facts cm_sanitize(const float *restrict input, float *restrict output, size_t count, float full_scale,
                           float limit);

/// output[i] = a[i] * b[i]
void cm_multiply(const float *restrict a, const float *restrict b, float *restrict output, size_t count);

/// output[i] += a[i] * b[i]
void cm_multiply_add(const float *restrict a, const float *restrict b, float *restrict output, size_t count);

/// output[i] = a[i] * from + b[i] * to, where the pair of weights moves linearly from the start values towards the end
/// values and reaches them at the last sample.
void cm_mix_ramp(const float *restrict a, const float *restrict b, float *restrict output, size_t count,
                 float a_start, float a_end, float b_start, float b_end);

/// planar[channel * frames + i] = interleaved[i * channels + channel]
void cm_deinterleave(const float *restrict interleaved, float *restrict planar, size_t frames, size_t channels);

/// interleaved[i * channels + channel] = planar[channel * frames + i]
void cm_interleave(const float *restrict planar, float *restrict interleaved, size_t frames, size_t channels);

/// values[i] *= factor
void cm_scale(float *restrict values, float factor, size_t count);

/// The sum of squares; not a number, or infinite, if any sample is.
float cm_energy(const float *restrict samples, size_t count);
