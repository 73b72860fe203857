#pragma once
#include <stddef.h>

/// average = weight * average + (1 - weight) * value
void cm_smooth(const float *restrict value, float *restrict average, size_t count, float weight);

/// sums[k] = values[0] + … + values[k - 1], `count + 1` of them.
void cm_running_sums(const float *restrict values, float *restrict sums, size_t count);

/// mean[k] = the mean of the values within `radius` of k, from their running sums; fewer at the edges.
void cm_box_mean(const float *restrict sums, float *restrict mean, size_t count, size_t radius);

/// presence[k] *= log(values[k] / low) / log(high / low), clamped to [0, 1] (Cohen and Berdugo 2001, eq. 25)
void cm_multiply_likelihood(const float *restrict values, float *restrict presence, size_t count, float low, float high);

/// Turns log-spectral gains into OM-LSA gains: absence q = 1 - presence, at most `most_absence`;
/// p = 1 / (1 + q / (1 - q) * (1 + prior) * exp(-v)), v = posterior * prior / (1 + prior);
/// gain = gain^p * floor^(1 - p) (Cohen and Berdugo 2001, eq. 9 and 16)
void cm_om_lsa_gain(const float *restrict prior, const float *restrict posterior, const float *restrict presence,
                    float *restrict gain, size_t bins, float most_absence, float floor);
