// Running level and noise tracker over sequences (`models/running.py` has the formulas), one pass a sequence.

#include <torch/extension.h>

#include <cmath>
#include <vector>

using torch::Tensor;

// values [batch, time, bins], state [batch, 3] -> mean and deviation [batch, time, 1], state.
std::vector<Tensor> level(const Tensor& values, const Tensor& state, double smallest) {
    const int64_t batch = values.size(0), time = values.size(1), bins = values.size(2);
    Tensor means = torch::empty({batch, time, 1}, values.options()), deviations = torch::empty_like(means), out = state.clone();
    for (int64_t b = 0; b < batch; b++) {
        float* s = out.data_ptr<float>() + 3 * b;
        for (int64_t t = 0; t < time; t++) {
            const float* v = values.data_ptr<float>() + (b * time + t) * bins;
            float first = 0, second = 0;
            for (int64_t k = 0; k < bins; k++) first += v[k], second += v[k] * v[k];
            s[0] += 1;
            const float rate = std::max(1.0f / s[0], float(smallest));
            s[1] += rate * (first / bins - s[1]);
            s[2] += rate * (second / bins - s[2]);
            means.data_ptr<float>()[b * time + t] = s[1];
            deviations.data_ptr<float>()[b * time + t] = std::sqrt(std::max(s[2] - s[1] * s[1], 1e-4f));
        }
    }
    return {means, deviations, out};
}

// power [batch, time, bins], state [batch, 2, bins] (noise, presence) -> noise [batch, time, bins], state.
std::vector<Tensor> noise(const Tensor& power, const Tensor& state, double snr, double smoothing, double memory) {
    const int64_t batch = power.size(0), time = power.size(1), bins = power.size(2);
    Tensor estimates = torch::empty_like(power), out = state.clone();
    const float scale = snr / (1 + snr), odds = 1 + snr, s = smoothing, m = memory;
    for (int64_t b = 0; b < batch; b++) {
        float *__restrict n = out.data_ptr<float>() + 2 * b * bins, *__restrict presence = n + bins;
        for (int64_t t = 0; t < time; t++) {
            const float* __restrict frame = power.data_ptr<float>() + (b * time + t) * bins;
            float* __restrict to = estimates.data_ptr<float>() + (b * time + t) * bins;
            for (int64_t k = 0; k < bins; k++) {
                const float exponent = std::min(frame[k] / n[k] * scale, 80.0f);
                float probability = 1 / (1 + odds * std::exp(-exponent));
                presence[k] = m * presence[k] + (1 - m) * probability;
                probability = presence[k] > 0.99f ? std::min(probability, 0.99f) : probability;
                n[k] = s * n[k] + (1 - s) * (probability * n[k] + (1 - probability) * frame[k]) + 1e-14f;
                to[k] = n[k];
            }
        }
    }
    return {estimates, out};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("level", &level, pybind11::call_guard<pybind11::gil_scoped_release>());
    module.def("noise", &noise, pybind11::call_guard<pybind11::gil_scoped_release>());
}
