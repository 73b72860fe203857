#pragma once
#include <string.h>

// Elementary functions that vectorise: no calls, no tables, no branches. Relative errors are those measured over the
// stated ranges against double precision.

static inline float cm_from_bits(int bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline int cm_to_bits(float value) {
    int bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float cm_min(float a, float b) { return a < b ? a : b; }
static inline float cm_max(float a, float b) { return a > b ? a : b; }
static inline float cm_clamp(float x, float low, float high) { return cm_min(cm_max(x, low), high); }

// 2^(whole + f) for an integer `whole` in [-126, 126] and f in [-1/2, 1/2].
static inline float cm_exp2_of(float whole, float f) {
    float p = 1.5403530e-4f;
    p = p * f + 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.0f;
    return p * cm_from_bits(((int)whole + 127) << 23);
}

// Adding and taking away 1.5 * 2^23 rounds to the nearest integer.
static inline float cm_nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

// 2^x for x in [-126, 126], relative error under 3e-7; x outside is clamped.
static inline float cm_exp2(float x) {
    float clamped = cm_clamp(x, -126.0f, 126.0f);
    float whole = cm_nearest(clamped);
    return cm_exp2_of(whole, clamped - whole);
}

// e^x for x in [-87, 87], relative error under 3e-7; x outside is clamped. The whole powers of two are taken out before
// the change of base, in two parts whose first is exact: x * log2(e) alone would lose the last bits of a large x.
static inline float cm_exp(float x) {
    float clamped = cm_clamp(x, -87.0f, 87.0f);
    float whole = cm_nearest(clamped * 1.44269504f);
    float rest = (clamped - whole * 0.693359375f) + whole * 2.12194440e-4f;
    return cm_exp2_of(whole, rest * 1.44269504f);
}

// Natural logarithm for normal positive x, relative error under 2e-7, near one as well.
static inline float cm_log(float x) {
    int bits = cm_to_bits(x);
    int exponent = (bits - 0x3f2aaaab) >> 23;
    float m = cm_from_bits(bits - exponent * (1 << 23)) - 1.0f;  // mantissa in [2/3, 4/3), less one
    float m2 = m * m;
    float p = 7.0376836292e-2f;
    p = p * m - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    return (float)exponent * 0.69314718f + (m + (m * m2 * p - 0.5f * m2));
}

// x^y for positive normal x, relative error under 3e-7 + 1.2e-7 * |ln(x^y)|.
static inline float cm_pow(float x, float y) { return cm_exp2(y * 1.44269504f * cm_log(x)); }

// The exponential integral E1(v) for v in [1e-10, 80], relative error under 2e-6 (Abramowitz and Stegun 1964, 5.1.53
// and 5.1.56).
static inline float cm_expint(float v) {
    float small = cm_clamp(v, 1e-10f, 1.0f);
    float low = 0.00107857f;
    low = low * small - 0.00976004f;
    low = low * small + 0.05519968f;
    low = low * small - 0.24991055f;
    low = low * small + 0.99999193f;
    low = low * small - 0.57721566f;
    low -= cm_log(small);
    float large = cm_clamp(v, 1.0f, 80.0f);
    float numerator = (((large + 8.5733287401f) * large + 18.0590169730f) * large + 8.6347608925f) * large + 0.2677737343f;
    float denominator =
        (((large + 9.5733223454f) * large + 25.6329561486f) * large + 21.0996530827f) * large + 3.9584969228f;
    float high = cm_exp(-large) / large * (numerator / denominator);
    return v < 1.0f ? low : high;
}
