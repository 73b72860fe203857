// Every kernel on the same numbers on two machines: `kernels write FILE` on one, `kernels compare FILE` on the other.
//
// The kernels are tested against their definitions in Swift where those tests run. This carries the result to machines
// that can only be emulated (`make arm64`), where a Swift toolchain would be too slow.

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cm_kernels.h"

static FILE *file;
static int compares, kernels, failures;
static uint64_t state = 1;

// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
static double uniform(void) {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

// Zeros, and 64 more behind them; never freed.
static float *room(size_t count) {
    float *made = calloc(count + 64, sizeof *made);
    if (!made) exit(70);
    return made;
}

static float *between(double low, double high, size_t count) {
    float *made = room(count);
    for (size_t i = 0; i < count; i++) made[i] = (float)(low + (high - low) * uniform());
    return made;
}

// Powers over eight decades, as spectra have them.
static float *powers(size_t count) {
    float *made = between(-8, 0, count);
    for (size_t i = 0; i < count; i++) made[i] = powf(10, made[i]);
    return made;
}

// Writes a kernel's result, or holds it against the one in the file: relative to the largest, and to each value.
static void result(const char *name, const float *values, size_t count) {
    kernels++;
    if (!compares) {
        if (fwrite(values, sizeof *values, count, file) != count) exit(74);
        return;
    }
    float *expected = room(count);
    if (fread(expected, sizeof *expected, count, file) != count) {
        fprintf(stderr, "%s: the file is too short\n", name);
        exit(65);
    }
    double largest = 0, worst = 0;
    for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs((double)expected[i]));
    for (size_t i = 0; i < count; i++) {
        double error = fabs((double)values[i] - (double)expected[i]);
        worst = fmax(worst, error / (1e-2 * largest + fabs((double)expected[i]) + 1e-30));
        if (isnan(values[i]) != isnan(expected[i])) worst = INFINITY;
    }
    if (worst <= 2e-5) return;
    failures++;
    printf("%s: off by %.2g\n", name, worst);
}

static void bytes(const char *name, const uint8_t *values, size_t count) {
    float *copy = room(count);
    for (size_t i = 0; i < count; i++) copy[i] = values[i];
    result(name, copy, count);
}

static void one(const char *name, double value) {
    float copy = (float)value;
    result(name, &copy, 1);
}

static void products(void) {
    for (int activation = cm_activation_none; activation <= cm_activation_tanh; activation++)
        for (size_t rows = 1; rows <= 13; rows += 3)
            for (size_t panels = 1; panels <= 3; panels++) {
                size_t depth = 9, taps = 2, columns = panels * cm_panel_columns;
                float *y = between(-1, 1, rows * columns);
                cm_product product = {
                    .x = between(-1, 1, (rows + taps) * depth), .row_stride = depth, .taps = taps, .tap_stride = depth,
                    .depth = depth, .w = between(-1, 1, taps * depth * columns), .w_row_stride = cm_panel_columns,
                    .w_panel_stride = taps * depth * cm_panel_columns, .bias = between(-1, 1, columns), .y = y,
                    .y_row_stride = columns, .rows = rows, .panels = panels, .accumulate = rows % 2, .slope = 0.2f,
                    .activation = (enum cm_activation)activation, .slopes = between(0, 1, columns),
                };
                cm_multiply_matrices(&product);
                result("cm_multiply_matrices", y, rows * columns);
            }
}

static void convolutions(void) {
    static const size_t shapes[][3] = {{3, 5, 1}, {2, 9, 2}, {3, 13, 3}, {2, 7, 0}};
    for (size_t outputs = 1; outputs <= 13; outputs++)
        for (size_t shape = 0; shape < 4; shape++)
            for (size_t panels = 1; panels <= 3; panels++) {
                size_t inputs = shapes[shape][0], taps = shapes[shape][1], groups = shapes[shape][2];
                if (groups == 0 && outputs > 2) continue;
                size_t part = 16 * panels + 16, stride = 16 * panels + 16;
                float *y = room(4 * part * outputs), *rectified = room(4 * part * outputs);
                float *x = between(-1, 1, 16 + 4 * part * inputs + 64);
                cm_convolution convolution = {
                    .x = x + 16, .x_channel_stride = 4 * part, .inputs = inputs, .outputs = outputs, .taps = taps,
                    .padding = taps / 2, .rows = 64 * panels + 2, .panels = panels, .groups = groups,
                    .filters = between(-1, 1, (8 * groups + taps + 6) * inputs * outputs + 64),
                    .row_filters = between(-1, 1, taps * inputs * outputs), .bias = between(-1, 1, outputs + 16),
                    .slope = 0.25f, .activation = cm_activation_leaky_relu, .add = between(-1, 1, 4 * part * outputs),
                    .y = y, .rectified = rectified, .y_channel_stride = 4 * part,
                    .transformed = room(8 * inputs * stride + 64), .transformed_stride = stride,
                    .sums = room(12 * 8 * 32 + taps * inputs),
                };
                cm_convolve(&convolution);
                result("cm_convolve", y, 4 * part * outputs);
                result("cm_convolve, rectified", rectified, 4 * part * outputs);
            }
    float *channel = room(4 * 40), *column = room(129);
    cm_split_rows(between(-1, 1, 129), 129, channel, 4 * 40);
    result("cm_split_rows", channel, 4 * 40);
    cm_join_rows(channel, 4 * 40, column, 129);
    result("cm_join_rows", column, 129);
}

static void layers(size_t n) {
    for (int activation = cm_activation_none; activation <= cm_activation_tanh; activation++) {
        if (activation == cm_activation_prelu) continue;
        float *values = between(-9, 9, n);
        cm_activate(values, n, (enum cm_activation)activation, 0.1f);
        result("cm_activate", values, n);
    }
    float *target = between(-1, 1, n), *normed = room(3 * n), *overlapped = room(4 * n);
    cm_add_to(between(-1, 1, n), target, n);
    result("cm_add_to", target, n);
    float *memory = between(-1, 1, 5 * 32);
    cm_gated_step(between(-3, 3, 5 * 96), between(-3, 3, 5 * 96), memory, 5, 32);
    result("cm_gated_step", memory, 5 * 32);
    cm_layer_norm(between(-1, 1, 3 * n), n, normed, n, 3, n, between(0, 2, n), between(-1, 1, n), 1e-5f);
    result("cm_layer_norm", normed, 3 * n);
    cm_overlap_taps(between(-1, 1, 2 * 3 * n), 3 * n, 2, 3, n, 2, 1, between(-1, 1, n), overlapped, n, 4);
    result("cm_overlap_taps", overlapped, 4 * n);
}

static void masks(size_t n) {
    float *two = between(-1, 1, 2 * n), *out = room(2 * n), *strength = room(n), *sums = room(2 * n + 2);
    cm_compress(two, out, n);
    result("cm_compress", out, 2 * n);
    float *rows = between(-1, 1, 6 * n);
    cm_push_frame(two, rows, n, 6, 6);
    result("cm_push_frame", rows, 6 * n);
    cm_bound_mask(two, out, n, 1.2f);
    result("cm_bound_mask", out, 2 * n);
    cm_mask_gains(out, two, strength, n);
    result("cm_mask_gains", two, 2 * n);
    result("cm_mask_gains, strength", strength, n);
    cm_smooth_gains(powers(n), powers(n), powers(n), two, strength, n, 0.6f, 0.5f);
    result("cm_smooth_gains", two, 2 * n);
    result("cm_smooth_gains, strength", strength, n);
    float *spectrum = between(-1, 1, 2 * n);
    cm_apply_complex_gains(two, 0.1f, spectrum, n);
    result("cm_apply_complex_gains", spectrum, 2 * n);
    cm_add_spectrum(spectrum, sums, n);
    result("cm_add_spectrum", sums, 2 * n);
    float *power = powers(n), *roots = room(n), mean = 0, square = 0;
    cm_join_phase(power, between(-1, 1, 2 * n), sums, n);
    result("cm_join_phase", sums, 2 * n);
    cm_cube_root_magnitudes(power, roots, n);
    result("cm_cube_root_magnitudes", roots, n);
    cm_moments(roots, n, &mean, &square);
    one("cm_moments, mean", mean);
    one("cm_moments, square", square);
    cm_standardize(roots, out, n, 0.3f, 2);
    result("cm_standardize", out, n);
    float *noise = powers(n), *presence = between(0, 1, n);
    cm_track_noise(power, noise, presence, n, 0.8f, 0.9f);
    result("cm_track_noise", noise, n);
    result("cm_track_noise, presence", presence, n);
    float *o = between(-4, 4, n);
    cm_cubed_sigmoid(o, out, n);
    result("cm_cubed_sigmoid", out, n);
    cm_cubed_ratio(o, roots, out, n, 0.2f, 0.3f);
    result("cm_cubed_ratio", out, n);
    cm_cleaned_roots(between(0, 1, n), roots, out, n);
    result("cm_cleaned_roots", out, n);
}

static void gains(size_t n) {
    float *power = powers(n), *noise = powers(n), *speech = powers(n);
    float *prior = room(n), *posterior = room(n), *gain = room(n);
    cm_decision_directed(power, noise, speech, prior, posterior, n, 0.98f, 0.003f);
    result("cm_decision_directed", prior, n);
    result("cm_decision_directed, posterior", posterior, n);
    cm_wiener_gain(prior, gain, n);
    result("cm_wiener_gain", gain, n);
    cm_log_mmse_gain(prior, posterior, gain, n, 1);
    result("cm_log_mmse_gain", gain, n);
    cm_om_lsa_gain(prior, posterior, between(0, 1, n), gain, n, 0.95f, 0.1f);
    result("cm_om_lsa_gain", gain, n);
    cm_finish_gain(gain, power, speech, n, 0.1f);
    result("cm_finish_gain", gain, n);
    result("cm_finish_gain, speech", speech, n);
    cm_subtraction_gain(power, noise, gain, n, 2, 0.5f, 0.1f, 0.3f);
    result("cm_subtraction_gain", gain, n);
    cm_opinion_factor(between(0.01, 1, n), between(0.01, 1, n), gain, n, 0.2f, 1.06f);
    result("cm_opinion_factor", gain, n);
    one("cm_sum", cm_sum(power, n));
    one("cm_passed_power", cm_passed_power(gain, power, n));
}

static void noises(size_t n) {
    float *power = powers(n), *noise = powers(n), *out = room(n), *padded = room(n + 8);
    one("cm_noise_total", cm_noise_total(power, n));
    cm_noise_copy(power, out, n);
    result("cm_noise_copy", out, n);
    cm_noise_average(power, out, padded, n, 0.4f, 0.25f);
    result("cm_noise_average", out, n);
    float *mean = between(0, 1, n), *presence = between(0, 1, n);
    cm_noise_presence(power, noise, mean, presence, padded, n, 0.8f, 0.9f);
    result("cm_noise_presence", noise, n);
    result("cm_noise_presence, mean", mean, n);
    float *smoothed = powers(n), *lowest = powers(n), *speech = powers(n);
    one("cm_noise_likelihood", cm_noise_likelihood(power, noise, between(0, 1, n), speech, smoothed, lowest, n, 0.9f, 0.8f));
    result("cm_noise_likelihood, lowest", lowest, n);
    cm_noise_follow(power, noise, n, 0.9f);
    result("cm_noise_follow", noise, n);
    cm_noise_raise(smoothed, lowest, noise, n, 1.5f);
    result("cm_noise_raise", noise, n);
    cm_minimum_state minimum = {
        .smoothed = powers(n), .mean = powers(n), .mean_square = powers(n), .inverse_freedom = between(0.01, 0.5, n),
        .current = powers(n), .current_short = powers(n), .lowest = powers(n), .turned = room(n),
        .slots = powers(4 * n), .bins = n, .slot_count = 4,
    };
    cm_minimum_bias bias = {1.1f, 96, 0.8f, 12, 0.6f};
    cm_minimum_sums sums = cm_minimum_levels(power, minimum.smoothed, noise, n);
    one("cm_minimum_levels", sums.power + sums.smoothed + sums.noise);
    one("cm_minimum_smooth", cm_minimum_smooth(minimum, power, noise, (cm_minimum_smoothing){0.96f, 0.3f, 0.8f, 0.002f}));
    result("cm_minimum_smooth, smoothed", minimum.smoothed, n);
    cm_minimum_search(minimum, noise, bias, 1);
    result("cm_minimum_search", noise, n);
    cm_minimum_renew(minimum, noise, bias, 2, 2);
    result("cm_minimum_renew", noise, n);
    cm_imcra_state imcra = {
        .smoothed = powers(n), .lowest = powers(n), .current = powers(n), .speechless = powers(n),
        .speechless_lowest = powers(n), .speechless_current = powers(n), .average = powers(n), .prior = between(0.1, 9, n),
        .presence = between(0, 1, n), .padded_power = room(n + 8), .padded_mask = room(n + 8), .slots = powers(4 * n),
        .speechless_slots = powers(4 * n), .bins = n, .slot_count = 4,
    };
    cm_imcra_update(imcra, power, noise, (cm_imcra_factors){0.9f, 0.85f, 0.92f, 1.66f, 1.47f});
    result("cm_imcra_update", noise, n);
    cm_imcra_renew(imcra, 1);
    result("cm_imcra_renew", imcra.lowest, n);
}

static void presence(size_t n) {
    float *power = powers(n), *noise = powers(n), *minimum = powers(n), *near = powers(n), *out = room(n + 8);
    float *speech = powers(n), *smoothed = powers(n), *log_gain = room(n), *logit = room(n), *level = room(n);
    cm_presence_narrow(power, near, noise, minimum, speech, smoothed, log_gain, logit, n, 0.98f, 0.7f);
    result("cm_presence_narrow", logit, n);
    result("cm_presence_narrow, log gain", log_gain, n);
    cm_mean_of_three(power, out, n);
    result("cm_mean_of_three", out, n);
    double *sums = calloc(3 * (n + 1), sizeof *sums);
    int *low = calloc(n, sizeof *low), *high = calloc(n, sizeof *high);
    if (!sums || !low || !high) exit(70);
    for (size_t i = 0; i < n; i++) low[i] = (int)(i / 2), high[i] = (int)i + 1;
    float *a = room(n), *b = room(n), *c = room(n);
    cm_running_sums_of_three(power, noise, minimum, sums, n);
    cm_band_means_of_three(sums, low, high, a, b, c, n);
    result("cm_band_means_of_three", a, n);
    result("cm_band_means_of_three, third", c, n);
    cm_add_interpolated(between(-1, 1, n), n, n, out, n);
    result("cm_add_interpolated", out, n);
    one("cm_dot", cm_dot(power, noise, n));
    float *fast = powers(n), *slow = powers(n), *peak = powers(n);
    cm_presence_broad(power, noise, minimum, fast, slow, peak, level, logit, n, 0.4f, 0.1f, 0.99f);
    result("cm_presence_broad", logit, n);
    result("cm_presence_broad, level", level, n);
    cm_presence_voicing(between(-1, 1, n), between(-1, 1, 64), 64, 5, 0.7f, 0.2f, logit, n);
    result("cm_presence_voicing", logit, n);
    one("cm_logistic_sum", cm_logistic_sum(logit, n));
    cm_presence_gain(logit, log_gain, between(0.5, 1, n), out, n, 0.5f, 0.9f, -0.2f, 0.1f);
    result("cm_presence_gain", out, n);
    one("cm_presence_frame", cm_presence_frame(2, 3, 0.4f));
    one("cm_presence_frequency", cm_presence_frequency(1.3f));
    cm_sliding_minimum(power, powers(n), smoothed, near, minimum, n, 0.3f, 1.4f);
    result("cm_sliding_minimum", minimum, n);
    cm_take_minimum(power, minimum, n);
    result("cm_take_minimum", minimum, n);
    cm_smooth(power, smoothed, n, 0.3f);
    result("cm_smooth", smoothed, n);
    cm_running_sums(between(0, 1, n), out, n);
    result("cm_running_sums", out, n);
    cm_box_mean(out, a, n, 2);
    result("cm_box_mean", a, n);
    float *likelihood = between(0, 1, n);
    cm_multiply_likelihood(power, likelihood, n, 0.001f, 0.1f);
    result("cm_multiply_likelihood", likelihood, n);
}

static void samples(size_t n) {
    float *x = between(-1.2, 1.2, n), *y = between(-1, 1, n), *out = room(n), *two = between(-1, 1, 2 * n);
    cm_block_facts facts = cm_sanitize(x, out, n, 0.999f, 1.1f);
    one("cm_sanitize, peak", facts.peak);
    one("cm_sanitize, counts", (double)(facts.clipped + facts.insane));
    result("cm_sanitize", out, n);
    cm_multiply(x, y, out, n);
    result("cm_multiply", out, n);
    cm_multiply_add(x, y, out, n);
    result("cm_multiply_add", out, n);
    cm_mix_ramp(x, y, out, n, 0, 1, 1, 0.5f);
    result("cm_mix_ramp", out, n);
    float *planar = room(2 * n);
    cm_deinterleave(two, planar, n, 2);
    result("cm_deinterleave", planar, 2 * n);
    cm_interleave(planar, two, n, 2);
    result("cm_interleave", two, 2 * n);
    cm_scale(out, 0.3f, n);
    result("cm_scale", out, n);
    one("cm_energy", cm_energy(x, n));
    cm_power(two, out, n);
    result("cm_power", out, n);
    cm_power_add(two, out, n);
    result("cm_power_add", out, n);
    cm_apply_gains(between(0, 1, n), 0.2f, two, n);
    result("cm_apply_gains", two, 2 * n);
    float frame[2];
    cm_interpolate(between(-1, 1, 2 * 64), 2, 3, between(-1, 1, 33 * 16), 16, 32, 0.37, frame);
    result("cm_interpolate", frame, 2);
    int32_t *integers = calloc(n, sizeof *integers);
    if (!integers) exit(70);
    one("cm_quantize, clamped", (double)cm_quantize(x, integers, n, 16));
    for (size_t i = 0; i < n; i++) out[i] = (float)integers[i];
    result("cm_quantize", out, n);
}

static void formats(size_t n) {
    float *x = between(-1.2, 1.2, n), *back = room(n);
    uint8_t *coded = calloc(4, n + 1);
    if (!coded) exit(70);
#define CM_FORMAT(NAME, WIDTH)                                                    \
    one("cm_encode_" #NAME ", clamped", (double)cm_encode_##NAME(x, coded, n));   \
    bytes("cm_encode_" #NAME, coded, (WIDTH) * n);                                \
    cm_decode_##NAME(coded, back, n);                                             \
    result("cm_decode_" #NAME, back, n);
    CM_FORMAT(u8, 1)
    CM_FORMAT(s16le, 2)
    CM_FORMAT(s24le, 4)
    CM_FORMAT(s24_3le, 3)
    CM_FORMAT(s32le, 4)
    CM_FORMAT(f32le, 4)
    CM_FORMAT(mulaw, 1)
    CM_FORMAT(alaw, 1)
#undef CM_FORMAT
    uint8_t digest[32];
    cm_sha256(coded, n, digest);
    bytes("cm_sha256", digest, 32);
}

int main(int count, char **arguments) {
    if (count != 3 || (strcmp(arguments[1], "write") && strcmp(arguments[1], "compare"))) {
        fprintf(stderr, "usage: kernels write|compare FILE\n");
        return 64;
    }
    compares = !strcmp(arguments[1], "compare");
    file = fopen(arguments[2], compares ? "rb" : "wb");
    if (!file) return perror(arguments[2]), 66;
    cm_flush_to_zero_enable();
    products();
    convolutions();
    static const size_t lengths[] = {1, 2, 3, 7, 8, 16, 31, 81, 129, 161};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t n = lengths[i];
        layers(n), masks(n), gains(n), noises(n), presence(n), samples(n), formats(n);
    }
    if (fclose(file)) return perror(arguments[2]), 74;
    if (compares) printf("%d results compared, %d differ\n", kernels, failures);
    return failures > 0;
}
