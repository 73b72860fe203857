#pragma once
#include <stddef.h>

// Noise tracking, one frame a call. Powers are squared magnitudes of the scaled spectrum, `bins` values each.
// Every estimate stays within [CM_NOISE_LEAST, CM_NOISE_MOST], whatever comes in.

/// 36 dB below the power in a bin of 16-bit rounding noise (4e-13 in frames of 320 samples).
#define CM_NOISE_LEAST 1e-16f
/// 126 dB beyond full scale; its square is still finite.
#define CM_NOISE_MOST 1e12f

/// The sum of `power`.
float cm_noise_total(const float *restrict power, size_t bins);

/// output[k] = the value of input[k] within the limits of an estimate.
void cm_noise_copy(const float *restrict input, float *restrict output, size_t bins);

/// mean[k] += weight * (power[k] - mean[k]), where power counts `scale` times and no more than four times the mean of
/// five neighbours. `padded` is scratch of bins + 4 values.
void cm_noise_average(const float *restrict power, float *restrict mean, float *restrict padded, size_t bins,
                      float weight, float scale);

/// Speech presence with a fixed prior, and the noise average it weighs (Gerkmann and Hendriks 2012), from the mean power
/// of each bin and its neighbours. `padded` is scratch of bins + 2 values; `bins` is at least 2.
void cm_noise_presence(const float *restrict power, float *restrict noise, float *restrict mean_presence,
                       float *restrict presence, float *restrict padded, size_t bins, float noise_keep,
                       float presence_keep);

/// The voice detector's mean log likelihood ratio, weighed by `weights`, and the minimum of the smoothed power.
float cm_noise_likelihood(const float *restrict power, const float *restrict noise, const float *restrict weights,
                          float *restrict speech, float *restrict smoothed, float *restrict lowest, size_t bins,
                          float speech_keep, float power_keep);

/// noise[k] = keep * noise[k] + (1 - keep) * min(power[k], 4 * noise[k])
void cm_noise_follow(const float *restrict power, float *restrict noise, size_t bins, float keep);

/// Raises noise[k] to lowest[k] * bias, and begins a new minimum at smoothed[k].
void cm_noise_raise(const float *restrict smoothed, float *restrict lowest, float *restrict noise, size_t bins,
                    float bias);

/// The state of minimum statistics (Martin 2001); `slots` holds `slot_count` rows of `bins`.
typedef struct {
    float *smoothed, *mean, *mean_square, *inverse_freedom, *current, *current_short, *lowest, *turned, *slots;
    size_t bins, slot_count;
} cm_minimum_state;

/// What one frame's smoothing needs.
typedef struct {
    float keep_most;          // alpha_max times the frame's correction factor
    float keep_least;         // the lower bound of alpha
    float moments_keep_most;  // beta_max
    float inverse_freedom_least;
} cm_minimum_smoothing;

/// What one frame's search needs.
typedef struct {
    float correction;             // B_c
    float count, median;          // D and M(D) of the whole window
    float short_count, short_median;
} cm_minimum_bias;

/// The sums of power, of smoothed power and of noise, which set the frame's smoothing.
typedef struct {
    float power, smoothed, noise;
} cm_minimum_sums;
cm_minimum_sums cm_minimum_levels(const float *restrict power, const float *restrict smoothed,
                                  const float *restrict noise, size_t bins);

/// Smooths the power by its optimal factor; returns the mean inverse of the degrees of freedom.
float cm_minimum_smooth(cm_minimum_state state, const float *restrict power, const float *restrict noise,
                        cm_minimum_smoothing smoothing);

/// Compares the smoothed power with the minima; `inside` is 0 in the first frame of a sub-window, 1 later.
void cm_minimum_search(cm_minimum_state state, float *restrict noise, cm_minimum_bias bias, int inside);

/// As `cm_minimum_search` in the last frame of a sub-window, whose minimum goes into `slot`.
void cm_minimum_renew(cm_minimum_state state, float *restrict noise, cm_minimum_bias bias, size_t slot,
                      float slope);

/// The state of IMCRA (Cohen 2003); `padded` rows have bins + 2 values, `slots` rows bins.
typedef struct {
    float *smoothed, *lowest, *current;                    // first pass
    float *speechless, *speechless_lowest, *speechless_current;  // second pass
    float *average, *prior, *presence;
    float *padded_power, *padded_mask, *slots, *speechless_slots;
    size_t bins, slot_count;
} cm_imcra_state;

/// The factors of IMCRA at one hop.
typedef struct {
    float power_keep;   // alpha_s
    float noise_keep;   // alpha_d
    float prior_keep;   // alpha
    float minimum_bias; // B_min
    float noise_bias;   // beta
} cm_imcra_factors;

/// One frame of both passes, of the presence and of the noise.
void cm_imcra_update(cm_imcra_state state, const float *restrict power, float *restrict noise,
                     cm_imcra_factors factors);

/// Ends a sub-window: its minima go into `slot`, the window's minima are sought anew. A bin that had no speechless frame
/// in the whole window starts its second pass anew from the first.
void cm_imcra_renew(cm_imcra_state state, size_t slot);
