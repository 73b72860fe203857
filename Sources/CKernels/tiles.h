#pragma once
#include "activations.h"
#include "cm_convolution.h"
#include "vectors.h"

// Toom-Cook's F(4, 5) along rows: a tile of four results of five taps takes eight multiplications where the direct sum
// takes twenty. The points are 0, ±1, ±2, ±½ and infinity; even and odd rows share their products at ±p.

typedef float cm_v4 __attribute__((vector_size(16)));

CM_INLINE size_t part(size_t channel_stride) { return channel_stride / cm_tile_rows; }

// The eight rows from row - PADDING of as many tiles as VECTOR has lanes, to their values at the eight points.
#define CM_TRANSFORM(NAME, VECTOR)                                                                                     \
    CM_INLINE void NAME(const float *x, size_t part, float *v, size_t point, const ptrdiff_t PADDING) {                \
        VECTOR d[8], even, odd, r;                                                                                     \
        _Pragma("clang loop unroll(full)") for (ptrdiff_t i = 0; i < 8; i++)                                           \
            memcpy(&d[i], x + ((i - PADDING) & 3) * (ptrdiff_t)part + ((i - PADDING) >> 2), sizeof r);                 \
        r = (d[0] - d[6]) + 5.25f * (d[4] - d[2]), memcpy(v, &r, sizeof r);                                            \
        even = (d[2] + d[6]) - 4.25f * d[4], odd = (d[1] + d[5]) - 4.25f * d[3];                                       \
        r = even + odd, memcpy(v + point, &r, sizeof r);                                                               \
        r = even - odd, memcpy(v + 2 * point, &r, sizeof r);                                                           \
        even = (d[6] + 0.25f * d[2]) - 1.25f * d[4], odd = (d[1] + 4.0f * d[5]) - 5.0f * d[3];                         \
        r = even + 0.5f * odd, memcpy(v + 3 * point, &r, sizeof r);                                                    \
        r = even - 0.5f * odd, memcpy(v + 4 * point, &r, sizeof r);                                                    \
        even = (d[6] + 4.0f * d[2]) - 5.0f * d[4], odd = (d[1] + 0.25f * d[5]) - 1.25f * d[3];                         \
        r = even + 2.0f * odd, memcpy(v + 5 * point, &r, sizeof r);                                                    \
        r = even - 2.0f * odd, memcpy(v + 6 * point, &r, sizeof r);                                                    \
        r = (d[7] - d[1]) + 5.25f * (d[3] - d[5]), memcpy(v + 7 * point, &r, sizeof r);                                \
    }
CM_TRANSFORM(transform_sixteen, cm_v16)
CM_TRANSFORM(transform_four, cm_v4)

CM_INLINE void transform_padded(const cm_convolution *c, const ptrdiff_t PADDING) {
    const size_t step = c->x_channel_stride, inputs = c->inputs, stride = c->transformed_stride;
    const size_t point = inputs * stride, tiles = c->panels * cm_tile_lanes + c->groups - 1;
    const float *x = c->x - c->padding / cm_tile_rows;
    float *v = c->transformed;
    size_t t = 0;
    // Tiles outside, channels inside: the loop is long, and the few tiles behind the last panel need no sixteen lanes.
    for (; t + 8 < tiles; t += 16)
        for (size_t d = 0; d < inputs; d++)
            transform_sixteen(x + t + d * step, part(step), v + t + d * stride, point, PADDING);
    for (; t < tiles; t += 4)
        for (size_t d = 0; d < inputs; d++)
            transform_four(x + t + d * step, part(step), v + t + d * stride, point, PADDING);
}

CM_INLINE void transform_tiles(const cm_convolution *c) {
    switch (c->padding % cm_tile_rows) {
    case 0: return transform_padded(c, 0);
    case 1: return transform_padded(c, 1);
    case 2: return transform_padded(c, 2);
    default: return transform_padded(c, 3);
    }
}

// Sixteen sums to their place: what is added, the activation, and the rectified copy.
CM_INLINE void store_sums(const cm_convolution *c, cm_v16 sums, size_t place, const enum cm_activation KIND,
                          cm_v16 slope, const int IS_PLAIN) {
    if (!IS_PLAIN && c->add) sums += cm_load16(c->add + place);
    cm_v16 y = cm_activated16(KIND, sums, slope);
    cm_store16(c->y + place, y);
    if (!IS_PLAIN && c->rectified) cm_store16(c->rectified + place, cm_max16(y, cm_all16(0)));
}

// The sums at the points of outputs `first` to `first + width`, to their rows.
CM_INLINE void finish_as(const cm_convolution *convolution, size_t first, size_t width, size_t panel, const size_t PANELS,
                         const enum cm_activation KIND, const int IS_PLAIN) {
    const cm_convolution own = *convolution, *c = &own;
    const size_t step = c->y_channel_stride, quarter = part(step), point = PANELS * cm_tile_lanes;
    const float *from = c->sums;
    for (size_t o = first; o < first + width; o++, from += cm_tile_points * point) {
        const cm_v16 bias = cm_all16(c->bias[o]), slope = cm_all16(c->slopes ? c->slopes[o] : c->slope);
#pragma clang loop unroll(full)
        for (size_t t = 0; t < point; t += cm_tile_lanes) {
            const float *m = from + t;
            cm_v16 m1 = cm_load16(m + point), m2 = cm_load16(m + 2 * point), m3 = cm_load16(m + 3 * point);
            cm_v16 m4 = cm_load16(m + 4 * point), m5 = cm_load16(m + 5 * point), m6 = cm_load16(m + 6 * point);
            cm_v16 s1 = m1 + m2 + bias, d1 = m1 - m2 + bias, s2 = m3 + m4, d2 = m3 - m4, s3 = m5 + m6, d3 = m5 - m6;
            cm_v16 y0 = (cm_load16(m) + s1) + (s2 + s3), y1 = (d1 + 2.0f * d2) + 0.5f * d3;
            cm_v16 y2 = (s1 + 4.0f * s2) + 0.25f * s3, y3 = (d1 + 8.0f * d2) + (0.125f * d3 + cm_load16(m + 7 * point));
            size_t place = o * step + panel * cm_tile_lanes + t;
            store_sums(c, y0, place, KIND, slope, IS_PLAIN);
            store_sums(c, y1, place + quarter, KIND, slope, IS_PLAIN);
            store_sums(c, y2, place + 2 * quarter, KIND, slope, IS_PLAIN);
            store_sums(c, y3, place + 3 * quarter, KIND, slope, IS_PLAIN);
        }
    }
}

CM_INLINE void finish_tiles(const cm_convolution *c, size_t first, size_t width, size_t panel, const size_t PANELS) {
    if (c->activation == cm_activation_relu && !c->add && !c->rectified)
        finish_as(c, first, width, panel, PANELS, cm_activation_relu, 1);
    else
        finish_as(c, first, width, panel, PANELS, c->activation, 0);
}
