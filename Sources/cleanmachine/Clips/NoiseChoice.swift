import Evaluation

/// The noise that the command line asks for.
enum NoiseChoice {
    /// A recording at a path.
    case recorded(String)
    /// A synthetic noise.
    case synthetic(NoiseKind)

    /// Makes sense of the options, of which exactly one noise must come out.
    init(path: String?, name: String?, band: String?, hum: Double?) throws {
        if let path {
            guard name == nil, band == nil, hum == nil else {
                throw Failure.usage("give a noise file or a synthetic noise, not both")
            }
            self = .recorded(path)
            return
        }
        guard band == nil || hum == nil else { throw Failure.usage("give --band or --hum, not both") }
        let implied = band != nil ? "band" : hum != nil ? "hum" : nil
        guard let wanted = name?.lowercased() ?? implied else {
            throw Failure.usage("there is no noise; give a noise file, or --noise white|pink|brown|band|hum")
        }
        guard implied == nil || implied == wanted else {
            throw Failure.usage(
                "--\(implied ?? "") does not go with --noise \(wanted); leave one of them out"
            )
        }
        switch wanted {
        case "white": self = .synthetic(.white)
        case "pink": self = .synthetic(.pink)
        case "brown": self = .synthetic(.brown)
        case "band": self = .synthetic(try band.map(Self.band) ?? .defaultBand)
        case "hum": self = .synthetic(.hum(hum ?? 50))
        default:
            throw Failure.usage("there is no noise `\(wanted)`; choose white, pink, brown, band or hum")
        }
    }

    /// What the noise is, in words.
    var description: String {
        switch self {
        case .recorded(let path): path
        case .synthetic(.white): "white noise"
        case .synthetic(.pink): "pink noise"
        case .synthetic(.brown): "brown noise"
        case .synthetic(.band(let lowest, let highest)):
            "noise from \(lowest.brief) to \(highest.brief) Hz"
        case .synthetic(.hum(let fundamental)): "mains hum of \(fundamental.brief) Hz"
        }
    }

    /// Samples of the noise for each of `channels` channels.
    ///
    /// A recording keeps its channels in time with each other and is used round and round where it has fewer; the
    /// channels of a synthetic noise are independent.
    func samples(sampleRate: Int, channels: Int, count: Int, seed: UInt64) throws -> [[Float]] {
        switch self {
        case .recorded(let path):
            let clip = try Clip(path: path, convertedTo: sampleRate)
            guard clip.count > 0 else { throw Failure.badData("\(path): holds no sound; give another noise") }
            return (0..<channels).map { clip.channels[$0 % clip.channels.count] }
        case .synthetic(let kind):
            let noise: SyntheticNoise
            do {
                noise = try SyntheticNoise(kind, sampleRate: sampleRate)
            } catch {
                throw Failure.usage("\(error)")
            }
            return (0..<channels).map { noise.samples(count: count, seed: seed &+ UInt64($0)) }
        }
    }

    private static func band(_ text: String) throws -> NoiseKind {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
        guard ends.count == 2, let lowest = ends[0], let highest = ends[1], highest.isFinite else {
            throw Failure.usage("--band \(text): expected two frequencies in hertz, such as 4000-8000")
        }
        return .band(from: lowest, to: highest)
    }
}
