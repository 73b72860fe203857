internal import Glibc

/// Cuts or loops `noise` to `count` samples.
///
/// Longer noise is cut at an offset that `seed` decides. Shorter noise is repeated from its start; at each seam its end
/// fades into its start over 20 ms, or half its length if that is less, at equal power.
///
/// - Precondition: `noise` is not empty, `count >= 0`.
public func fittedNoise(_ noise: [Float], count: Int, sampleRate: Int, seed: UInt64) -> [Float] {
    precondition(!noise.isEmpty && count >= 0)
    if noise.count >= count {
        var random = SplitMix64(seed: seed)
        let offset = Int(random.next() % UInt64(noise.count - count + 1))
        return Array(noise[offset..<(offset + count)])
    }
    let fade = min(sampleRate / 50, noise.count / 2)
    let period = noise.count - fade
    var fitted = [Float](repeating: 0, count: count)
    for n in fitted.indices {
        let position = n % period
        guard position < fade, n >= period else {
            fitted[n] = noise[position]
            continue
        }
        let angle = Double.pi / 2 * (Double(position) + 0.5) / Double(fade)
        fitted[n] = Float(sin(angle)) * noise[position] + Float(cos(angle)) * noise[period + position]
    }
    return fitted
}
