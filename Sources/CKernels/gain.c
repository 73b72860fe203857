#include "cm_gain.h"

#include "dispatch.h"
#include "mathematics.h"

// Below any power that sound can have (a 24-bit step is 1e-14), above what makes a quotient overflow.
static const float tiny = 1e-20f;

CM_KERNEL void cm_decision_directed(const float *restrict power, const float *restrict noise,
                                    const float *restrict speech, float *restrict prior, float *restrict posterior,
                                    size_t bins, float weight, float floor) {
    for (size_t k = 0; k < bins; k++) {
        float inverse = 1.0f / cm_max(noise[k], tiny);
        float ratio = cm_min(power[k] * inverse, 1e6f);
        float past = cm_min(speech[k] * inverse, 1e6f);
        posterior[k] = ratio;
        prior[k] = cm_max(weight * past + (1.0f - weight) * cm_max(ratio - 1.0f, 0.0f), floor);
    }
}

CM_KERNEL void cm_wiener_gain(const float *restrict prior, float *restrict gain, size_t bins) {
    for (size_t k = 0; k < bins; k++) gain[k] = prior[k] / (1.0f + prior[k]);
}

CM_KERNEL void cm_log_mmse_gain(const float *restrict prior, const float *restrict posterior, float *restrict gain,
                                size_t bins, float ceiling) {
    for (size_t k = 0; k < bins; k++) {
        float wiener = prior[k] / (1.0f + prior[k]);
        float v = cm_max(posterior[k] * wiener, 1e-6f);
        gain[k] = cm_min(wiener * cm_exp(0.5f * cm_expint(v)), ceiling);
    }
}

CM_KERNEL void cm_finish_gain(float *restrict gain, const float *restrict power, float *restrict speech, size_t bins,
                              float floor) {
    for (size_t k = 0; k < bins; k++) {
        float kept = cm_max(gain[k], floor);
        gain[k] = kept;
        speech[k] = kept * kept * power[k];
    }
}

CM_KERNEL void cm_subtraction_gain(const float *restrict power, const float *restrict noise, float *restrict gain,
                                   size_t bins, float over, float exponent, float floor, float release) {
    for (size_t k = 0; k < bins; k++) {
        float ratio = cm_clamp(noise[k] / cm_max(power[k], tiny), 1e-12f, 1e12f);
        float rest = 1.0f - over * cm_pow(ratio, 0.5f * exponent);
        float fresh = cm_max(cm_pow(cm_max(rest, 1e-12f), 1.0f / exponent), floor);
        gain[k] = cm_max(fresh, fresh + release * (gain[k] - fresh));
    }
}

CM_KERNEL void cm_opinion_factor(const float *restrict gain, const float *restrict second, float *restrict factor,
                                 size_t bins, float share, float scale) {
    for (size_t k = 0; k < bins; k++)
        factor[k] = scale * cm_pow(cm_max(second[k], 1e-4f) / cm_max(gain[k], 1e-4f), share);
}

CM_KERNEL float cm_sum(const float *restrict values, size_t count) {
    // Sixteen partial sums: the order of additions is fixed, so every machine rounds alike but for fused multiply-add.
    float partial[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++) partial[j] += values[i + j];
    float sum = 0;
    for (; i < count; i++) sum += values[i];
    for (size_t j = 0; j < 16; j++) sum += partial[j];
    return sum;
}

CM_KERNEL float cm_passed_power(const float *restrict gain, const float *restrict power, size_t bins) {
    float partial[16] = {0};
    size_t i = 0;
    for (; i + 16 <= bins; i += 16)
        for (size_t j = 0; j < 16; j++) partial[j] += gain[i + j] * gain[i + j] * power[i + j];
    float sum = 0;
    for (; i < bins; i++) sum += gain[i] * gain[i] * power[i];
    for (size_t j = 0; j < 16; j++) sum += partial[j];
    return sum;
}
