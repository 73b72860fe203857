#pragma once
#include <stddef.h>

/// What becomes of a sum before it is stored.
enum cm_activation {
    cm_activation_none,
    cm_activation_relu,
    /// x below zero is multiplied by `slope`.
    cm_activation_leaky_relu,
    /// x below zero is multiplied by its column's slope.
    cm_activation_prelu,
    /// x / (1 + e^-x)
    cm_activation_silu,
    cm_activation_sigmoid,
    cm_activation_tanh,
};

/// Columns of a panel: products are computed this many columns at a time.
enum { cm_panel_columns = 16 };

/// One product of layers: y[r][c] = f(start[r][c] + sum over t, d of x[r * row_stride + t * tap_stride + d] * w[t, d][c]).
///
/// With one tap it is a matrix product; with rows that overlap it is a convolution along them. `w` holds panels of 16
/// columns, the rows of a panel `w_row_stride` apart: weights packed once, or rows of activations as they lie. All 16
/// columns of the last panel are stored, so a row of `y` has room for whole panels.
typedef struct {
    const float *x;
    size_t row_stride, taps, tap_stride, depth;
    const float *w;
    size_t w_row_stride, w_panel_stride;
    /// One value a column, added to every row; or null.
    const float *bias;
    float *y;
    size_t y_row_stride;
    size_t rows, panels;
    /// Nonzero: what `y` holds is added too.
    int accumulate;
    enum cm_activation activation;
    float slope;
    /// One value a column; for `cm_activation_prelu`.
    const float *slopes;
} cm_product;

/// Computes one product, on the best level that the processor has; `y` overlaps nothing else.
void cm_multiply_matrices(const cm_product *product);

/// What the instructions of a product may be: the machine's least, AVX2 with FMA, AVX-512.
enum cm_level { cm_level_base, cm_level_v3, cm_level_v4 };

/// Nonzero where the processor has the level.
int cm_has_level(enum cm_level level);

/// The best level that the processor has.
enum cm_level cm_best_level(void);

/// Computes one product on one level, which the processor has; for tests.
void cm_multiply_matrices_at(enum cm_level level, const cm_product *product);

/// Multiply-accumulates a second of one core, in registers alone: the roof of every product. `rounds` of 12 sums of 16.
float cm_peak_rounds(size_t rounds);
enum { cm_peak_multiplies = 12 * 16 };
