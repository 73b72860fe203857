#include "cm_layers.h"

#include <math.h>

#include "activations.h"
#include "dispatch.h"
#include "vectors.h"

CM_INLINE void activate(float *restrict values, size_t count, enum cm_activation activation, float slope) {
    const cm_v16 slopes = cm_all16(slope);
    size_t i = 0;
    for (; i + 16 <= count; i += 16) cm_store16(values + i, cm_activated16(activation, cm_load16(values + i), slopes));
    if (i == count) return;
    float rest[16] = {0};
    memcpy(rest, values + i, (count - i) * sizeof(float));
    cm_store16(rest, cm_activated16(activation, cm_load16(rest), slopes));
    memcpy(values + i, rest, (count - i) * sizeof(float));
}

CM_KERNEL void cm_activate(float *restrict values, size_t count, enum cm_activation activation, float slope) {
    activate(values, count, activation, slope);
}

CM_KERNEL void cm_add_to(const float *restrict source, float *restrict target, size_t count) {
    for (size_t i = 0; i < count; i++) target[i] += source[i];
}

// 2^(factor x), x clamped to ±limit; relative error under 3e-7 + 1e-7 |factor x|, for sums with one: there what is large
// needs no more digits. The shift leaves the exponent's bits at the end of the mantissa, so that nothing is converted.
CM_INLINE cm_v16 gate_power(cm_v16 x, float factor, float limit) {
    const cm_v16 shift = cm_all16(12582912.0f + 127);
    x = cm_min16(cm_max16(x, cm_all16(-limit)), cm_all16(limit));
    cm_v16 shifted = x * factor + shift;
    cm_v16 fraction = x * factor - (shifted - shift);
    return cm_fraction_power16(fraction) * (cm_v16)((cm_i16)shifted << 23);
}

// With R = 1 + e^-r, Z = 1 + e^-z and N = 1 + e^2n the gates are 1/R and 1/Z, and tanh n is 1 - 2/N, so that the new state
// n + (h - n)/Z is one fraction: a division less than gate by gate, and none waits for another's. The limits keep ZN finite.
CM_INLINE void gated_step(const float *restrict input, const float *restrict hidden, float *restrict state, size_t rows,
                          size_t columns) {
    const float e = 1.44269504f;
    for (size_t row = 0; row < rows; row++, input += 3 * columns, hidden += 3 * columns, state += columns)
        for (size_t c = 0; c < columns; c += 16) {
            const float *i = input + c, *h = hidden + c;
            cm_v16 reset = 1.0f + gate_power(cm_load16(i) + cm_load16(h), -e, 40);
            cm_v16 update = 1.0f + gate_power(cm_load16(i + columns) + cm_load16(h + columns), -e, 40);
            cm_v16 fresh = cm_load16(i + 2 * columns) + cm_load16(h + 2 * columns) / reset;
            fresh = 1.0f + gate_power(fresh, 2 * e, 20);
            cm_v16 last = cm_load16(state + c);
            cm_store16(state + c, ((fresh - 2.0f) * (update - 1.0f) + last * fresh) / (update * fresh));
        }
}

CM_KERNEL void cm_gated_step(const float *restrict input, const float *restrict hidden, float *restrict state,
                             size_t rows, size_t columns) {
    gated_step(input, hidden, state, rows, columns);
}

CM_KERNEL void cm_layer_norm(const float *restrict x, size_t x_row_stride, float *restrict y, size_t y_row_stride,
                             size_t rows, size_t columns, const float *restrict gain, const float *restrict shift,
                             float epsilon) {
    for (size_t row = 0; row < rows; row++, x += x_row_stride, y += y_row_stride) {
        float sum = 0;
        for (size_t c = 0; c < columns; c++) sum += x[c];
        float mean = sum / (float)columns, square = 0;
        for (size_t c = 0; c < columns; c++) square += (x[c] - mean) * (x[c] - mean);
        float scale = 1.0f / sqrtf(square / (float)columns + epsilon);
        for (size_t c = 0; c < columns; c++) y[c] = (x[c] - mean) * scale * gain[c] + shift[c];
    }
}

CM_KERNEL void cm_overlap_taps(const float *restrict taps, size_t taps_row_stride, size_t rows, size_t kernel,
                               size_t columns, size_t stride, size_t padding, const float *restrict bias,
                               float *restrict y, size_t y_row_stride, size_t y_rows) {
    for (size_t row = 0; row < y_rows; row++)
        for (size_t c = 0; c < columns; c++) y[row * y_row_stride + c] = bias[c];
    for (size_t row = 0; row < rows; row++)
        for (size_t k = 0; k < kernel; k++) {
            size_t place = row * stride + k;
            if (place < padding || place - padding >= y_rows) continue;
            float *to = y + (place - padding) * y_row_stride;
            const float *from = taps + row * taps_row_stride + k * columns;
            for (size_t c = 0; c < columns; c++) to[c] += from[c];
        }
}
