#pragma once
#include <stddef.h>

#include "cm_product.h"

/// Rows four at a time are a tile. A channel holds four stretches of one value a tile: its rows 0, 4, 8, …, then 1, 5, 9, ….
/// Neighbouring tiles are then neighbours in memory, and sixteen of them are computed at once, without a shuffle.
enum { cm_tile_rows = 4, cm_tile_points = 8, cm_tile_lanes = 16, cm_tile_block = 12 };

/// One convolution along rows: y[o][r] = f(bias[o] + add[o][r] + sum over i, k of w[o][i][k] x[i][r + k - padding]).
///
/// A channel of `x` is a quarter of `x_channel_stride` long in each of its four stretches, and zero where a filter reaches
/// beyond its rows. The first 64 * panels rows are computed as tiles, the rest up to `rows` one by one.
typedef struct {
    const float *x;
    size_t x_channel_stride;
    size_t inputs, outputs, taps, padding, rows, panels;
    /// Groups of four taps, the last one of up to five, that tiles are transformed for; zero for the direct sum of one or two
    /// outputs.
    size_t groups;
    /// Transformed: blocks of at most 12 outputs, as equal as can be, each [point][input][group][output of the block].
    /// Direct: [output][input][taps + 6], three zeros on either side, and 16 values behind the last.
    const float *filters;
    /// Transformed: the filters for the rows computed one by one, [tap][input][output], and 16 values behind the last.
    const float *row_filters;
    /// Outputs rounded up to 16; `slopes` too, for `cm_activation_prelu`, else null.
    const float *bias, *slopes;
    float slope;
    enum cm_activation activation;
    /// Laid out as `y`, or null.
    const float *add;
    float *y;
    /// Laid out as `y`, for max(y, 0) beside it; or null.
    float *rectified;
    size_t y_channel_stride;
    /// Room for the transformed tiles: [point][input] rows of 16 * panels + groups - 1 values, rounded up to 16.
    float *transformed;
    size_t transformed_stride;
    /// Room for 12 * 8 * 32 values, and for taps * inputs + 16.
    float *sums;
} cm_convolution;

/// Computes one convolution, on the best level that the processor has.
void cm_convolve(const cm_convolution *convolution);

/// Computes one convolution on one level, which the processor has; for tests.
void cm_convolve_at(enum cm_level level, const cm_convolution *convolution);

/// Takes the rows of one channel out of the order of frequencies into tiles, and back.
void cm_split_rows(const float *restrict column, size_t rows, float *restrict channel, size_t channel_stride);
void cm_join_rows(const float *restrict channel, size_t channel_stride, float *restrict column, size_t rows);
