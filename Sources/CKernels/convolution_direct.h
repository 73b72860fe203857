#pragma once
#include "tiles.h"

// What the transform does not pay for: layers of one or two outputs, and the few rows behind the last whole panel.

// All outputs, four rows of PANELS vectors of tiles each; every value loaded serves four taps.
CM_INLINE void sum_directly(const cm_convolution *c, size_t panel, const size_t PANELS) {
    const size_t step = c->x_channel_stride, width = c->taps + 6;
    const float *w = c->filters;
    for (size_t output = 0; output < c->outputs; output++) {
        cm_v16 sums[cm_tile_rows][2];
#pragma clang loop unroll(full)
        for (size_t r = 0; r < cm_tile_rows; r++)
#pragma clang loop unroll(full)
            for (size_t j = 0; j < PANELS; j++) sums[r][j] = cm_all16(c->bias[output]);
        const float *channel = c->x + panel * cm_tile_lanes;
        for (size_t d = 0; d < c->inputs; d++, w += width, channel += step)
            for (size_t remainder = 0; remainder < cm_tile_rows; remainder++) {
                size_t row = (remainder + c->padding) % cm_tile_rows;
                const float *x = channel + remainder * part(step) + (((ptrdiff_t)row - (ptrdiff_t)c->padding) >> 2);
                for (; row < c->taps + 3; row += cm_tile_rows, x++) {
                    cm_v16 value[2];
#pragma clang loop unroll(full)
                    for (size_t j = 0; j < PANELS; j++) value[j] = cm_load16(x + j * cm_tile_lanes);
#pragma clang loop unroll(full)
                    for (size_t r = 0; r < cm_tile_rows; r++) {
                        cm_v16 weight = cm_all16(w[row + 3 - r]);
#pragma clang loop unroll(full)
                        for (size_t j = 0; j < PANELS; j++) sums[r][j] += weight * value[j];
                    }
                }
            }
        const cm_v16 slope = cm_all16(c->slopes ? c->slopes[output] : c->slope);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < cm_tile_rows; r++)
#pragma clang loop unroll(full)
            for (size_t j = 0; j < PANELS; j++) {
                size_t at = output * c->y_channel_stride + r * part(c->y_channel_stride) + (panel + j) * cm_tile_lanes;
                store_sums(c, sums[r][j], at, c->activation, slope, 0);
            }
    }
}

// The values of one channel that a filter meets at one row, in the order of its taps from `first` on.
CM_INLINE void gather(const cm_convolution *c, size_t input, size_t from, size_t taps, float *values) {
    const size_t quarter = part(c->x_channel_stride);
    for (size_t k = 0; k < cm_tile_rows; k++) {
        size_t row = from + k;
        const float *x = c->x + input * c->x_channel_stride + row % cm_tile_rows * quarter + row / cm_tile_rows;
        for (size_t tap = k; tap < taps; tap += cm_tile_rows) values[tap] = *x++;
    }
}

// What has been summed for one row of `count` outputs from `output` on, to its places.
CM_INLINE void store_row(const cm_convolution *c, cm_v16 sums, size_t output, size_t count, size_t row) {
    const size_t step = c->y_channel_stride;
    const size_t at = output * step + row % cm_tile_rows * part(step) + row / cm_tile_rows;
    float lanes[16] = {0};
    for (size_t i = 0; c->add && i < count; i++) lanes[i] = c->add[at + i * step];
    const cm_v16 slope = c->slopes ? cm_load16(c->slopes + output) : cm_all16(c->slope);
    cm_store16(lanes, cm_activated16(c->activation, sums + cm_load16(c->bias + output) + cm_load16(lanes), slope));
    for (size_t i = 0; i < count; i++) c->y[at + i * step] = lanes[i];
    for (size_t i = 0; c->rectified && i < count; i++) c->rectified[at + i * step] = lanes[i] > 0 ? lanes[i] : 0;
}

// One row of all outputs: one or two of them sixteen taps at once, more of them sixteen outputs at once.
CM_INLINE void sum_row(const cm_convolution *c, size_t row) {
    const size_t first = row < c->padding ? c->padding - row : 0, reach = c->rows + c->padding - row;
    const size_t taps = (reach < c->taps ? reach : c->taps) - first, depth = taps * c->inputs;
    const size_t from = row + first - c->padding;
    float *x = c->sums;
    if (c->groups == 0) {
        cm_store16(x + taps, cm_all16(0));
        cm_v16 sums[2] = {0};
        for (size_t d = 0; d < c->inputs; d++) {
            gather(c, d, from, taps, x);
            for (size_t o = 0; o < c->outputs; o++) {
                const float *w = c->filters + (o * c->inputs + d) * (c->taps + 6) + 3 + first;
                for (size_t k = 0; k < taps; k += 16) sums[o] += cm_load16(x + k) * cm_load16(w + k);
            }
        }
        float lanes[16] = {0};
        for (size_t o = 0; o < c->outputs; o++)
            for (size_t i = 0; i < 16; i++) lanes[o] += sums[o][i];
        return store_row(c, cm_load16(lanes), 0, c->outputs, row);
    }
    // Gathered first, so that the sums are one long loop.
    const size_t step = c->x_channel_stride;
    for (size_t k = 0; k < taps; k++) {
        const float *channel = c->x + (from + k) % cm_tile_rows * part(step) + (from + k) / cm_tile_rows;
        for (size_t d = 0; d < c->inputs; d++) x[k * c->inputs + d] = channel[d * step];
    }
    for (size_t output = 0; output < c->outputs; output += 16) {
        const float *w = c->row_filters + first * c->inputs * c->outputs + output;
        cm_v16 sums[4] = {0};
        size_t n = 0;
        for (; n + 4 <= depth; n += 4, w += 4 * c->outputs)
#pragma clang loop unroll(full)
            for (size_t i = 0; i < 4; i++) sums[i] += x[n + i] * cm_load16(w + i * c->outputs);
        for (; n < depth; n++, w += c->outputs) sums[0] += x[n] * cm_load16(w);
        const size_t count = c->outputs - output < 16 ? c->outputs - output : 16;
        store_row(c, (sums[0] + sums[1]) + (sums[2] + sums[3]), output, count, row);
    }
}
