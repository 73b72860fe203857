import Evaluation
import Glibc

/// Speech-like sound, its noisy form and an enhanced form, which the reference numbers were computed from.
///
/// Three seconds at the sample rate fs. With t = n / fs, clean is 0.3 · g(t) · Σ_{h=1..10} sin(2π · 150 · h · t) / h,
/// where g is max(0, sin(2π · 1.5 · t))² for 0.5 ≤ t < 2.5 and 0 elsewhere; white is 0.04 · u − 0.02 with u the uniform
/// numbers of SplitMix64 with seed 1; both are rounded to single precision. Noisy is clean + white, enhanced is
/// 0.9 · clean + 0.25 · white. The reference numbers are those of NumPy 2.4 in double precision.
struct TestSignals {
    let clean: [Float]
    let noisy: [Float]
    let enhanced: [Float]

    init(sampleRate: Int) {
        clean = speech(sampleRate: sampleRate, seconds: 3)
        var random = SplitMix64(seed: 1)
        let white = clean.map { _ in Float(0.04 * random.uniform() - 0.02) }
        noisy = zip(clean, white).map { $0 + $1 }
        enhanced = zip(clean, white).map { 0.9 * $0 + 0.25 * $1 }
    }
}

/// Voiced syllables between two pauses of half a second.
func speech(sampleRate: Int, seconds: Int) -> [Float] {
    (0..<(sampleRate * seconds)).map { n in
        let t = Double(n) / Double(sampleRate)
        guard t >= 0.5, t < Double(seconds) - 0.5 else { return 0 }
        let swell = max(0, sin(2 * .pi * 1.5 * t))
        let voice = (1...10).reduce(0.0) { $0 + sin(2 * .pi * 150 * Double($1) * t) / Double($1) }
        return Float(0.3 * swell * swell * voice)
    }
}
