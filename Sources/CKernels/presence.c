#include "cm_presence.h"

#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL void cm_smooth(const float *restrict value, float *restrict average, size_t count, float weight) {
    for (size_t k = 0; k < count; k++) average[k] = value[k] + weight * (average[k] - value[k]);
}

void cm_running_sums(const float *restrict values, float *restrict sums, size_t count) {
    float sum = 0;
    for (size_t k = 0; k < count; k++) {
        sums[k] = sum;
        sum += values[k];
    }
    sums[count] = sum;
}

CM_KERNEL void cm_box_mean(const float *restrict sums, float *restrict mean, size_t count, size_t radius) {
    size_t edge = radius < count ? radius : count;
    for (size_t k = 0; k < edge; k++) {
        size_t high = k + radius + 1 < count ? k + radius + 1 : count;
        mean[k] = sums[high] / (float)high;
    }
    float scale = 1.0f / (float)(2 * radius + 1);
    for (size_t k = radius; k + radius < count; k++) mean[k] = (sums[k + radius + 1] - sums[k - radius]) * scale;
    size_t start = count > radius ? count - radius : 0;
    for (size_t k = start > edge ? start : edge; k < count; k++)
        mean[k] = (sums[count] - sums[k - radius]) / (float)(count - k + radius);
}

CM_KERNEL void cm_multiply_likelihood(const float *restrict values, float *restrict presence, size_t count, float low,
                                      float high) {
    float scale = 1.0f / (cm_log(high) - cm_log(low));
    float offset = cm_log(low) * scale;
    for (size_t k = 0; k < count; k++)
        presence[k] *= cm_clamp(cm_log(cm_max(values[k], 1e-10f)) * scale - offset, 0.0f, 1.0f);
}

CM_KERNEL void cm_om_lsa_gain(const float *restrict prior, const float *restrict posterior,
                              const float *restrict presence, float *restrict gain, size_t bins, float most_absence,
                              float floor) {
    float log_floor = cm_log(floor);
    for (size_t k = 0; k < bins; k++) {
        float q = cm_min(1.0f - presence[k], most_absence);
        float v = cm_min(posterior[k] * prior[k] / (1.0f + prior[k]), 80.0f);
        float p = 1.0f / (1.0f + q / (1.0f - q) * (1.0f + prior[k]) * cm_exp(-v));
        gain[k] = cm_exp(p * cm_log(cm_max(gain[k], floor)) + (1.0f - p) * log_floor);
    }
}
