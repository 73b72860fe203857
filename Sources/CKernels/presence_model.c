#include "cm_presence_model.h"

#include "dispatch.h"
#include "mathematics.h"

// Each feature's contribution is a line that bends at a few knots. The constants were fitted by weighted logistic
// regression of the ideal Wiener mask on 120 mixtures of real speech and noise, a third of them at 8 kHz.

static const float log10_of_e = 0.434294482f;

static inline float above(float x, float knot) { return cm_max(x - knot, 0.0f); }

static inline float decades(float ratio, float least) {
    return cm_log(cm_clamp(ratio, least, 1e4f)) * log10_of_e;
}

CM_KERNEL void cm_presence_narrow(const float *restrict power, const float *restrict near,
                                  const float *restrict noise, const float *restrict minimum, float *restrict speech,
                                  float *restrict smoothed, float *restrict log_gain, float *restrict logit,
                                  size_t bins, float speech_weight, float smoothed_weight) {
    for (size_t k = 0; k < bins; k++) {
        float inverse = 1.0f / noise[k];
        float least = 1.0f / cm_max(minimum[k], 1e-20f);
        float posterior = cm_min(power[k] * inverse, 1e4f);
        float prior = cm_clamp(speech_weight * speech[k] * inverse +
                                   (1.0f - speech_weight) * cm_max(posterior - 1.0f, 0.0f),
                               0.01f, 1e4f);
        float wiener = prior / (1.0f + prior);
        float gain = cm_min(1.0f, wiener * cm_exp(0.5f * cm_expint(wiener * posterior)));
        speech[k] = gain * gain * power[k];
        float near_ratio = cm_clamp(near[k] * inverse, 1e-3f, 1e4f);
        log_gain[k] = cm_min(0.0f, cm_log(wiener) + 0.5f * cm_expint(wiener * near_ratio));
        float average = near[k] + smoothed_weight * (smoothed[k] - near[k]);
        smoothed[k] = average;

        float f0 = cm_log(prior) * log10_of_e;
        float f1 = cm_log(near_ratio) * log10_of_e;
        float f2 = decades(average * inverse, 1e-3f);
        float f11 = decades(noise[k] * least, 1e-2f);
        float f7 = cm_clamp(f1 + f11, -3.0f, 4.0f);
        float u = -0.1995f * f0 + 0.4080f * above(f0, -1) - 0.0399f * above(f0, 0) - 0.2002f * above(f0, 1);
        u += -0.0140f * f1 + 0.6682f * above(f1, 0) + 0.1760f * above(f1, 0.5f) - 0.4977f * above(f1, 1);
        u += -0.5797f * f2 + 1.2326f * above(f2, 0) - 0.5901f * above(f2, 0.5f) - 0.1251f * above(f2, 1);
        u += -0.4702f * f7 + 0.2471f * above(f7, 0) + 0.1834f * above(f7, 0.5f) - 0.1487f * above(f7, 1);
        u += 0.2584f * f11 + 0.7494f * above(f11, 0.3f) - 0.7725f * above(f11, 0.7f);
        logit[k] = u;
    }
}

CM_KERNEL void cm_mean_of_three(const float *restrict values, float *restrict mean, size_t count) {
    if (count < 3) {
        for (size_t k = 0; k < count; k++) mean[k] = values[k];
        return;
    }
    mean[0] = 0.5f * (values[0] + values[1]);
    mean[count - 1] = 0.5f * (values[count - 2] + values[count - 1]);
    for (size_t k = 1; k + 1 < count; k++) mean[k] = (values[k - 1] + values[k] + values[k + 1]) * (1.0f / 3.0f);
}

void cm_running_sums_of_three(const float *restrict a, const float *restrict b, const float *restrict c,
                              double *restrict sums, size_t count) {
    double x = 0, y = 0, z = 0;
    for (size_t k = 0; k < count; k++) {
        sums[3 * k] = x;
        sums[3 * k + 1] = y;
        sums[3 * k + 2] = z;
        x += a[k];
        y += b[k];
        z += c[k];
    }
    sums[3 * count] = x;
    sums[3 * count + 1] = y;
    sums[3 * count + 2] = z;
}

void cm_band_means_of_three(const double *restrict sums, const int *restrict low, const int *restrict high,
                            float *restrict a, float *restrict b, float *restrict c, size_t points) {
    for (size_t i = 0; i < points; i++) {
        const double *start = sums + 3 * low[i], *end = sums + 3 * high[i];
        float scale = 1.0f / (float)(high[i] - low[i]);
        a[i] = (float)(end[0] - start[0]) * scale;
        b[i] = (float)(end[1] - start[1]) * scale;
        c[i] = (float)(end[2] - start[2]) * scale;
    }
}

CM_KERNEL void cm_add_interpolated(const float *restrict points, size_t count, size_t dense, float *restrict target,
                                   size_t bins) {
    size_t k = 0;
    for (; k < dense && k < bins; k++) target[k] += points[k];
    for (size_t i = dense; i + 1 < count; i++, k += 4) {
        float step = 0.25f * (points[i + 1] - points[i]);
        for (size_t j = 0; j < 4; j++) target[k + j] += points[i] + step * (float)(int)j;
    }
    for (; k < bins; k++) target[k] += points[count - 1];
}

CM_KERNEL float cm_dot(const float *restrict a, const float *restrict b, size_t count) {
    float partial[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++) partial[j] += a[i + j] * b[i + j];
    float sum = 0;
    for (; i < count; i++) sum += a[i] * b[i];
    for (size_t j = 0; j < 16; j++) sum += partial[j];
    return sum;
}

CM_KERNEL void cm_presence_broad(const float *restrict power, const float *restrict noise,
                                 const float *restrict minimum, float *restrict fast, float *restrict slow,
                                 float *restrict peak, float *restrict level, float *restrict logit, size_t bins,
                                 float fast_weight, float slow_weight, float peak_decay) {
    for (size_t k = 0; k < bins; k++) {
        float quick = power[k] + fast_weight * (fast[k] - power[k]);
        float calm = power[k] + slow_weight * (slow[k] - power[k]);
        float top = cm_max(peak[k] * peak_decay, quick);
        fast[k] = quick;
        slow[k] = calm;
        peak[k] = top;
        float inverse = 1.0f / cm_max(noise[k], 1e-20f);
        float f3 = decades(quick * inverse, 1e-3f);
        float f4 = decades(calm * inverse, 1e-3f);
        float f8 = decades(quick / cm_max(minimum[k], 1e-20f), 1e-3f);
        float f9 = cm_log(quick / cm_max(top, 1e-20f) + 1e-4f) * log10_of_e;
        level[k] = f3;
        float u = -0.0564f * f3 + 1.5697f * above(f3, 0) - 0.7967f * above(f3, 0.3f) - 0.4362f * above(f3, 0.7f);
        u += -0.4433f * f4 + 2.1443f * above(f4, 0) - 0.5534f * above(f4, 0.3f) - 1.4766f * above(f4, 0.7f);
        u += -0.3400f * f8 + 1.1618f * above(f8, 0) - 0.8730f * above(f8, 0.5f) + 0.4028f * above(f8, 1);
        u += -0.5406f * f9 + 0.1300f * above(f9, -2) + 0.1776f * above(f9, -1) + 0.4085f * above(f9, -0.5f);
        logit[k] = u;
    }
}

CM_KERNEL void cm_presence_voicing(const float *restrict constant, const float *restrict cosine, size_t period,
                                   size_t lag, float voicing, float shared, float *restrict logit, size_t bins) {
    unsigned mask = (unsigned)period - 1, step = (unsigned)lag;
    for (unsigned k = 0; k < (unsigned)bins; k++) {
        float f13 = voicing * cosine[(k * step) & mask];
        logit[k] += constant[k] + shared + 0.1398f * f13 + 0.2167f * above(f13, 0);
    }
}

CM_KERNEL float cm_logistic_sum(const float *restrict logit, size_t count) {
    float partial[16] = {0};
    size_t k = 0;
    for (; k + 16 <= count; k += 16)
        for (size_t j = 0; j < 16; j++) partial[j] += 1.0f / (1.0f + cm_exp(-logit[k + j]));
    float sum = 0;
    for (; k < count; k++) sum += 1.0f / (1.0f + cm_exp(-logit[k]));
    for (size_t j = 0; j < 16; j++) sum += partial[j];
    return sum;
}

CM_KERNEL void cm_presence_gain(const float *restrict logit, const float *restrict log_gain,
                                const float *restrict shape, float *restrict gain, size_t bins, float presence_weight,
                                float gain_weight, float log_frame, float floor) {
    for (size_t k = 0; k < bins; k++) {
        float absence = cm_log(1.0f + cm_exp(-(1.5f * logit[k] + 0.5f)));
        float sum = gain_weight * log_gain[k] - presence_weight * absence + log_frame;
        gain[k] = cm_max(cm_exp(cm_min(sum, 0.0f)), floor) * shape[k];
    }
}

float cm_presence_frame(float level, float long_term, float voicing) {
    float f5 = cm_min(level, 4.0f);
    float f6 = cm_min(long_term, 4.0f);
    float u = -4.3383129f;
    u += -0.5444f * f5 + 1.3928f * above(f5, 0) - 1.2610f * above(f5, 0.3f) - 0.3316f * above(f5, 0.7f);
    u += -0.4108f * f6 + 0.1482f * above(f6, -0.5f) + 0.3150f * above(f6, 0) + 0.1083f * above(f6, 0.5f);
    return u + 1.1983f * voicing + 1.1541f * above(voicing, 0.5f);
}

float cm_presence_frequency(float octaves) {
    float f = cm_min(octaves, 4.0f);
    return 0.0143f * f - 0.8548f * above(f, -1) + 0.8542f * above(f, 0) + 0.2494f * above(f, 1) - 0.0717f * above(f, 2);
}

CM_KERNEL void cm_sliding_minimum(const float *restrict power, const float *restrict past, float *restrict smoothed,
                                  float *restrict current, float *restrict minimum, size_t bins, float weight,
                                  float bias) {
    for (size_t k = 0; k < bins; k++) {
        float average = power[k] + weight * (smoothed[k] - power[k]);
        float least = cm_min(current[k], average);
        smoothed[k] = average;
        current[k] = least;
        minimum[k] = bias * cm_min(least, past[k]);
    }
}

CM_KERNEL void cm_take_minimum(const float *restrict source, float *restrict target, size_t bins) {
    for (size_t k = 0; k < bins; k++) target[k] = cm_min(target[k], source[k]);
}
