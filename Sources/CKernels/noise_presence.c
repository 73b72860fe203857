#include "cm_noise.h"

#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL void cm_noise_presence(const float *restrict power, float *restrict noise, float *restrict mean_presence,
                                 float *restrict presence, float *restrict padded, size_t bins, float noise_keep,
                                 float presence_keep) {
    const float snr = 31.622777f;  // the a-priori SNR that speech is supposed to have where it is present: 15 dB
    const float share = snr / (1.0f + snr);
    for (size_t k = 0; k < bins; k++) padded[k + 1] = cm_clamp(power[k], 0.0f, CM_NOISE_MOST);
    // The ends have one neighbour only: this makes the mean of three that of two.
    padded[0] = 0.5f * (padded[1] + padded[2]);
    padded[bins + 1] = 0.5f * (padded[bins] + padded[bins - 1]);
    for (size_t k = 0; k < bins; k++) {
        float y = (padded[k] + padded[k + 1] + padded[k + 2]) * (1.0f / 3.0f);
        float n = noise[k];
        float p = 1.0f / (1.0f + (1.0f + snr) * cm_exp(-share * (y / n)));
        float mean = presence_keep * mean_presence[k] + (1.0f - presence_keep) * p;
        mean_presence[k] = mean;
        float limited = cm_min(p, 0.99f);
        p = mean > 0.99f ? limited : p;  // speech for that long is noise that has risen
        presence[k] = p;
        n += (1.0f - noise_keep) * (1.0f - p) * (y - n);
        noise[k] = cm_clamp(n, CM_NOISE_LEAST, CM_NOISE_MOST);
    }
}
