#include "cm_product.h"

#include "dispatch.h"
#include "vectors.h"

// Each machine's own tile needs its own source line, so the choice is made here and not by `target_clones`.

// The tile of one step: ROWS rows by PANELS panels, held in registers while the sum runs.

CM_INLINE cm_v16 activated(const cm_product *p, cm_v16 x, size_t column) {
    switch (p->activation) {
    case cm_activation_none: return x;
    case cm_activation_relu: return cm_max16(x, cm_all16(0));
    case cm_activation_leaky_relu: return cm_select16(x > 0.0f, x, x * p->slope);
    case cm_activation_prelu: return cm_select16(x > 0.0f, x, x * cm_load16(p->slopes + column));
    case cm_activation_silu: return cm_silu16(x);
    case cm_activation_sigmoid: return cm_sigmoid16(x);
    case cm_activation_tanh: return cm_tanh16(x);
    }
    return x;
}

CM_INLINE void tile(const cm_product *p, size_t row, size_t panel, const size_t ROWS, const size_t PANELS) {
    cm_v16 sums[8][2];
    float *y = p->y + row * p->y_row_stride + panel * cm_panel_columns;
#pragma clang loop unroll(full)
    for (size_t j = 0; j < PANELS; j++) {
        cm_v16 start = p->bias ? cm_load16(p->bias + (panel + j) * cm_panel_columns) : cm_all16(0);
#pragma clang loop unroll(full)
        for (size_t i = 0; i < ROWS; i++) {
            sums[i][j] = start;
            if (p->accumulate) sums[i][j] += cm_load16(y + i * p->y_row_stride + j * cm_panel_columns);
        }
    }
    const size_t stride = p->row_stride, w_stride = p->w_row_stride, w_panel = p->w_panel_stride;
    const float *w = p->w + panel * w_panel;
    for (size_t t = 0; t < p->taps; t++) {
        const float *x = p->x + row * stride + t * p->tap_stride;
        for (size_t d = 0; d < p->depth; d++, w += w_stride, x++) {
            cm_v16 column[2];
#pragma clang loop unroll(full)
            for (size_t j = 0; j < PANELS; j++) column[j] = cm_load16(w + j * w_panel);
#pragma clang loop unroll(full)
            for (size_t i = 0; i < ROWS; i++) {
                cm_v16 value = cm_all16(x[i * stride]);
#pragma clang loop unroll(full)
                for (size_t j = 0; j < PANELS; j++) sums[i][j] += value * column[j];
            }
        }
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < ROWS; i++)
#pragma clang loop unroll(full)
        for (size_t j = 0; j < PANELS; j++)
            cm_store16(y + i * p->y_row_stride + j * cm_panel_columns,
                       activated(p, sums[i][j], (panel + j) * cm_panel_columns));
}

// All rows of PANELS panels, in tiles of at most ROWS that are as equal as can be.
CM_INLINE void strip(const cm_product *p, size_t panel, const size_t ROWS, const size_t PANELS) {
    for (size_t row = 0; row < p->rows;) {
        size_t left = p->rows - row, tiles = (left + ROWS - 1) / ROWS, rows = (left + tiles - 1) / tiles;
        switch (rows) {
        case 8:
            if (ROWS >= 8) tile(p, row, panel, 8, PANELS);
            break;
        case 7:
            if (ROWS >= 7) tile(p, row, panel, 7, PANELS);
            break;
        case 6:
            if (ROWS >= 6) tile(p, row, panel, 6, PANELS);
            break;
        case 5:
            if (ROWS >= 5) tile(p, row, panel, 5, PANELS);
            break;
        case 4:
            if (ROWS >= 4) tile(p, row, panel, 4, PANELS);
            break;
        case 3:
            if (ROWS >= 3) tile(p, row, panel, 3, PANELS);
            break;
        case 2: tile(p, row, panel, 2, PANELS); break;
        default: tile(p, row, panel, 1, PANELS); break;
        }
        row += rows;
    }
}

// The sizes are those of the register files: 32 registers of 16 floats, 16 of 8, 32 (arm64) or 16 of 4.
#ifdef CM_X86_LEVELS
CM_V4 static void multiply_v4(const cm_product *p) {
    size_t panel = 0;
    for (; panel + 2 <= p->panels; panel += 2) strip(p, panel, 8, 2);
    if (panel < p->panels) strip(p, panel, 8, 1);
}

CM_V3 static void multiply_v3(const cm_product *p) {
    for (size_t panel = 0; panel < p->panels; panel++) strip(p, panel, 5, 1);
}
#endif

static void multiply_base(const cm_product *p) {
#if defined(__aarch64__)
    for (size_t panel = 0; panel < p->panels; panel++) strip(p, panel, 6, 1);
#else
    for (size_t panel = 0; panel < p->panels; panel++) strip(p, panel, 2, 1);
#endif
}

int cm_has_level(enum cm_level level) {
#ifdef CM_X86_LEVELS
    if (level == cm_level_v4) return __builtin_cpu_supports("x86-64-v4") != 0;
    if (level == cm_level_v3) return __builtin_cpu_supports("x86-64-v3") != 0;
#endif
    return level == cm_level_base;
}

void cm_multiply_matrices_at(enum cm_level level, const cm_product *p) {
#ifdef CM_X86_LEVELS
    if (level == cm_level_v4) return multiply_v4(p);
    if (level == cm_level_v3) return multiply_v3(p);
#else
    (void)level;
#endif
    multiply_base(p);
}

enum cm_level cm_best_level(void) {
    if (cm_has_level(cm_level_v4)) return cm_level_v4;
    return cm_has_level(cm_level_v3) ? cm_level_v3 : cm_level_base;
}

void cm_multiply_matrices(const cm_product *p) { cm_multiply_matrices_at(cm_best_level(), p); }

CM_INLINE float peak(size_t rounds) {
    cm_v16 sums[12] = {0};
    cm_v16 x = cm_all16((float)rounds * 1e-9f), w = x + 0.5f;
    for (size_t r = 0; r < rounds; r++)
#pragma clang loop unroll(full)
        for (size_t i = 0; i < 12; i++) sums[i] = sums[i] * w + x;
    cm_v16 total = sums[0];
    for (size_t i = 1; i < 12; i++) total += sums[i];
    return total[0];
}

CM_KERNEL float cm_peak_rounds(size_t rounds) { return peak(rounds); }
