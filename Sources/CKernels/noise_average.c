#include "cm_noise.h"

#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL float cm_noise_total(const float *restrict power, size_t bins) {
#pragma clang fp reassociate(on)
    float total = 0;
    for (size_t k = 0; k < bins; k++) total += power[k];
    return total;
}

CM_KERNEL void cm_noise_copy(const float *restrict input, float *restrict output, size_t bins) {
    for (size_t k = 0; k < bins; k++) output[k] = cm_clamp(input[k], CM_NOISE_LEAST, CM_NOISE_MOST);
}

CM_KERNEL void cm_noise_average(const float *restrict power, float *restrict mean, float *restrict padded, size_t bins,
                                float weight, float scale) {
    for (size_t k = 0; k < bins; k++) padded[k + 2] = mean[k];
    padded[0] = padded[1] = mean[0];
    padded[bins + 2] = padded[bins + 3] = mean[bins - 1];
    for (size_t k = 0; k < bins; k++) {
        float around = padded[k] + padded[k + 1] + padded[k + 2] + padded[k + 3] + padded[k + 4];
        float counted = cm_min(power[k] * scale, 0.8f * around);  // four times the mean of the five
        mean[k] = cm_clamp(mean[k] + weight * (counted - mean[k]), CM_NOISE_LEAST, CM_NOISE_MOST);
    }
}
