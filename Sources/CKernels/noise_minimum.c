#include <float.h>

#include "cm_noise.h"
#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL cm_minimum_sums cm_minimum_levels(const float *restrict power, const float *restrict smoothed,
                                            const float *restrict noise, size_t bins) {
#pragma clang fp reassociate(on)
    float power_sum = 0, smoothed_sum = 0, noise_sum = 0;
    for (size_t k = 0; k < bins; k++) {
        power_sum += cm_clamp(power[k], CM_NOISE_LEAST, CM_NOISE_MOST);
        smoothed_sum += smoothed[k];
        noise_sum += noise[k];
    }
    return (cm_minimum_sums){power_sum, smoothed_sum, noise_sum};
}

CM_KERNEL float cm_minimum_smooth(cm_minimum_state state, const float *restrict power, const float *restrict noise,
                                  cm_minimum_smoothing smoothing) {
#pragma clang fp reassociate(on)
    float *const smoothed = state.smoothed, *const mean = state.mean, *const mean_square = state.mean_square;
    float *const inverse_freedom = state.inverse_freedom;
    float total = 0;
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < state.bins; k++) {
        float inverse = 1.0f / noise[k];
        float excess = cm_min(smoothed[k] * inverse - 1.0f, 1e6f);
        float keep = cm_max(smoothing.keep_most / (1.0f + excess * excess), smoothing.keep_least);
        float p = keep * smoothed[k] + (1.0f - keep) * cm_clamp(power[k], CM_NOISE_LEAST, CM_NOISE_MOST);
        smoothed[k] = p;
        float moments_keep = cm_min(keep * keep, smoothing.moments_keep_most);
        float first = moments_keep * mean[k] + (1.0f - moments_keep) * p;
        float second = moments_keep * mean_square[k] + (1.0f - moments_keep) * p * p;
        mean[k] = first;
        mean_square[k] = second;
        float variance = (second - first * first) * inverse * inverse;
        float freedom = cm_clamp(0.5f * variance, smoothing.inverse_freedom_least, 0.5f);
        inverse_freedom[k] = freedom;
        total += freedom;
    }
    return total / (float)(int)state.bins;
}

// How far the minimum of `count` values lies below their mean, inverted (Martin 2001, eq. 17).
static inline float bias_of_minimum(float inverse_freedom, float count, float median) {
    return 1.0f + 2.0f * (count - 1.0f) * (1.0f - median) * inverse_freedom / (1.0f - 2.0f * median * inverse_freedom);
}

CM_KERNEL void cm_minimum_search(cm_minimum_state state, float *restrict noise, cm_minimum_bias bias, int inside) {
    const float *const smoothed = state.smoothed, *const inverse_freedom = state.inverse_freedom;
    float *const current = state.current, *const current_short = state.current_short;
    float *const lowest = state.lowest, *const turned = state.turned;
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < state.bins; k++) {
        float p = smoothed[k] * bias.correction;
        float candidate = p * bias_of_minimum(inverse_freedom[k], bias.count, bias.median);
        float short_candidate = p * bias_of_minimum(inverse_freedom[k], bias.short_count, bias.short_median);
        int lower = candidate < current[k];
        current[k] = lower ? candidate : current[k];
        float least = lower ? short_candidate : current_short[k];
        current_short[k] = least;
        float found = cm_min(least, lowest[k]);
        float now = inside ? found : lowest[k];
        turned[k] = (inside & lower) ? 1.0f : turned[k];
        lowest[k] = now;
        noise[k] = cm_clamp(now, CM_NOISE_LEAST, CM_NOISE_MOST);
    }
}

CM_KERNEL void cm_minimum_renew(cm_minimum_state state, float *restrict noise, cm_minimum_bias bias, size_t slot,
                                float slope) {
    const float *const smoothed = state.smoothed, *const inverse_freedom = state.inverse_freedom;
    float *const current = state.current, *const current_short = state.current_short;
    float *const lowest = state.lowest, *const turned = state.turned, *const slots = state.slots;
    const size_t bins = state.bins, rows = state.slot_count;
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        float p = smoothed[k] * bias.correction;
        float candidate = p * bias_of_minimum(inverse_freedom[k], bias.count, bias.median);
        float short_candidate = p * bias_of_minimum(inverse_freedom[k], bias.short_count, bias.short_median);
        int lower = candidate < current[k];
        slots[slot * bins + k] = lower ? candidate : current[k];
        current_short[k] = lower ? short_candidate : current_short[k];
        turned[k] = lower ? 0.0f : turned[k];
        lowest[k] = FLT_MAX;
    }
    for (size_t row = 0; row < rows; row++) {
#pragma clang loop vectorize(assume_safety)
        for (size_t k = 0; k < bins; k++) lowest[k] = cm_min(lowest[k], slots[row * bins + k]);
    }
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        float least = lowest[k], here = current_short[k];
        int local = (turned[k] > 0.0f) & (here > least) & (here < slope * least);
        float now = local ? here : least;
        turned[k] = local ? here : 0.0f;
        lowest[k] = now;
        noise[k] = cm_clamp(now, CM_NOISE_LEAST, CM_NOISE_MOST);
    }
    for (size_t row = 0; row < rows; row++) {
#pragma clang loop vectorize(assume_safety)
        for (size_t k = 0; k < bins; k++) {
            float risen = turned[k], kept = slots[row * bins + k];
            slots[row * bins + k] = risen > 0.0f ? risen : kept;
        }
    }
#pragma clang loop vectorize(assume_safety)
    for (size_t k = 0; k < bins; k++) {
        turned[k] = 0.0f;
        current[k] = FLT_MAX;
        current_short[k] = FLT_MAX;
    }
}
