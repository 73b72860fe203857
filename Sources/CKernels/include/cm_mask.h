#pragma once
#include <stddef.h>

/// The cube root of every magnitude, phase kept: y = x (|x|^2 + 1e-12)^(-1/3), of `bins` interleaved complex numbers.
void cm_compress(const float *restrict spectrum, float *restrict compressed, size_t bins);

/// Moves the `channels` values of each of `bins` rows, `stride` apart, two down, and sets the last two to a complex number
/// of `frame` each.
void cm_push_frame(const float *restrict frame, float *restrict rows, size_t bins, size_t channels, size_t stride);

/// m = o / sqrt(1 + |o|^2 / bound^2): phase kept, |m| < bound.
void cm_bound_mask(const float *restrict raw, float *restrict mask, size_t bins, float bound);

/// gain = m |m|^2, the gain of the spectrum that the mask m is of its cube root; strength[k] = |m|^3.
void cm_mask_gains(const float *restrict mask, float *restrict gains, float *restrict strength, size_t bins);

/// Smooths complex gains along time, in place: gain = gain (mean / strength)^share, with `strength` its magnitude, and likewise
/// `strength` itself; the mean is that of the strengths so far, weighted with the power and with `memory` per frame: sums
/// heard = memory * heard + power, passed = memory * passed + power * strength. Ratios of less than 1e-4 count as that.
void cm_smooth_gains(const float *restrict power, float *restrict heard, float *restrict passed, float *restrict gains,
                     float *restrict strength, size_t bins, float memory, float share);

/// x = x (floor + (1 - floor) gain), complex, in place.
void cm_apply_complex_gains(const float *restrict gains, float floor, float *restrict spectrum, size_t bins);

/// sums += spectrum; the sum of complex spectra.
void cm_add_spectrum(const float *restrict spectrum, float *restrict sums, size_t bins);

/// The spectrum of the given power with the phase of `sums`, or of `spare` where the sums vanish; written to `sums`.
void cm_join_phase(const float *restrict power, const float *restrict spare, float *restrict sums, size_t bins);

/// (power + 1e-12)^(1/6): cube roots of magnitudes.
void cm_cube_root_magnitudes(const float *restrict power, float *restrict roots, size_t bins);

/// The mean, and the mean square, of all values.
void cm_moments(const float *restrict values, size_t count, float *restrict mean, float *restrict square);

/// y = (x - mean) * scale
void cm_standardize(const float *restrict x, float *restrict y, size_t count, float mean, float scale);

/// One step of the noise tracker that the frame networks were trained with (Gerkmann and Hendriks 2012; a-priori ratio
/// 15 dB): `noise` and `presence` are its state, presence clamped only where it has stuck.
void cm_track_noise(const float *restrict power, float *restrict noise, float *restrict presence, size_t bins,
                    float smoothing, float memory);

/// gain = sigmoid(o)^3
void cm_cubed_sigmoid(const float *restrict o, float *restrict gains, size_t bins);

/// gain = (max(o * deviation + mean, 0) / max(root, 1e-4))^3
void cm_cubed_ratio(const float *restrict o, const float *restrict roots, float *restrict gains, size_t bins, float mean,
                    float deviation);

/// estimate = cube-root magnitude after the gain: gain^(1/3) * root
void cm_cleaned_roots(const float *restrict gains, const float *restrict roots, float *restrict cleaned, size_t bins);
