#include <float.h>

#include "cm_noise.h"
#include "dispatch.h"
#include "mathematics.h"

// Thresholds of Cohen 2003, table I.
static const float ratio_limit = 1.67f;      // zeta_0
static const float first_limit = 4.6f;       // gamma_0
static const float second_limit = 3.0f;      // gamma_1
static const float prior_least = 3.16e-3f;   // xi_min, -25 dB
static const float prior_most = 1e4f;

CM_KERNEL void cm_imcra_update(cm_imcra_state state, const float *restrict power, float *restrict noise,
                               cm_imcra_factors factors) {
    float *const smoothed = state.smoothed, *const lowest = state.lowest, *const current = state.current;
    float *const speechless = state.speechless, *const speechless_lowest = state.speechless_lowest;
    float *const speechless_current = state.speechless_current;
    float *const average = state.average, *const prior = state.prior, *const presence = state.presence;
    float *const padded = state.padded_power, *const mask = state.padded_mask;
    const size_t bins = state.bins;

    for (size_t k = 0; k < bins; k++) padded[k + 1] = cm_clamp(power[k], CM_NOISE_LEAST, CM_NOISE_MOST);
    padded[0] = padded[2];
    padded[bins + 1] = padded[bins - 1];

    // First pass: where the power lies well above the minimum of its smoothed self, there is speech.
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        float around = 0.25f * padded[k] + 0.5f * padded[k + 1] + 0.25f * padded[k + 2];
        float s = factors.power_keep * smoothed[k] + (1.0f - factors.power_keep) * around;
        float least = cm_min(lowest[k], s);
        smoothed[k] = s;
        lowest[k] = least;
        current[k] = cm_min(current[k], s);
        float level = factors.minimum_bias * least;
        int quiet = (padded[k + 1] < first_limit * level) & (s < ratio_limit * level);
        mask[k + 1] = (float)quiet;
    }
    // The mask's ends stay zero, so neighbours beyond the spectrum do not count.
    // Second pass: the same with the speech left out, then the probabilities.
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        float left = 0.25f * mask[k], middle = 0.5f * mask[k + 1], right = 0.25f * mask[k + 2];
        float weight = left + middle + right;
        float y = padded[k + 1];
        float sum = left * padded[k] + middle * y + right * padded[k + 2];
        float before = speechless[k], found = speechless_current[k];
        float around = weight > 0.0f ? sum / cm_max(weight, 0.25f) : before;
        float s = factors.power_keep * before + (1.0f - factors.power_keep) * around;
        float least = cm_min(speechless_lowest[k], s);
        float found_now = cm_min(found, s);
        speechless[k] = s;
        speechless_lowest[k] = least;
        speechless_current[k] = weight > 0.0f ? found_now : found;
        float level = factors.minimum_bias * least;
        float absence = cm_clamp((second_limit - y / level) * (1.0f / (second_limit - 1.0f)), 0.0f, 1.0f);
        absence = smoothed[k] < ratio_limit * level ? absence : 0.0f;

        float posterior = cm_min(y / noise[k], prior_most);
        float snr = factors.prior_keep * prior[k] + (1.0f - factors.prior_keep) * cm_max(posterior - 1.0f, 0.0f);
        snr = cm_clamp(snr, prior_least, prior_most);
        float share = snr / (1.0f + snr);
        float v = posterior * share;
        prior[k] = share * share * posterior * cm_exp(cm_expint(v));

        // 1 / (1 + q / (1 - q) * (1 + snr) * exp(-v)) without the division by zero
        float doubt = absence * (1.0f + snr) * cm_exp(-v);
        float p = (1.0f - absence) / ((1.0f - absence) + doubt + FLT_MIN);
        presence[k] = p;
        float a = average[k] + (1.0f - factors.noise_keep) * (1.0f - p) * (y - average[k]);
        average[k] = a;
        noise[k] = cm_clamp(a * factors.noise_bias, CM_NOISE_LEAST, CM_NOISE_MOST);
    }
}

CM_KERNEL void cm_imcra_renew(cm_imcra_state state, size_t slot) {
    const float *const smoothed = state.smoothed;
    float *const lowest = state.lowest, *const current = state.current, *const slots = state.slots;
    float *const speechless = state.speechless, *const speechless_lowest = state.speechless_lowest;
    float *const speechless_current = state.speechless_current, *const speechless_slots = state.speechless_slots;
    float *const minimum = state.padded_mask;  // free between frames but for its ends
    const size_t bins = state.bins;
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        slots[slot * bins + k] = current[k];
        lowest[k] = current[k];
        current[k] = smoothed[k];
        speechless_slots[slot * bins + k] = speechless_current[k];
        minimum[k + 1] = speechless_current[k];
        speechless_current[k] = FLT_MAX;
    }
    for (size_t row = 0; row < state.slot_count; row++) {
#pragma clang loop vectorize(assume_safety)
        for (size_t k = 0; k < bins; k++) {
            lowest[k] = cm_min(lowest[k], slots[row * bins + k]);
            minimum[k + 1] = cm_min(minimum[k + 1], speechless_slots[row * bins + k]);
        }
    }
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        float found = minimum[k + 1], first = lowest[k], s = smoothed[k], second = speechless[k];
        int lost = found >= FLT_MAX;
        speechless_lowest[k] = lost ? first : found;
        speechless[k] = lost ? s : second;
    }
}
