#pragma once
#include <stddef.h>

/// Signal-to-noise ratios of one frame, decision-directed (Ephraim and Malah 1984, eq. 51):
/// posterior = power / noise; prior = weight * speech / noise + (1 - weight) * max(posterior - 1, 0), at least `floor`.
/// `speech` is the cleaned power of the frame before.
void cm_decision_directed(const float *restrict power, const float *restrict noise, const float *restrict speech,
                          float *restrict prior, float *restrict posterior, size_t bins, float weight, float floor);

/// gain = prior / (1 + prior) (Scalart and Filho 1996, eq. 4)
void cm_wiener_gain(const float *restrict prior, float *restrict gain, size_t bins);

/// gain = prior / (1 + prior) * exp(E1(v) / 2), v = posterior * prior / (1 + prior), at most `ceiling`
/// (Ephraim and Malah 1985, eq. 20)
void cm_log_mmse_gain(const float *restrict prior, const float *restrict posterior, float *restrict gain, size_t bins,
                      float ceiling);

/// gain = max(gain, floor); speech = gain^2 * power
void cm_finish_gain(float *restrict gain, const float *restrict power, float *restrict speech, size_t bins, float floor);

/// gain = (1 - over * (noise / power)^(exponent / 2))^(1 / exponent), at least `floor`; it rises at once and falls by
/// the weight `release` of its old value (Berouti, Schwartz and Makhoul 1979, eq. 5, as a gain).
void cm_subtraction_gain(const float *restrict power, const float *restrict noise, float *restrict gain, size_t bins,
                         float over, float exponent, float floor, float release);

/// factor = scale * (second / gain)^share, which makes of `gain` the weighted geometric mean
/// gain^(1 - share) * second^share, scaled; gains below 1e-4 count as that, so that a factor stays finite.
void cm_opinion_factor(const float *restrict gain, const float *restrict second, float *restrict factor, size_t bins,
                       float share, float scale);

/// Sum of all values.
float cm_sum(const float *restrict values, size_t count);

/// The power that gains let pass, in all: sum of gain^2 * power.
float cm_passed_power(const float *restrict gain, const float *restrict power, size_t bins);
