#include "cm_samples.h"

#include "dispatch.h"

CM_KERNEL cm_block_facts cm_sanitize(const float *restrict input, float *restrict output, size_t count,
                                     float full_scale, float limit) {
    float peak = 0;
    int clipped = 0, insane = 0;
    for (size_t i = 0; i < count; i++) {
        float magnitude = __builtin_fabsf(input[i]);
        int sane = magnitude <= limit;  // false for NaN as well
        float kept = sane ? input[i] : 0.0f;
        float kept_magnitude = __builtin_fabsf(kept);
        output[i] = kept;
        insane += !sane;
        clipped += kept_magnitude >= full_scale;
        peak = kept_magnitude > peak ? kept_magnitude : peak;
    }
    return (cm_block_facts){peak, (size_t)clipped, (size_t)insane};
}

CM_KERNEL void cm_multiply(const float *restrict a, const float *restrict b, float *restrict output, size_t count) {
    for (size_t i = 0; i < count; i++) output[i] = a[i] * b[i];
}

CM_KERNEL void cm_multiply_add(const float *restrict a, const float *restrict b, float *restrict output,
                               size_t count) {
    for (size_t i = 0; i < count; i++) output[i] += a[i] * b[i];
}

CM_KERNEL void cm_mix_ramp(const float *restrict a, const float *restrict b, float *restrict output, size_t count,
                           float a_start, float a_end, float b_start, float b_end) {
    float step = count > 0 ? 1.0f / (float)count : 0.0f;
    for (size_t i = 0; i < count; i++) {
        float t = (float)(int)(i + 1) * step;
        float wa = a_start + (a_end - a_start) * t;
        float wb = b_start + (b_end - b_start) * t;
        output[i] = wa * a[i] + wb * b[i];
    }
}

void cm_deinterleave(const float *restrict interleaved, float *restrict planar, size_t frames, size_t channels) {
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < frames; i++) planar[c * frames + i] = interleaved[i * channels + c];
}

void cm_interleave(const float *restrict planar, float *restrict interleaved, size_t frames, size_t channels) {
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < frames; i++) interleaved[i * channels + c] = planar[c * frames + i];
}

CM_KERNEL void cm_scale(float *restrict values, float factor, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] *= factor;
}

CM_KERNEL float cm_energy(const float *restrict samples, size_t count) {
    float partial[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++) partial[j] += samples[i + j] * samples[i + j];
    float sum = 0;
    for (; i < count; i++) sum += samples[i] * samples[i];
    for (size_t j = 0; j < 16; j++) sum += partial[j];
    return sum;
}
