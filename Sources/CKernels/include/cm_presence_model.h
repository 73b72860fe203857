#pragma once
#include <stddef.h>

/// Log-MMSE on the raw power, for the next frame's a-priori ratio, and the narrow features of the presence model.
///
/// `speech` holds the cleaned power of the frame before and receives this frame's; `smoothed` is the recursive average of
/// `near`, the power averaged over neighbouring bins; `log_gain` receives the natural logarithm of the log-MMSE gain on
/// `near`; `logit` receives the sum of the narrow features' contributions.
void cm_presence_narrow(const float *restrict power, const float *restrict near, const float *restrict noise,
                        const float *restrict minimum, float *restrict speech, float *restrict smoothed,
                        float *restrict log_gain, float *restrict logit, size_t bins, float speech_weight,
                        float smoothed_weight);

/// mean[k] = the mean of values[k - 1] to values[k + 1]; fewer at the edges.
void cm_mean_of_three(const float *restrict values, float *restrict mean, size_t count);

/// sums[3 k + j] = the sum of the first k values of a, b and c (j = 0, 1, 2), in double precision: bands far below the
/// loudest keep their digits.
void cm_running_sums_of_three(const float *restrict a, const float *restrict b, const float *restrict c,
                              double *restrict sums, size_t count);

/// The means of a, b and c from low[i] up to high[i], from their running sums.
void cm_band_means_of_three(const double *restrict sums, const int *restrict low, const int *restrict high,
                            float *restrict a, float *restrict b, float *restrict c, size_t points);

/// Adds to `target` the line through `points`: one a bin for the first `dense` bins, then one every four bins.
void cm_add_interpolated(const float *restrict points, size_t count, size_t dense, float *restrict target,
                         size_t bins);

/// sum of a[i] * b[i]
float cm_dot(const float *restrict a, const float *restrict b, size_t count);

/// Updates the broad averages and sets `logit` to the broad features' contributions; `level` receives the broad
/// a-posteriori ratio as a power of ten.
void cm_presence_broad(const float *restrict power, const float *restrict noise, const float *restrict minimum,
                       float *restrict fast, float *restrict slow, float *restrict peak, float *restrict level,
                       float *restrict logit, size_t bins, float fast_weight, float slow_weight, float peak_decay);

/// logit[k] += constant[k] + shared + the voicing contribution of cosine[(k * lag) % period] * voicing; `period` is a
/// power of two.
void cm_presence_voicing(const float *restrict constant, const float *restrict cosine, size_t period, size_t lag,
                         float voicing, float shared, float *restrict logit, size_t bins);

/// The sum of 1 / (1 + exp(-logit)).
float cm_logistic_sum(const float *restrict logit, size_t count);

/// gain = logistic(1.5 logit + 0.5)^presence_weight * exp(log_gain)^gain_weight * exp(log_frame), at least `floor`,
/// times `shape`.
void cm_presence_gain(const float *restrict logit, const float *restrict log_gain, const float *restrict shape,
                      float *restrict gain, size_t bins, float presence_weight, float gain_weight, float log_frame,
                      float floor);

/// The contributions of the frame's own features: mean broad ratio, long-term ratio (powers of ten), voicing 0 to 1.
float cm_presence_frame(float level, float long_term, float voicing);

/// The contribution of a frequency, in octaves above 1 kHz.
float cm_presence_frequency(float octaves);

/// smoothed moves towards `power`; `current` and `minimum` follow its minima, `past` being those of earlier windows:
/// minimum[k] = bias * min(current[k], past[k]).
void cm_sliding_minimum(const float *restrict power, const float *restrict past, float *restrict smoothed,
                        float *restrict current, float *restrict minimum, size_t bins, float weight, float bias);

/// target[k] = min(target[k], source[k])
void cm_take_minimum(const float *restrict source, float *restrict target, size_t bins);
