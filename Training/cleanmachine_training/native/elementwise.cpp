// Element-wise passes fused for training on a CPU: batch norm with SiLU, and the loss on compressed spectra.
// Each would otherwise be five to twenty passes over tensors that do not fit the cache.

#include <math.h>
#include <torch/extension.h>

#include <algorithm>
#include <optional>
#include <type_traits>
#include <vector>

using torch::Tensor;
using Given = std::optional<Tensor>;

namespace {

constexpr int64_t BLOCK = 256;  // rows or bins summed in single precision before they join the double sums

inline float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-fminf(fmaxf(x, -40.0f), 40.0f)));  // fast-math division by an infinity is not zero
}

// Sums of x and x² per channel.
template <int64_t constant>
void channel_sums(const float* x, int64_t rows, int64_t channels, double* sum, double* squares) {
    const int64_t C = constant ? constant : channels;
    std::vector<float> s(C), q(C);
    for (int64_t start = 0; start < rows; start += BLOCK) {
        std::fill(s.begin(), s.end(), 0.0f);
        std::fill(q.begin(), q.end(), 0.0f);
        float *__restrict__ sp = s.data(), *__restrict__ qp = q.data();
        for (int64_t row = start; row < std::min(rows, start + BLOCK); row++) {
            const float* __restrict__ v = x + row * C;
#pragma GCC ivdep
            for (int64_t c = 0; c < C; c++) {
                sp[c] += v[c];
                qp[c] += v[c] * v[c];
            }
        }
        for (int64_t c = 0; c < C; c++) {
            sum[c] += s[c];
            squares[c] += q[c];
        }
    }
}

}  // namespace

// Runs `body` with the channel count as a constant for the sizes in use: the inner loops then unroll whole.
#define WITH_CHANNELS(count, body)                          \
    switch (count) {                                        \
        case 24: return body(std::integral_constant<int64_t, 24>()); \
        case 32: return body(std::integral_constant<int64_t, 32>()); \
        case 48: return body(std::integral_constant<int64_t, 48>()); \
        default: return body(std::integral_constant<int64_t, 0>());  \
    }

// x [rows, C] -> y = act(gamma · x̂ + beta), mean [C], inverse deviation [C], variance [C]; act is SiLU or nothing.
// Mean and variance are those of the rows, or the fixed ones that are given.
template <int64_t constant>
std::vector<Tensor> norm_forward(const Tensor& x, const Tensor& gamma, const Tensor& beta, const Given& fixed_mean,
                                 const Given& fixed_variance, double epsilon, bool silu) {
    const int64_t rows = x.size(0), C = constant ? constant : x.size(1);
    std::vector<double> sum(C, 0.0), squares(C, 0.0);
    if (!fixed_mean) channel_sums<constant>(x.data_ptr<float>(), rows, C, sum.data(), squares.data());
    Tensor y = torch::empty_like(x), mean = torch::empty_like(gamma), inverse = torch::empty_like(gamma), variance = torch::empty_like(gamma);
    std::vector<float> scale(C), shift(C);
    for (int64_t c = 0; c < C; c++) {
        const double m = fixed_mean ? fixed_mean->data_ptr<float>()[c] : sum[c] / rows;
        const double v = fixed_mean ? fixed_variance->data_ptr<float>()[c] : std::max(0.0, squares[c] / rows - m * m);
        mean.data_ptr<float>()[c] = m;
        variance.data_ptr<float>()[c] = v;
        inverse.data_ptr<float>()[c] = 1.0 / sqrt(v + epsilon);
        scale[c] = gamma.data_ptr<float>()[c] / sqrt(v + epsilon);
        shift[c] = beta.data_ptr<float>()[c] - m * scale[c];
    }
    const float *__restrict__ a = scale.data(), *__restrict__ b = shift.data();
    const float* input = x.data_ptr<float>();
    float* output = y.data_ptr<float>();
    for (int64_t row = 0; row < rows; row++) {
        const float* __restrict__ v = input + row * C;
        float* __restrict__ o = output + row * C;
        if (silu) {
#pragma GCC ivdep
            for (int64_t c = 0; c < C; c++) {
                const float u = v[c] * a[c] + b[c];
                o[c] = u * sigmoid(u);
            }
        } else {
#pragma GCC ivdep
            for (int64_t c = 0; c < C; c++) o[c] = v[c] * a[c] + b[c];
        }
    }
    return {y, mean, inverse, variance};
}

// Gradients of x, gamma and beta; through mean and variance too where they are those of the rows.
template <int64_t constant>
std::vector<Tensor> norm_backward(const Tensor& dy, const Tensor& x, const Tensor& gamma, const Tensor& beta, const Tensor& mean,
                                  const Tensor& inverse, bool fixed, bool silu) {
    const int64_t rows = x.size(0), C = constant ? constant : x.size(1);
    Tensor dx = torch::empty_like(x), dgamma = torch::empty_like(gamma), dbeta = torch::empty_like(gamma);
    const float *__restrict__ g = gamma.data_ptr<float>(), *__restrict__ b = beta.data_ptr<float>();
    const float *__restrict__ m = mean.data_ptr<float>(), *__restrict__ i = inverse.data_ptr<float>();
    const float *input = x.data_ptr<float>(), *above = dy.data_ptr<float>();
    float* below = dx.data_ptr<float>();
    std::vector<double> sum(C, 0.0), product(C, 0.0);
    std::vector<float> s(C), p(C), k(C, 1.0f);
    if (fixed) {
        for (int64_t c = 0; c < C; c++) k[c] = g[c] * i[c];
    }
    float *__restrict__ sp = s.data(), *__restrict__ pp = p.data();
    const float* __restrict__ kp = k.data();
    for (int64_t start = 0; start < rows; start += BLOCK) {
        std::fill(s.begin(), s.end(), 0.0f);
        std::fill(p.begin(), p.end(), 0.0f);
        for (int64_t row = start; row < std::min(rows, start + BLOCK); row++) {
            const float *__restrict__ v = input + row * C, *__restrict__ d = above + row * C;
            float* __restrict__ o = below + row * C;  // holds the gradient before the norm until the second pass, if there is one
#pragma GCC ivdep
            for (int64_t c = 0; c < C; c++) {
                const float normal = (v[c] - m[c]) * i[c], u = normal * g[c] + b[c];
                const float f = sigmoid(u), through = silu ? d[c] * f * (1.0f + u * (1.0f - f)) : d[c];
                o[c] = kp[c] * through;
                sp[c] += through;
                pp[c] += through * normal;
            }
        }
        for (int64_t c = 0; c < C; c++) {
            sum[c] += s[c];
            product[c] += p[c];
        }
    }
    for (int64_t c = 0; c < C; c++) {
        dbeta.data_ptr<float>()[c] = sum[c];
        dgamma.data_ptr<float>()[c] = product[c];
        s[c] = sum[c] / rows;
        p[c] = product[c] / rows;
    }
    if (fixed) return {dx, dgamma, dbeta};
    for (int64_t row = 0; row < rows; row++) {
        const float* __restrict__ v = input + row * C;
        float* __restrict__ o = below + row * C;
#pragma GCC ivdep
        for (int64_t c = 0; c < C; c++) o[c] = g[c] * i[c] * (o[c] - sp[c] - (v[c] - m[c]) * i[c] * pp[c]);
    }
    return {dx, dgamma, dbeta};
}

// Loss (a scalar) and its gradient with respect to a; a, b [n, 2] real and imaginary parts. See spectral_loss.py.
std::vector<Tensor> compressed_error(const Tensor& a, const Tensor& b, double magnitude, double cplx, double quiet, double floor) {
    const int64_t n = a.numel() / 2;
    Tensor gradient = torch::empty_like(a), loss = torch::empty({}, a.options());
    const float wm = magnitude, wc = cplx, wq = quiet, ground = floor, scale = 1.0 / n;
    double total = 0;
    for (int64_t start = 0; start < n; start += BLOCK) {
        const int64_t count = std::min(BLOCK, n - start);
        const float *__restrict__ x = a.data_ptr<float>() + 2 * start, *__restrict__ y = b.data_ptr<float>() + 2 * start;
        float* __restrict__ g = gradient.data_ptr<float>() + 2 * start;
        float sum = 0;
#pragma GCC ivdep
        for (int64_t k = 0; k < count; k++) {
            const float xr = x[2 * k], xi = x[2 * k + 1], yr = y[2 * k], yi = y[2 * k + 1];
            const float px = xr * xr + xi * xi + ground, py = yr * yr + yi * yi + ground;
            const float rx = expf(logf(px) * (1.0f / 6)), ry = expf(logf(py) * (1.0f / 6));
            const float sx = 1.0f / (rx * rx), sy = 1.0f / (ry * ry);
            const float difference = ry - rx, weight = 1.0f + (difference > 0 ? wq : 0.0f);
            const float correlation = (xr * yr + xi * yi) * sx * sy;
            sum += wm * weight * difference * difference + wc * (rx * rx + ry * ry - 2.0f * correlation);
            const float along_x = (-2.0f / 3 * wm * difference * weight * rx + wc * (2.0f / 3 * rx * rx + 4.0f / 3 * correlation)) / px;
            const float along_y = -2.0f * wc * sx * sy;
            g[2 * k] = (xr * along_x + yr * along_y) * scale;
            g[2 * k + 1] = (xi * along_x + yi * along_y) * scale;
        }
        total += sum;
    }
    loss.fill_(total / n);
    return {loss, gradient};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    using release = pybind11::call_guard<pybind11::gil_scoped_release>;
    module.def("norm_forward", [](const Tensor& x, const Tensor& gamma, const Tensor& beta, const Given& fixed_mean,
                                  const Given& fixed_variance, double epsilon, bool silu) {
        WITH_CHANNELS(x.size(1), [&](auto count) {
            return norm_forward<count()>(x, gamma, beta, fixed_mean, fixed_variance, epsilon, silu);
        })
    }, release());
    module.def("norm_backward", [](const Tensor& dy, const Tensor& x, const Tensor& gamma, const Tensor& beta, const Tensor& mean,
                                   const Tensor& inverse, bool fixed, bool silu) {
        WITH_CHANNELS(x.size(1), [&](auto count) { return norm_backward<count()>(dy, x, gamma, beta, mean, inverse, fixed, silu); })
    }, release());
    module.def("compressed_error", &compressed_error, release());
}
