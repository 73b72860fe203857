internal import AudioIO
internal import CALSA

/// Agrees with a device on rate, channels, format and sizes.
///
/// What was demanded is granted or refused; what was left open, or is a wish that the device has not, is chosen as the device
/// likes it.
struct Negotiation {
    /// Why no agreement was reached.
    enum Refusal: Error {
        case channels(Int, offer: DeviceOffer)
        case rate(Int, offer: DeviceOffer)
        case format(String, offer: DeviceOffer)
        case sizes(Int32)
        case device(Int32)
    }

    let request: DeviceRequest

    // Rates whose windows are whole numbers of samples, so that nothing is resampled; the best first.
    private static let rates = [48_000, 44_100, 96_000, 32_000, 24_000, 16_000, 88_200, 192_000, 8_000]

    /// Sets the device up, ready to be started.
    func agree(with pcm: PCM) throws(Refusal) -> DeviceShape {
        // Plug-ins may convert rates; the device's own come first.
        let needsResampling = request.sampleRate.map { rate in
            guard !pcm.isHardware, let own = HardwareParameters(pcm, resampling: false) else { return false }
            return !own.allows(rate: rate)
        }
        let resampling = needsResampling ?? false
        var shape = try set(
            pcm,
            resampling,
            sizes: { parameters, period, buffer in
                // The smaller one first: a buffer chosen first may admit only long periods.
                parameters.set(periodNear: period) && parameters.set(bufferNear: buffer)
            }
        )
        if shape == nil {
            shape = try set(pcm, resampling, sizes: { $0.set(bufferNear: $2) && $0.set(periodNear: $1) })
        }
        if shape == nil {
            shape = try set(
                pcm,
                resampling,
                sizes: { parameters, _, _ in parameters.set(bufferNear: 0x10000) }
            )
        }
        guard var shape else { throw .sizes(-EINVAL) }
        shape.server = pcm.server
        let code = SoftwareParameters.apply(to: pcm, shape)
        if code < 0 { throw .device(code) }
        let prepared = pcm.prepare()
        if prepared < 0 { throw .device(prepared) }
        return shape
    }

    /// One attempt; nil when the device refuses the sizes.
    private func set(
        _ pcm: PCM,
        _ resampling: Bool,
        sizes: (HardwareParameters, Int, Int) -> Bool
    ) throws(Refusal) -> DeviceShape? {
        guard let parameters = HardwareParameters(pcm, resampling: resampling) else { throw .device(-EINVAL) }
        let channels =
            demanded(request.channels, parameters.allows(channels:))
            ?? [1, 2].first(where: { parameters.allows(channels: $0) })
            ?? parameters.channels.lowerBound
        guard parameters.set(channels: channels) else { throw .channels(channels, offer: DeviceOffer(pcm)) }
        let rate =
            demanded(request.sampleRate, parameters.allows(rate:))
            ?? Self.rates.first(where: { parameters.allows(rate: $0) })
            ?? min(max(48_000, parameters.rates.lowerBound), parameters.rates.upperBound)
        guard parameters.set(rate: rate) else { throw .rate(rate, offer: DeviceOffer(pcm)) }
        let formats = request.samples.map { [$0] } ?? SampleFormat.preferredOnALSA
        let chosen = formats.first { $0.alsa.map(parameters.allows) ?? false }
        guard let chosen, let format = chosen.alsa, parameters.set(format) else {
            throw .format(formats.map(\.rawValue).joined(separator: ", "), offer: DeviceOffer(pcm))
        }
        let period = max(16, Int((request.periodSeconds * Double(rate)).rounded()))
        let buffer = max(2 * period, Int((request.bufferSeconds * Double(rate)).rounded()))
        guard sizes(parameters, period, buffer), parameters.apply() >= 0 else { return nil }
        return parameters.granted(chosen)
    }

    /// What was asked for, unless it was only a wish that the device has not.
    private func demanded(_ value: Int?, _ isAllowed: (Int) -> Bool) -> Int? {
        value.flatMap { request.isBinding || isAllowed($0) ? $0 : nil }
    }
}
