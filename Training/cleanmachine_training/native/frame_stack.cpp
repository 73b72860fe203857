// The 129×8 network's convolutions, norms and ReLUs, forward and backward, for training on a CPU.
//
// Sixteen frames side by side make one vector: activations are [group][bin][channel][16], so every tap of a
// convolution along frequency is an aligned load, taps and channels of one output are consecutive in memory, and a
// convolution is a matrix product whose rows overlap. A group of sixteen frames stays in the second-level cache.
// Only the convolutions' outputs y are kept; activations are computed again from them. (Keeping them in sixteen bits saves
// a tenth of the time, but moves gradients by 5 to 20 %.)

#include <immintrin.h>
#include <torch/extension.h>

#include <array>
#include <cstring>
#include <utility>
#include <vector>

using torch::Tensor;
using Vec = __m512;
constexpr int64_t LANES = 16;
constexpr int MOST = 28;  // accumulators that leave registers for operands

static inline Vec get(const float* p, int64_t i) { return _mm512_load_ps(p + i * LANES); }
static inline void put(float* p, int64_t i, Vec v) { _mm512_store_ps(p + i * LANES, v); }

static Tensor stored(int64_t groups, int64_t P, int64_t O) { return torch::empty({groups, P, O, LANES}, torch::kFloat32); }

// y[p][o] = Σ_j w[o / M][j][o % M] x[p·C + j] for V positions and M outputs.
template <int M, int V>
static inline void conv_block(const float* x, int64_t C, int64_t J, const float* w, float* y, int64_t O) {
    Vec acc[M][V];
#pragma GCC unroll 32
    for (int m = 0; m < M; m++)
#pragma GCC unroll 32
        for (int v = 0; v < V; v++) acc[m][v] = _mm512_setzero_ps();
    for (int64_t j = 0; j < J; j++) {
        Vec in[V];
#pragma GCC unroll 32
        for (int v = 0; v < V; v++) in[v] = get(x, v * C + j);
#pragma GCC unroll 32
        for (int m = 0; m < M; m++) {
            const Vec weight = _mm512_set1_ps(w[j * M + m]);
#pragma GCC unroll 32
            for (int v = 0; v < V; v++) acc[m][v] = _mm512_fmadd_ps(weight, in[v], acc[m][v]);
        }
    }
#pragma GCC unroll 32
    for (int m = 0; m < M; m++)
#pragma GCC unroll 32
        for (int v = 0; v < V; v++) put(y, v * O + m, acc[m][v]);
}

template <int M>
static void conv_rows(const float* x, int64_t C, int64_t K, int64_t P, const float* w, float* y, int64_t O) {
    constexpr int V = M >= 9 ? 2 : M == 8 ? 3 : M == 7 ? 3 : M >= 5 ? 4 : M == 4 ? 6 : 8;
    const int64_t J = K * C;
    int64_t p = 0;
    for (; p + V <= P; p += V)
        for (int64_t o = 0; o < O; o += M) conv_block<M, V>(x + p * C * LANES, C, J, w + o * J, y + (p * O + o) * LANES, O);
    for (; p < P; p++)
        for (int64_t o = 0; o < O; o += M) conv_block<M, 1>(x + p * C * LANES, C, J, w + o * J, y + (p * O + o) * LANES, O);
}

// The number of outputs that are computed together: the divisor that suits the registers best.
static int output_block(int64_t O) {
    for (int m : {6, 8, 5, 7, 9, 10, 4, 3, 2})
        if (O % m == 0) return m;
    return 1;
}

static void conv(const float* x, int64_t C, int64_t K, int64_t P, const float* w, float* y, int64_t O) {
    switch (output_block(O)) {
        case 6: return conv_rows<6>(x, C, K, P, w, y, O);
        case 8: return conv_rows<8>(x, C, K, P, w, y, O);
        case 5: return conv_rows<5>(x, C, K, P, w, y, O);
        case 7: return conv_rows<7>(x, C, K, P, w, y, O);
        case 9: return conv_rows<9>(x, C, K, P, w, y, O);
        case 10: return conv_rows<10>(x, C, K, P, w, y, O);
        case 4: return conv_rows<4>(x, C, K, P, w, y, O);
        case 3: return conv_rows<3>(x, C, K, P, w, y, O);
        case 2: return conv_rows<2>(x, C, K, P, w, y, O);
        default: return conv_rows<1>(x, C, K, P, w, y, O);
    }
}

// acc[c][o] += Σ_p x[p][c] dy[p][o], lane by lane.
template <int A, int B>
static void outer_block(const float* x, int64_t C, const float* dy, int64_t O, int64_t n, float* sums) {
    Vec acc[A][B];
#pragma GCC unroll 32
    for (int a = 0; a < A; a++)
#pragma GCC unroll 32
        for (int b = 0; b < B; b++) acc[a][b] = get(sums, a * B + b);
    for (int64_t p = 0; p < n; p++) {
        Vec d[B];
#pragma GCC unroll 32
        for (int b = 0; b < B; b++) d[b] = get(dy, p * O + b);
#pragma GCC unroll 32
        for (int a = 0; a < A; a++) {
            const Vec in = get(x, p * C + a);
#pragma GCC unroll 32
            for (int b = 0; b < B; b++) acc[a][b] = _mm512_fmadd_ps(in, d[b], acc[a][b]);
        }
    }
#pragma GCC unroll 32
    for (int a = 0; a < A; a++)
#pragma GCC unroll 32
        for (int b = 0; b < B; b++) put(sums, a * B + b, acc[a][b]);
}

using Outer = void (*)(const float*, int64_t, const float*, int64_t, int64_t, float*);
constexpr int SIDE = 10;

template <int A, int B>
constexpr Outer outer_of() {
    if constexpr (A * B <= MOST) return outer_block<A, B>;
    else return nullptr;
}
template <int A, size_t... B>
constexpr std::array<Outer, SIDE> outer_row(std::index_sequence<B...>) { return {outer_of<A, int(B) + 1>()...}; }
template <size_t... A>
constexpr std::array<std::array<Outer, SIDE>, SIDE> outer_table(std::index_sequence<A...>) {
    return {outer_row<int(A) + 1>(std::make_index_sequence<SIDE>())...};
}
static constexpr auto OUTER = outer_table(std::make_index_sequence<SIDE>());

struct OuterPlan {
    int a = 1, b = 1;
    Outer run = nullptr;
    OuterPlan(int64_t C, int64_t O) {
        double best = 0;
        for (int i = 1; i <= SIDE; i++)
            for (int k = 1; k <= SIDE; k++) {
                if (C % i || O % k || i * k > MOST) continue;
                const double work = i * k / (i * k > 8 ? 2.0 : 0.25 * i * k), loads = (i + k) / 2.0;
                const double value = i * k / (work > loads ? work : loads) + 1e-3 * i * k;
                if (value > best) best = value, a = i, b = k;
            }
        run = OUTER[a - 1][b - 1];
    }
};

constexpr int64_t STRETCH = 43;  // bins whose gradients stay in the first-level cache; a third of 129

// Adds Σ_p x[p + k][c] dy[p][o] to sums, laid out [o / b][c / a][k][a][b][16].
static void weight_gradient(const float* x, int64_t C, int64_t K, const float* dy, int64_t O, int64_t P, const OuterPlan& plan, float* sums) {
    for (int64_t p = 0; p < P; p += STRETCH) {
        float* s = sums;
        const int64_t n = std::min(STRETCH, P - p);
        for (int64_t o = 0; o < O; o += plan.b)
            for (int64_t c = 0; c < C; c += plan.a)
                for (int64_t k = 0; k < K; k++, s += plan.a * plan.b * LANES)
                    plan.run(x + ((p + k) * C + c) * LANES, C, dy + (p * O + o) * LANES, O, n, s);
    }
}

// The last layer, C channels to one: K taps, P outputs. taps: [C][K + 2·pad] mirrored, zeros around.
constexpr int SPAN = 26;

static void last_forward(const float* x, int64_t C, int64_t P, int64_t K, const float* mirrored, int64_t row, float bias, float* y) {
    const int64_t half = K / 2;
    for (int64_t first = 0; first < P; first += SPAN) {
        Vec acc[SPAN];
#pragma GCC unroll 32
        for (int v = 0; v < SPAN; v++) acc[v] = _mm512_set1_ps(bias);
        const int64_t from = std::max<int64_t>(0, first - half), to = std::min(P, first + SPAN + half);
        for (int64_t d = from; d < to; d++)
            for (int64_t c = 0; c < C; c++) {
                const Vec in = get(x, d * C + c);
                // tap d − p + half of output p is mirrored[half + p − d], shifted by SPAN of padding
                const float* w = mirrored + c * row + SPAN + half + first - d;
#pragma GCC unroll 32
                for (int v = 0; v < SPAN; v++) acc[v] = _mm512_fmadd_ps(_mm512_set1_ps(w[v]), in, acc[v]);
            }
        for (int v = 0; v < SPAN && first + v < P; v++) put(y, first + v, acc[v]);
    }
}

// sums[c][k] += Σ_d x[d][c] dy[d − k + half]; padded holds dy with K zeros on both sides.
static void last_weight_gradient(const float* x, int64_t C, int64_t P, int64_t K, const float* padded, float* sums) {
    const int64_t half = K / 2;
    for (int64_t c = 0; c < C; c++)
        for (int64_t first = 0; first < K; first += SPAN) {
            Vec acc[SPAN];
#pragma GCC unroll 32
            for (int v = 0; v < SPAN; v++) acc[v] = get(sums, c * (K + SPAN) + first + v);
            for (int64_t d = 0; d < P; d++) {
                const Vec in = get(x, d * C + c);
                const float* g = padded + (K + d + half - first) * LANES;
#pragma GCC unroll 32
                for (int v = 0; v < SPAN; v++) acc[v] = _mm512_fmadd_ps(get(g, -v), in, acc[v]);
            }
#pragma GCC unroll 32
            for (int v = 0; v < SPAN; v++) put(sums, c * (K + SPAN) + first + v, acc[v]);
        }
}

// Weights [O, C, K] as `conv` reads them; flipped: those of the input's gradient, outputs and inputs exchanged.
static Tensor packed(const Tensor& weight, bool flipped) {
    const Tensor w = flipped ? weight.flip(2).transpose(0, 1) : weight;  // [out, in, K]
    const int64_t O = w.size(0), M = output_block(O);
    return w.permute({2, 1, 0}).reshape({-1, O / M, M}).permute({1, 0, 2}).contiguous();
}

struct Layer {
    int64_t C, O, K, skip = -1, skipped_by = -1;  // skip: the layer whose norm is added before the ReLU
    Tensor scale, shift, mean, inverse, y;        // norm: z = scale · y + shift
};

struct Stack {
    int64_t groups, P;
    std::vector<Layer> layers;
    Stack(int64_t groups, int64_t P, const std::vector<Tensor>& weights, int64_t period) : groups(groups), P(P) {
        const int64_t count = weights.size(), repeats = count / period;
        for (int64_t l = 0; l < count; l++) {
            Layer layer{weights[l].size(1), weights[l].size(0), weights[l].size(2)};
            const int64_t repeat = l / period;
            if (l % period == 1 && repeat > repeats / 2) {
                layer.skip = (repeats - 1 - repeat) * period + 1;
                layers[layer.skip].skipped_by = l;
            }
            layers.push_back(layer);
        }
    }
    float* y(int64_t l, int64_t group) { return layers[l].y.data_ptr<float>() + group * P * layers[l].O * LANES; }

    // The activation after layer l, with `pad` zero bins on both sides.
    void activate(int64_t l, int64_t group, float* x, int64_t pad) {
        Layer& layer = layers[l];
        const int64_t O = layer.O, edge = pad * O * LANES;
        const float *a = layer.scale.data_ptr<float>(), *b = layer.shift.data_ptr<float>();
        const float* in = y(l, group);
        std::memset(x, 0, edge * sizeof(float));
        std::memset(x + edge + P * O * LANES, 0, edge * sizeof(float));
        float* out = x + edge;
        const Vec zero = _mm512_setzero_ps();
        if (layer.skip < 0) {
            for (int64_t p = 0; p < P; p++)
                for (int64_t c = 0; c < O; c++) {
                    const Vec z = _mm512_fmadd_ps(get(in, p * O + c), _mm512_set1_ps(a[c]), _mm512_set1_ps(b[c]));
                    put(out, p * O + c, _mm512_max_ps(z, zero));
                }
            return;
        }
        const Layer& other = layers[layer.skip];
        const float *oa = other.scale.data_ptr<float>(), *ob = other.shift.data_ptr<float>();
        const float* oin = y(layer.skip, group);
        for (int64_t p = 0; p < P; p++)
            for (int64_t c = 0; c < O; c++) {
                const Vec z = _mm512_fmadd_ps(get(in, p * O + c), _mm512_set1_ps(a[c]), _mm512_set1_ps(b[c] + ob[c]));
                put(out, p * O + c, _mm512_max_ps(_mm512_fmadd_ps(get(oin, p * O + c), _mm512_set1_ps(oa[c]), z), zero));
            }
    }
};

// Stores y and adds sums[c] += Σ_p y, sums[O + c] += Σ_p y², in double across groups. work: 2 · O vectors.
static void settle(const float* y, int64_t P, int64_t O, float* to, float* work, double* sums) {
    std::memset(work, 0, 2 * O * LANES * sizeof(float));
    for (int64_t p = 0; p < P; p++)
        for (int64_t c = 0; c < O; c++) {
            const Vec v = get(y, p * O + c);
            put(to, p * O + c, v);
            put(work, c, _mm512_add_ps(get(work, c), v));
            put(work, O + c, _mm512_fmadd_ps(v, v, get(work, O + c)));
        }
    for (int64_t c = 0; c < 2 * O; c++) sums[c] += _mm512_reduce_add_ps(get(work, c));
}

static Tensor mirrored_taps(const Tensor& last) {  // [1, C, K] -> [C, K + 2 SPAN + 2 K]
    const int64_t C = last.size(1), K = last.size(2);
    Tensor out = torch::zeros({C, 2 * SPAN + 3 * K}, last.options());
    out.narrow(1, SPAN + K / 2 - K / 2, K).copy_(last[0].flip(1));
    return out;
}

// [frames, bins, C] -> [groups, bins, C, 16]
static Tensor grouped(const Tensor& x) {
    return x.unflatten(0, {-1, LANES}).permute({0, 2, 3, 1}).contiguous();
}

// x [frames, bins, C] -> output [frames, bins]; grouped input; y of every layer; mean, variance, inverse deviation a layer.
std::vector<std::vector<Tensor>> forward(const Tensor& x, const std::vector<Tensor>& weights, const std::vector<Tensor>& gammas,
                                         const std::vector<Tensor>& betas, const Tensor& last, const Tensor& last_bias,
                                         int64_t period, double epsilon) {
    TORCH_CHECK(x.size(0) % LANES == 0, "frames: expected a multiple of 16, given ", x.size(0));
    const Tensor input = grouped(x);
    const int64_t P = x.size(1), groups = input.size(0), count = weights.size();
    Stack stack(groups, P, weights, period);
    std::vector<Tensor> ys, means, variances, inverses;
    int64_t widest = 0;
    for (const Layer& layer : stack.layers) widest = std::max({widest, layer.C, layer.O});
    const int64_t room = (P + 2 * SPAN) * widest * LANES;
    Tensor scratch = torch::empty({3, room}, x.options());
    float *s = scratch.data_ptr<float>(), *fresh = s + room, *work = fresh + room;
    for (int64_t l = 0; l < count; l++) {
        Layer& layer = stack.layers[l];
        layer.y = stored(groups, P, layer.O);
        const Tensor w = packed(weights[l], false);
        std::vector<double> sums(2 * layer.O, 0.0);
        const int64_t pad = layer.K / 2, edge = pad * layer.C * LANES, size = P * layer.C * LANES;
        for (int64_t g = 0; g < groups; g++) {
            if (l == 0) {
                std::memset(s, 0, edge * sizeof(float));
                std::memcpy(s + edge, input.data_ptr<float>() + g * size, size * sizeof(float));
                std::memset(s + edge + size, 0, edge * sizeof(float));
            } else {
                stack.activate(l - 1, g, s, pad);
            }
            conv(s, layer.C, layer.K, P, w.data_ptr<float>(), fresh, layer.O);
            settle(fresh, P, layer.O, stack.y(l, g), work, sums.data());
        }
        const double n = double(groups) * P * LANES;
        Tensor facts = torch::empty({5, layer.O}, x.options());
        auto f = facts.accessor<float, 2>();
        const float *gamma = gammas[l].data_ptr<float>(), *beta = betas[l].data_ptr<float>();
        for (int64_t c = 0; c < layer.O; c++) {
            const double mean = sums[c] / n, variance = std::max(0.0, sums[layer.O + c] / n - mean * mean);
            const double inverse = 1 / std::sqrt(variance + epsilon);
            f[0][c] = mean;
            f[1][c] = variance;
            f[2][c] = inverse;
            f[3][c] = gamma[c] * inverse;
            f[4][c] = beta[c] - mean * gamma[c] * inverse;
        }
        layer.scale = facts[3], layer.shift = facts[4];
        ys.push_back(layer.y);
        means.push_back(facts[0]);
        variances.push_back(facts[1]);
        inverses.push_back(facts[2]);
    }
    Tensor out = torch::empty({groups, P, LANES}, x.options());
    const Tensor taps = mirrored_taps(last);
    for (int64_t g = 0; g < groups; g++) {
        stack.activate(count - 1, g, s, 0);
        last_forward(s, last.size(1), P, last.size(2), taps.data_ptr<float>(), taps.size(1), last_bias.data_ptr<float>()[0],
                     out.data_ptr<float>() + g * P * LANES);
    }
    return {{out.transpose(1, 2).reshape({-1, P}), input}, ys, means, variances, inverses};
}

// Gradients of weights, gammas, betas, last weight, last bias.
std::vector<std::vector<Tensor>> backward(const Tensor& gradient, const Tensor& input, const std::vector<Tensor>& ys,
                                          const std::vector<Tensor>& means, const std::vector<Tensor>& inverses,
                                          const std::vector<Tensor>& weights, const std::vector<Tensor>& gammas,
                                          const std::vector<Tensor>& betas, const Tensor& last, int64_t period) {
    const int64_t groups = input.size(0), P = input.size(1), count = weights.size();
    const auto options = input.options();
    Stack stack(groups, P, weights, period);
    int64_t widest = 0;
    for (int64_t l = 0; l < count; l++) {
        Layer& layer = stack.layers[l];
        layer.y = ys[l], layer.mean = means[l], layer.inverse = inverses[l];
        layer.scale = gammas[l] * inverses[l];
        layer.shift = betas[l] - means[l] * layer.scale;
        widest = std::max({widest, layer.C, layer.O});
    }
    const int64_t room = (P + 2 * SPAN) * widest * LANES;
    Tensor scratch = torch::empty({4, room}, options);
    float *xs = scratch.data_ptr<float>(), *ds = xs + room, *gs = ds + room, *work = gs + room;
    std::vector<Tensor> d_weights(count), d_gammas(count), d_betas(count);
    std::vector<Tensor> dz(count);
    std::vector<std::vector<double>> sums(count);

    const auto waiting = [&](int64_t l, int64_t group) {
        return dz[l].data_ptr<float>() + group * P * stack.layers[l].O * LANES;
    };
    // Takes activation x of layer l and its gradient gs to dz, and adds to the sums for its norm.
    const auto arrive = [&](int64_t l, int64_t group, const float* x) {
        Layer& layer = stack.layers[l];
        const int64_t O = layer.O;
        const float *mean = layer.mean.data_ptr<float>(), *inverse = layer.inverse.data_ptr<float>();
        const float* y = stack.y(l, group);
        const float* other = layer.skipped_by >= 0 ? waiting(layer.skipped_by, group) : nullptr;
        float* to = waiting(l, group);
        const Vec zero = _mm512_setzero_ps();
        std::memset(work, 0, 2 * O * LANES * sizeof(float));
        for (int64_t p = 0; p < P; p++)
            for (int64_t c = 0; c < O; c++) {
                const int64_t k = p * O + c;
                Vec d = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(get(x, k), zero, _CMP_GT_OQ), get(gs, k));
                if (other) d = _mm512_add_ps(d, get(other, k));
                put(to, k, d);
                put(work, c, _mm512_add_ps(get(work, c), d));
                put(work, O + c, _mm512_fmadd_ps(d, _mm512_sub_ps(get(y, k), _mm512_set1_ps(mean[c])), get(work, O + c)));
            }
        for (int64_t c = 0; c < O; c++) {
            sums[l][c] += _mm512_reduce_add_ps(get(work, c));
            sums[l][O + c] += inverse[c] * _mm512_reduce_add_ps(get(work, O + c));
        }
    };
    const auto begin = [&](int64_t l) {
        dz[l] = stored(groups, P, stack.layers[l].O);
        sums[l].assign(2 * stack.layers[l].O, 0.0);
    };

    // The last layer.
    const int64_t C = last.size(1), K = last.size(2), half = K / 2;
    Tensor d_last_sums = torch::zeros({C, K + SPAN, LANES}, options);
    Tensor padded = torch::zeros({P + 2 * K + 2 * SPAN, LANES}, options), incoming = grouped(gradient.unsqueeze(-1));
    const Tensor flipped_last = packed(last, true);
    begin(count - 1);
    for (int64_t g = 0; g < groups; g++) {
        stack.activate(count - 1, g, xs, 0);
        float* d = padded.data_ptr<float>() + (K + SPAN) * LANES;
        std::memcpy(d, incoming.data_ptr<float>() + g * P * LANES, P * LANES * sizeof(float));
        last_weight_gradient(xs, C, P, K, padded.data_ptr<float>() + SPAN * LANES, d_last_sums.data_ptr<float>());
        conv(d - half * LANES, 1, K, P, flipped_last.data_ptr<float>(), gs, C);
        arrive(count - 1, g, xs);
    }
    const Tensor d_last = d_last_sums.sum(2).narrow(1, 0, K).unsqueeze(0).contiguous();

    for (int64_t l = count - 1; l >= 0; l--) {
        Layer& layer = stack.layers[l];
        const int64_t O = layer.O, pad = layer.K / 2, edge = pad * layer.C * LANES, size = P * layer.C * LANES;
        const double n = double(groups) * P * LANES;
        d_betas[l] = torch::empty({O}, options), d_gammas[l] = torch::empty({O}, options);
        Tensor factors = torch::empty({3, O}, options);  // dy = f0 dz + f1 y + f2
        auto f = factors.accessor<float, 2>();
        for (int64_t c = 0; c < O; c++) {
            const double s1 = sums[l][c], s2 = sums[l][O + c], scale = layer.scale.data_ptr<float>()[c];
            const double inverse = layer.inverse.data_ptr<float>()[c], mean = layer.mean.data_ptr<float>()[c];
            d_betas[l].data_ptr<float>()[c] = s1;
            d_gammas[l].data_ptr<float>()[c] = s2;
            f[0][c] = scale;
            f[1][c] = -scale * inverse * s2 / n;
            f[2][c] = -scale * s1 / n + scale * inverse * mean * s2 / n;
        }
        const OuterPlan plan(layer.C, O);
        Tensor d_sums = torch::zeros({O / plan.b, layer.C / plan.a, layer.K, plan.a, plan.b, LANES}, options);
        const Tensor flipped = l > 0 ? packed(weights[l], true) : Tensor();
        if (l > 0) begin(l - 1);
        for (int64_t g = 0; g < groups; g++) {
            const int64_t dedge = pad * O * LANES;
            std::memset(ds, 0, dedge * sizeof(float));
            std::memset(ds + dedge + P * O * LANES, 0, dedge * sizeof(float));
            const float* in = waiting(l, g);
            const float* y = stack.y(l, g);
            float* dy = ds + dedge;
            for (int64_t p = 0; p < P; p++)
                for (int64_t c = 0; c < O; c++) {
                    const Vec v = _mm512_fmadd_ps(get(y, p * O + c), _mm512_set1_ps(f[1][c]), _mm512_set1_ps(f[2][c]));
                    put(dy, p * O + c, _mm512_fmadd_ps(get(in, p * O + c), _mm512_set1_ps(f[0][c]), v));
                }
            if (l > 0) {
                stack.activate(l - 1, g, xs, pad);
            } else {
                std::memset(xs, 0, edge * sizeof(float));
                std::memcpy(xs + edge, input.data_ptr<float>() + g * size, size * sizeof(float));
                std::memset(xs + edge + size, 0, edge * sizeof(float));
            }
            weight_gradient(xs, layer.C, layer.K, dy, O, P, plan, d_sums.data_ptr<float>());
            if (l == 0) continue;
            conv(ds, O, layer.K, P, flipped.data_ptr<float>(), gs, layer.C);
            arrive(l - 1, g, xs + edge);
        }
        // [O/b, C/a, K, a, b] -> [O, C, K]
        d_weights[l] = d_sums.sum(5).permute({0, 4, 1, 3, 2}).reshape({O, layer.C, layer.K}).contiguous();
        if (layer.skip < 0) dz[l] = Tensor();
    }
    return {d_weights, d_gammas, d_betas, {d_last, gradient.sum().reshape({1})}};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("forward", &forward, pybind11::call_guard<pybind11::gil_scoped_release>());
    module.def("backward", &backward, pybind11::call_guard<pybind11::gil_scoped_release>());
}
