#include "cm_spectrum.h"

#include "dispatch.h"

CM_KERNEL void cm_power(const float *restrict spectrum, float *restrict power, size_t bins) {
    for (size_t k = 0; k < bins; k++)
        power[k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
}

CM_KERNEL void cm_power_add(const float *restrict spectrum, float *restrict power, size_t bins) {
    for (size_t k = 0; k < bins; k++)
        power[k] += spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
}

CM_KERNEL void cm_apply_gains(const float *restrict gains, float floor, float *restrict spectrum, size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float gain = gains[k] > floor ? gains[k] : floor;
        spectrum[2 * k] *= gain;
        spectrum[2 * k + 1] *= gain;
    }
}
