internal import RealTime
internal import Spectral

/// Any of the trackers, chosen once and dispatched once a frame.
enum SelectedTracker: ~Copyable, Sendable {
    case minimumStatistics(MinimumStatistics)
    case mmseSpeechPresence(MMSESpeechPresence)
    case imcra(IMCRA)
    case recursiveAverage(RecursiveAverage)
    case learned(LearnedNoise)

    init(geometry: FrameGeometry, settings: NoiseSettings) {
        self =
            switch settings.tracker {
            case .minimumStatistics:
                .minimumStatistics(MinimumStatistics(geometry: geometry, settings: settings))
            case .mmseSPP: .mmseSpeechPresence(MMSESpeechPresence(geometry: geometry, settings: settings))
            case .imcra: .imcra(IMCRA(geometry: geometry, settings: settings))
            case .recursive: .recursiveAverage(RecursiveAverage(geometry: geometry, settings: settings))
            case .learn: .learned(LearnedNoise(geometry: geometry, settings: settings))
            }
    }

    mutating func update(power: borrowing Samples, noisePower: inout Samples) {
        switch consume self {
        case .minimumStatistics(var tracker):
            tracker.update(power: power, noisePower: &noisePower)
            self = .minimumStatistics(tracker)
        case .mmseSpeechPresence(var tracker):
            tracker.update(power: power, noisePower: &noisePower)
            self = .mmseSpeechPresence(tracker)
        case .imcra(var tracker):
            tracker.update(power: power, noisePower: &noisePower)
            self = .imcra(tracker)
        case .recursiveAverage(var tracker):
            tracker.update(power: power, noisePower: &noisePower)
            self = .recursiveAverage(tracker)
        case .learned(var tracker):
            tracker.update(power: power, noisePower: &noisePower)
            self = .learned(tracker)
        }
    }

    mutating func start(from noisePower: borrowing Samples) {
        switch consume self {
        case .minimumStatistics(var tracker):
            tracker.start(from: noisePower)
            self = .minimumStatistics(tracker)
        case .mmseSpeechPresence(var tracker):
            tracker.start(from: noisePower)
            self = .mmseSpeechPresence(tracker)
        case .imcra(var tracker):
            tracker.start(from: noisePower)
            self = .imcra(tracker)
        case .recursiveAverage(var tracker):
            tracker.start(from: noisePower)
            self = .recursiveAverage(tracker)
        case .learned(var tracker):
            tracker.start(from: noisePower)
            self = .learned(tracker)
        }
    }

    /// Copies the probability of speech, if the tracker knows one.
    borrowing func copyPresence(into presence: inout Samples) -> Bool {
        switch self {
        case .mmseSpeechPresence(let tracker):
            presence.copy(from: tracker.presence)
            return true
        case .imcra(let tracker):
            presence.copy(from: tracker.presence)
            return true
        case .minimumStatistics: return false
        case .recursiveAverage: return false
        case .learned: return false
        }
    }
}
