// The recurrence of a GRU layer and its gradient, for training on a CPU.
//
// PyTorch records a dozen small operations a frame; here a frame is one matrix product and one fused loop.
// Gates in PyTorch's order: reset, update, candidate. Rows are independent sequences.
//   r = σ(gi_r + gh_r)   z = σ(gi_z + gh_z)   n = tanh(gi_n + r · gh_n)   h' = n + z · (h − n)
// where gi = W_ih x + b_ih (computed outside, all frames at once) and gh = W_hh h + b_hh.

#include <torch/extension.h>

#include <math.h>
#include <vector>

using torch::Tensor;

static inline float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-fminf(fmaxf(x, -40.0f), 40.0f)));  // fast-math division by an infinity is not zero
}

static void forward_frame(int64_t rows, int64_t H, const float* gi, const float* gh, const float* h, float* out, float* saved) {
    for (int64_t row = 0; row < rows; row++) {
        const float *__restrict__ i = gi + row * 3 * H, *__restrict__ g = gh + row * 3 * H;
        const float *__restrict__ previous = h + row * H;
        float *__restrict__ o = out + row * H, *__restrict__ s = saved + row * 3 * H;
#pragma GCC ivdep
        for (int64_t k = 0; k < H; k++) {
            const float r = sigmoid(i[k] + g[k]);
            const float z = sigmoid(i[H + k] + g[H + k]);
            const float n = 2.0f * sigmoid(2.0f * (i[2 * H + k] + r * g[2 * H + k])) - 1.0f;
            s[k] = r;
            s[H + k] = z;
            s[2 * H + k] = n;
            o[k] = n + z * (previous[k] - n);
        }
    }
}

// d: gradient of the frame's output, overwritten by the part of the gradient of h that skips the product.
static void backward_frame(int64_t rows, int64_t H, const float* saved, const float* gh, const float* h, float* d, float* dgi, float* dgh) {
    for (int64_t row = 0; row < rows; row++) {
        const float *__restrict__ s = saved + row * 3 * H, *__restrict__ g = gh + row * 3 * H;
        const float *__restrict__ previous = h + row * H;
        float *__restrict__ dh = d + row * H, *__restrict__ di = dgi + row * 3 * H, *__restrict__ dg = dgh + row * 3 * H;
#pragma GCC ivdep
        for (int64_t k = 0; k < H; k++) {
            const float r = s[k], z = s[H + k], n = s[2 * H + k], dout = dh[k];
            const float dn = dout * (1.0f - z) * (1.0f - n * n);
            const float dz = dout * (previous[k] - n) * z * (1.0f - z);
            const float dr = dn * g[2 * H + k] * r * (1.0f - r);
            di[k] = dr;
            di[H + k] = dz;
            di[2 * H + k] = dn;
            dg[k] = dr;
            dg[H + k] = dz;
            dg[2 * H + k] = dn * r;
            dh[k] = dout * z;
        }
    }
}

// gi [T, N, 3H], h0 [N, H], weight [3H, H], bias [3H] -> out [T, N, H], saved gates [T, N, 3H], gh [T, N, 3H].
std::vector<Tensor> forward(const Tensor& gi, const Tensor& h0, const Tensor& weight, const Tensor& bias) {
    const int64_t T = gi.size(0), N = gi.size(1), H = h0.size(1);
    Tensor out = torch::empty({T, N, H}, gi.options()), saved = torch::empty_like(gi), gh = torch::empty_like(gi);
    const Tensor transposed = weight.t().contiguous();
    Tensor h = h0;
    for (int64_t t = 0; t < T; t++) {
        Tensor product = gh[t];
        at::addmm_out(product, bias, h, transposed);
        forward_frame(N, H, gi.data_ptr<float>() + t * N * 3 * H, product.data_ptr<float>(), h.data_ptr<float>(),
                      out.data_ptr<float>() + t * N * H, saved.data_ptr<float>() + t * N * 3 * H);
        h = out[t];
    }
    return {out, saved, gh};
}

// Gradients of gi, of gh (for the weights, outside) and of h0. last: gradient of the final state.
std::vector<Tensor> backward(const Tensor& dout, const Tensor& last, const Tensor& out, const Tensor& saved, const Tensor& gh,
                             const Tensor& h0, const Tensor& weight) {
    const int64_t T = dout.size(0), N = dout.size(1), H = dout.size(2);
    Tensor dgi = torch::empty_like(saved), dgh = torch::empty_like(saved), dh = last.clone();
    for (int64_t t = T - 1; t >= 0; t--) {
        dh.add_(dout[t]);
        const float* previous = t > 0 ? out.data_ptr<float>() + (t - 1) * N * H : h0.data_ptr<float>();
        const int64_t at = t * N * 3 * H;
        backward_frame(N, H, saved.data_ptr<float>() + at, gh.data_ptr<float>() + at, previous, dh.data_ptr<float>(),
                       dgi.data_ptr<float>() + at, dgh.data_ptr<float>() + at);
        dh.addmm_(dgh[t], weight);
    }
    return {dgi, dgh, dh};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("forward", &forward, pybind11::call_guard<pybind11::gil_scoped_release>());
    module.def("backward", &backward, pybind11::call_guard<pybind11::gil_scoped_release>());
}
