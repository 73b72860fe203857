#include "cm_noise.h"

#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL float cm_noise_likelihood(const float *restrict power, const float *restrict noise,
                                    const float *restrict weights, float *restrict speech, float *restrict smoothed,
                                    float *restrict lowest, size_t bins, float speech_keep, float power_keep) {
#pragma clang fp reassociate(on)
    float total = 0;
    for (size_t k = 0; k < bins; k++) {
        float y = cm_clamp(power[k], 0.0f, CM_NOISE_MOST);
        float s = smoothed[k] + (1.0f - power_keep) * (y - smoothed[k]);
        smoothed[k] = s;
        lowest[k] = cm_min(lowest[k], s);
        float inverse = 1.0f / noise[k];
        float posterior = y * inverse;
        float prior = cm_min(
            speech_keep * speech[k] * inverse + (1.0f - speech_keep) * cm_max(posterior - 1.0f, 0.0f), 1e6f);
        float gain = prior / (1.0f + prior);
        speech[k] = gain * gain * y;
        float ratio = posterior * gain - cm_log(1.0f + prior);
        total += weights[k] * cm_min(ratio, 8.0f);  // one loud tone is no voice
    }
    return total;
}

CM_KERNEL void cm_noise_follow(const float *restrict power, float *restrict noise, size_t bins, float keep) {
    for (size_t k = 0; k < bins; k++) {
        float y = cm_min(power[k], 4.0f * noise[k]);  // a partial that the detector missed does little
        float n = noise[k] + (1.0f - keep) * (y - noise[k]);
        noise[k] = cm_clamp(n, CM_NOISE_LEAST, CM_NOISE_MOST);
    }
}

CM_KERNEL void cm_noise_raise(const float *restrict smoothed, float *restrict lowest, float *restrict noise,
                              size_t bins, float bias) {
    for (size_t k = 0; k < bins; k++) {
        noise[k] = cm_max(noise[k], cm_min(lowest[k] * bias, CM_NOISE_MOST));
        lowest[k] = smoothed[k];
    }
}
