#include "cm_convolution.h"

#include "convolution_direct.h"
#include "dispatch.h"
#include "tiles.h"
#include "vectors.h"

// Between the transforms lies one matrix product a point: outputs by inputs and groups, times those by tiles.

// ROWS outputs of a block at POINTS points, for PANELS vectors of tiles, held in registers while the sum runs.
CM_INLINE void multiply_tile(const cm_convolution *c, const float *w, size_t width, size_t p, size_t row, size_t panel,
                             const size_t GROUPS, const size_t POINTS, const size_t ROWS, const size_t PANELS) {
    cm_v16 sums[8][12][2];
#pragma clang loop unroll(full)
    for (size_t n = 0; n < POINTS; n++)
#pragma clang loop unroll(full)
        for (size_t i = 0; i < ROWS; i++)
#pragma clang loop unroll(full)
            for (size_t j = 0; j < PANELS; j++) sums[n][i][j] = cm_all16(0);
    const size_t stride = c->transformed_stride, inputs = c->inputs, groups = GROUPS ? GROUPS : c->groups;
    const size_t v_point = inputs * stride, w_point = groups * inputs * width;
    const float *v = c->transformed + p * v_point + panel * cm_tile_lanes;
    w += p * w_point + row;
    for (size_t d = 0; d < inputs; d++, v += stride)
#pragma clang loop unroll_count(2)
        for (size_t g = 0; g < groups; g++, w += width)
#pragma clang loop unroll(full)
            for (size_t n = 0; n < POINTS; n++) {
                cm_v16 value[2];
#pragma clang loop unroll(full)
                for (size_t j = 0; j < PANELS; j++) value[j] = cm_load16(v + n * v_point + g + j * cm_tile_lanes);
#pragma clang loop unroll(full)
                for (size_t i = 0; i < ROWS; i++) {
                    cm_v16 weight = cm_all16(w[n * w_point + i]);
#pragma clang loop unroll(full)
                    for (size_t j = 0; j < PANELS; j++) sums[n][i][j] += weight * value[j];
                }
            }
    float *m = c->sums + (row * cm_tile_points + p) * PANELS * cm_tile_lanes;
#pragma clang loop unroll(full)
    for (size_t n = 0; n < POINTS; n++)
#pragma clang loop unroll(full)
        for (size_t i = 0; i < ROWS; i++)
#pragma clang loop unroll(full)
            for (size_t j = 0; j < PANELS; j++)
                cm_store16(m + ((i * cm_tile_points + n) * PANELS + j) * cm_tile_lanes, sums[n][i][j]);
}

// A block of `width` outputs at all points, in tiles of at most ROWS that are as equal as can be; small ones take several
// points at once, so that enough sums run side by side to hide the latency of each.
CM_INLINE void multiply_block(const cm_convolution *c, const float *w, size_t width, size_t panel, const size_t GROUPS,
                              const size_t ROWS, const size_t PANELS) {
#define CM_TILE(N, POINTS)                                                                                             \
    case N:                                                                                                            \
        if (N <= ROWS)                                                                                                 \
            for (size_t p = 0; p < cm_tile_points; p += POINTS)                                                        \
                multiply_tile(c, w, width, p, row, panel, GROUPS, POINTS, N, PANELS);                                  \
        break;
    for (size_t row = 0; row < width;) {
        size_t left = width - row, tiles = (left + ROWS - 1) / ROWS, rows = (left + tiles - 1) / tiles;
        switch (rows) {
            CM_TILE(12, 1)
            CM_TILE(11, 1)
            CM_TILE(10, 1)
            CM_TILE(9, 1)
            CM_TILE(8, 1)
            CM_TILE(7, 1)
            CM_TILE(6, (ROWS >= 12 ? 2 : 1))
            CM_TILE(5, (ROWS >= 10 ? 2 : 1))
            CM_TILE(4, (ROWS >= 8 ? 2 : 1))
            CM_TILE(3, (ROWS >= 12 ? 4 : ROWS >= 6 ? 2 : 1))
            CM_TILE(2, (ROWS >= 8 ? 4 : ROWS >= 4 ? 2 : 1))
            CM_TILE(1, (ROWS >= 8 ? 8 : ROWS >= 4 ? 4 : ROWS >= 2 ? 2 : 1))
        }
        row += rows;
    }
#undef CM_TILE
}

// Block by block, so that what lies between product and result stays in the first cache.
CM_INLINE void multiply_tiles(const cm_convolution *c, size_t panel, const size_t ROWS, const size_t PANELS) {
    const float *w = c->filters;
    size_t blocks = (c->outputs + cm_tile_block - 1) / cm_tile_block;
    for (size_t first = 0, width; first < c->outputs; first += width, blocks--) {
        width = (c->outputs - first + blocks - 1) / blocks;
        if (c->groups == 1)
            multiply_block(c, w, width, panel, 1, ROWS, PANELS);
        else if (c->groups == 2)
            multiply_block(c, w, width, panel, 2, ROWS, PANELS);
        else
            multiply_block(c, w, width, panel, 0, ROWS, PANELS);
        finish_tiles(c, first, width, panel, PANELS);
        w += cm_tile_points * c->groups * c->inputs * width;
    }
}

CM_INLINE void convolve(const cm_convolution *c, const size_t ROWS, const size_t PANELS) {
    for (size_t row = c->panels * cm_tile_lanes * cm_tile_rows; row < c->rows; row++) sum_row(c, row);
    if (c->groups > 0) transform_tiles(c);
    for (size_t panel = 0; panel < c->panels;) {
        if (PANELS == 2 && panel + 2 <= c->panels) {
            if (c->groups > 0)
                multiply_tiles(c, panel, ROWS, 2);
            else
                sum_directly(c, panel, 2);
            panel += 2;
        } else {
            if (c->groups > 0)
                multiply_tiles(c, panel, ROWS, 1);
            else
                sum_directly(c, panel, 1);
            panel += 1;
        }
    }
}

// As many sums as the register files hold: 24 of 16 floats, 12 of 8, 24 (arm64) or 8 of 4.
#ifdef CM_X86_LEVELS
CM_V4 static void convolve_v4(const cm_convolution *c) { convolve(c, 12, 2); }
CM_V3 static void convolve_v3(const cm_convolution *c) { convolve(c, 6, 1); }
#endif

static void convolve_base(const cm_convolution *c) {
#if defined(__aarch64__)
    convolve(c, 6, 1);
#else
    convolve(c, 2, 1);
#endif
}

void cm_convolve_at(enum cm_level level, const cm_convolution *c) {
#ifdef CM_X86_LEVELS
    if (level == cm_level_v4) return convolve_v4(c);
    if (level == cm_level_v3) return convolve_v3(c);
#else
    (void)level;
#endif
    convolve_base(c);
}

void cm_convolve(const cm_convolution *c) { cm_convolve_at(cm_best_level(), c); }

void cm_split_rows(const float *restrict column, size_t rows, float *restrict channel, size_t channel_stride) {
    for (size_t r = 0; r < cm_tile_rows; r++)
        for (size_t row = r; row < rows; row += cm_tile_rows)
            channel[r * part(channel_stride) + row / cm_tile_rows] = column[row];
}

void cm_join_rows(const float *restrict channel, size_t channel_stride, float *restrict column, size_t rows) {
    for (size_t r = 0; r < cm_tile_rows; r++)
        for (size_t row = r; row < rows; row += cm_tile_rows)
            column[row] = channel[r * part(channel_stride) + row / cm_tile_rows];
}
