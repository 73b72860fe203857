internal import AudioIO
internal import CALSA

/// Opens one device, again and again, and says why where it cannot.
///
/// - Real time: no.
final class DeviceOpening {
    private let name: String
    private let direction: PCM.Direction
    private let request: DeviceRequest
    /// The name that stays when cards change their numbers; nil before the device was open once.
    private var stableName: String?

    init(name: String, direction: PCM.Direction, request: DeviceRequest) {
        self.name = name
        self.direction = direction
        self.request = request
    }

    /// Opens the device and agrees with it on a shape.
    ///
    /// - Throws: `unavailable` when it may be had later; `noInput` or `cannotCreate` when it is unable to do what is
    ///   asked.
    func open() throws(AudioError) -> OpenStream {
        var code: Int32 = 0
        var refusal: Negotiation.Refusal?
        var message: String?
        let stream: OpenStream? = ALSALibrary.exclusively {
            if stableName != nil { ALSALibrary.forgetConfiguration() }
            guard let pcm = PCM(stableName ?? name, direction, code: &code) else {
                message = ALSALibrary.message
                return nil
            }
            do throws(Negotiation.Refusal) {
                return OpenStream(pcm, try Negotiation(request: request).agree(with: pcm))
            } catch {
                refusal = error
                return nil
            }
        }
        if let stream {
            if stableName == nil { stableName = StableName.of(name) }
            return stream
        }
        switch refusal {
        case .device(let code), .sizes(let code): throw failure(code, doing: "set up")
        case let refusal?: throw impossible(refusal)
        case nil: throw failure(code, doing: "open", message)
        }
    }

    /// Why the device cannot be had now.
    func failure(_ code: Int32, doing action: String, _ message: String? = nil) -> AudioError {
        let isKnown = stableName != nil
        let text = OpenFailure(name: name, direction: direction, code: code, action: action, said: message)
        // Names are compared only the first time: later ones are attempts to get a device back.
        return AudioError(.unavailable, at: name, isKnown ? text.short : text.explained)
    }

    private func impossible(_ refusal: Negotiation.Refusal) -> AudioError {
        let kind: AudioError.Kind = direction == .capture ? .noInput : .cannotCreate
        let side = direction == .capture ? "captures" : "plays"
        let text =
            switch refusal {
            case .channels(let count, let offer):
                "the device does not have \(count) channels; it \(side) \(offer.channelText)"
            case .rate(let rate, let offer):
                "the device does not run at \(rate) Hz; it \(side) at \(offer.rateText) Hz"
            case .format(let format, let offer):
                "the device does not know the format \(format); it \(side) \(offer.formats.joined(separator: ", "))"
            case .sizes(let code), .device(let code): ALSALibrary.text(of: code)
            }
        let isHardware = name.hasPrefix("hw:")
        return AudioError(kind, at: name, text + (isHardware ? "; plug\(name) converts" : ""))
    }
}
