#pragma once
#include <stddef.h>

#include "cm_product.h"

/// values[i] = f(values[i]); every activation but `cm_activation_prelu`.
void cm_activate(float *restrict values, size_t count, enum cm_activation activation, float slope);

/// target[i] += source[i]
void cm_add_to(const float *restrict source, float *restrict target, size_t count);

/// One step of gated recurrent units in every row. `input` and `hidden` hold three gates a row, reset, update, candidate,
/// each `columns` wide, a multiple of 16, biases added: n = tanh(i_n + r h_n), state = n + z (state - n).
void cm_gated_step(const float *restrict input, const float *restrict hidden, float *restrict state, size_t rows,
                   size_t columns);

/// Each row less its mean, over its deviation, times `gain` plus `shift`.
void cm_layer_norm(const float *restrict x, size_t x_row_stride, float *restrict y, size_t y_row_stride, size_t rows,
                   size_t columns, const float *restrict gain, const float *restrict shift, float epsilon);

/// The second half of a transposed convolution: adds the taps of every input row at row * stride - padding.
/// `taps` holds kernel * columns values a row; `y` has `y_rows` rows and starts from `bias`.
void cm_overlap_taps(const float *restrict taps, size_t taps_row_stride, size_t rows, size_t kernel, size_t columns,
                     size_t stride, size_t padding, const float *restrict bias, float *restrict y, size_t y_row_stride,
                     size_t y_rows);
