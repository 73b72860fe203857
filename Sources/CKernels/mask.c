#include "cm_mask.h"

#include <math.h>

#include "dispatch.h"
#include "mathematics.h"

CM_KERNEL void cm_compress(const float *restrict spectrum, float *restrict compressed, size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float re = spectrum[2 * k], im = spectrum[2 * k + 1];
        float scale = cm_exp(cm_log(re * re + im * im + 1e-12f) * (-1.0f / 3.0f));
        compressed[2 * k] = re * scale;
        compressed[2 * k + 1] = im * scale;
    }
}

CM_KERNEL void cm_push_frame(const float *restrict frame, float *restrict rows, size_t bins, size_t channels,
                             size_t stride) {
    for (size_t k = 0; k < bins; k++) {
        float *row = rows + k * stride;
        for (size_t c = 0; c + 2 < channels; c++) row[c] = row[c + 2];
        row[channels - 2] = frame[2 * k];
        row[channels - 1] = frame[2 * k + 1];
    }
}

CM_KERNEL void cm_bound_mask(const float *restrict raw, float *restrict mask, size_t bins, float bound) {
    float inverse = 1.0f / (bound * bound);
    for (size_t k = 0; k < bins; k++) {
        float re = raw[2 * k], im = raw[2 * k + 1];
        float scale = 1.0f / sqrtf(1.0f + (re * re + im * im) * inverse);
        mask[2 * k] = re * scale;
        mask[2 * k + 1] = im * scale;
    }
}

CM_KERNEL void cm_mask_gains(const float *restrict mask, float *restrict gains, float *restrict strength, size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float re = mask[2 * k], im = mask[2 * k + 1];
        float power = re * re + im * im;
        gains[2 * k] = re * power;
        gains[2 * k + 1] = im * power;
        strength[k] = power * sqrtf(power);
    }
}

CM_KERNEL void cm_smooth_gains(const float *restrict power, float *restrict heard, float *restrict passed,
                               float *restrict gains, float *restrict strength, size_t bins, float memory, float share) {
    for (size_t k = 0; k < bins; k++) {
        // The least power: in silence the mean is of the last gains, and no sum is ever denormal.
        float weight = power[k] + 1e-15f;
        heard[k] = memory * heard[k] + weight;
        passed[k] = memory * passed[k] + weight * strength[k];
        float mean = passed[k] / heard[k];
        float factor = cm_pow(cm_max(mean, 1e-4f) / cm_max(strength[k], 1e-4f), share);
        strength[k] *= factor;
        gains[2 * k] *= factor;
        gains[2 * k + 1] *= factor;
    }
}

CM_KERNEL void cm_apply_complex_gains(const float *restrict gains, float floor, float *restrict spectrum, size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float re = floor + (1.0f - floor) * gains[2 * k], im = (1.0f - floor) * gains[2 * k + 1];
        float a = spectrum[2 * k], b = spectrum[2 * k + 1];
        spectrum[2 * k] = a * re - b * im;
        spectrum[2 * k + 1] = a * im + b * re;
    }
}

CM_KERNEL void cm_add_spectrum(const float *restrict spectrum, float *restrict sums, size_t bins) {
    for (size_t k = 0; k < 2 * bins; k++) sums[k] += spectrum[k];
}

CM_KERNEL void cm_join_phase(const float *restrict power, const float *restrict spare, float *restrict sums,
                             size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float re = sums[2 * k], im = sums[2 * k + 1], sum = re * re + im * im;
        float a = spare[2 * k], b = spare[2 * k + 1], other = a * a + b * b;
        // Channels in opposition leave a sum of rounding errors.
        int vanishes = sum <= 1e-9f * power[k];
        float norm = vanishes ? other : sum;
        float scale = norm > 1e-30f ? sqrtf(power[k] / norm) : 0.0f;
        sums[2 * k] = (vanishes ? a : re) * scale;
        sums[2 * k + 1] = (vanishes ? b : im) * scale;
    }
}

CM_KERNEL void cm_cube_root_magnitudes(const float *restrict power, float *restrict roots, size_t bins) {
    for (size_t k = 0; k < bins; k++) roots[k] = cm_exp(cm_log(power[k] + 1e-12f) * (1.0f / 6.0f));
}

CM_KERNEL void cm_moments(const float *restrict values, size_t count, float *restrict mean, float *restrict square) {
    float sums[16] = {0}, squares[16] = {0}, sum = 0, of_squares = 0;
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++) {
            sums[j] += values[i + j];
            squares[j] += values[i + j] * values[i + j];
        }
    for (; i < count; i++) {
        sum += values[i];
        of_squares += values[i] * values[i];
    }
    for (size_t j = 0; j < 16; j++) {
        sum += sums[j];
        of_squares += squares[j];
    }
    *mean = sum / (float)count;
    *square = of_squares / (float)count;
}

CM_KERNEL void cm_standardize(const float *restrict x, float *restrict y, size_t count, float mean, float scale) {
    for (size_t i = 0; i < count; i++) y[i] = (x[i] - mean) * scale;
}

CM_KERNEL void cm_track_noise(const float *restrict power, float *restrict noise, float *restrict presence, size_t bins,
                              float smoothing, float memory) {
    const float ratio = 31.6227766f;  // 15 dB
    for (size_t k = 0; k < bins; k++) {
        float exponent = cm_min(power[k] / noise[k] * (ratio / (1.0f + ratio)), 80.0f);
        float probability = 1.0f / (1.0f + (1.0f + ratio) * cm_exp(-exponent));
        float present = memory * presence[k] + (1.0f - memory) * probability;
        presence[k] = present;
        float bounded = present > 0.99f ? cm_min(probability, 0.99f) : probability;
        float expected = bounded * noise[k] + (1.0f - bounded) * power[k];
        noise[k] = smoothing * noise[k] + (1.0f - smoothing) * expected + 1e-14f;
    }
}

CM_KERNEL void cm_cubed_sigmoid(const float *restrict o, float *restrict gains, size_t bins) {
    for (size_t k = 0; k < bins; k++) {
        float gain = 1.0f / (1.0f + cm_exp(-o[k]));
        gains[k] = gain * gain * gain;
    }
}

CM_KERNEL void cm_cubed_ratio(const float *restrict o, const float *restrict roots, float *restrict gains, size_t bins,
                              float mean, float deviation) {
    for (size_t k = 0; k < bins; k++) {
        float ratio = cm_max(o[k] * deviation + mean, 0.0f) / cm_max(roots[k], 1e-4f);
        gains[k] = ratio * ratio * ratio;
    }
}

CM_KERNEL void cm_cleaned_roots(const float *restrict gains, const float *restrict roots, float *restrict cleaned,
                                size_t bins) {
    for (size_t k = 0; k < bins; k++)
        cleaned[k] = roots[k] * cm_exp(cm_log(cm_max(gains[k], 1e-30f)) * (1.0f / 3.0f));
}
