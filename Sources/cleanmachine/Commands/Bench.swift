import ArgumentParser
import Spectral
import Suppression

/// Measures every engine at every rate on this machine.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the engines on this machine.",
        discussion: """
            Prints, for every engine and rate, the real-time factor (processor seconds per second of sound on one
            core), the time of a hop (median, 99th percentile, longest) and the allocations per hop, which must be 0.
            For networks also the multiply-accumulates per second, beside the most that this core can do at all, and
            the time of loading. The engine neural is measured with every model.

            Examples:
              cleanmachine bench
              cleanmachine bench --engine wiener --rate 48000 --seconds 60 --json
              cleanmachine bench --exchange
            """
    )

    @Option(help: "Only this engine; may be repeated.")
    var engine: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "Only this sample rate in hertz; may be repeated.")
    var rate: [Int] = []

    @Option(parsing: .unconditional, help: "Seconds of sound for each measurement.")
    var seconds: Double = 20

    @Flag(help: "Measure the exchange between threads instead: ring, parameter, handoff.")
    var exchange = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard seconds > 0, seconds <= 3600 else {
            throw ValidationError("--seconds must be above 0 and at most 3600, not \(seconds)")
        }
    }

    func run() throws {
        if exchange { return try runExchange() }
        let engines = try engine.isEmpty ? EngineKind.allCases : engine.map(EngineKind.named)
        let candidates = try engines.flatMap(BenchCandidate.all)
        let rates = rate.isEmpty ? [8000, 16000, 48000] : rate
        var results: [HopTimes] = []
        for rate in rates {
            for candidate in candidates {
                guard candidate.settings.frame.processingRate(for: rate) == rate else {
                    throw Failure.usage(
                        "--rate \(rate): the frames are no whole number of samples at this rate"
                    )
                }
                results.append(try HopTimes(candidate, sampleRate: rate, seconds: seconds))
            }
        }
        if json {
            print(try JSONText.of(results))
        } else {
            print(Self.table(results).text)
            guard results.contains(where: { $0.gigaMultipliesPerSecond != nil }) else { return }
            print("")
            print("this core's peak: \(BenchCandidate.peak().decimals(1)) GMAC/s, in registers alone")
            for candidate in candidates {
                guard let load = candidate.loadMilliseconds else { continue }
                print("\(candidate.name): loaded in \(load.decimals(1)) ms")
            }
        }
    }

    private func runExchange() throws {
        let results = ExchangeTimes.all()
        guard !json else { return print(try JSONText.of(results)) }
        var table = Table(["exchange", "median ns"])
        for result in results { table.add([result.operation, result.medianNanoseconds.decimals(1)]) }
        print(table.text)
    }

    private static func table(_ results: [HopTimes]) -> Table {
        var table = Table([
            "engine", "rate", "latency ms", "RTF", "median us", "p99 us", "max us", "allocs/hop", "GMAC/s",
        ])
        for result in results {
            table.add([
                result.engine,
                "\(result.sampleRateHertz)",
                result.latencyMilliseconds.decimals(1),
                result.realTimeFactor.decimals(5),
                result.medianMicroseconds.decimals(2),
                result.p99Microseconds.decimals(2),
                result.maximumMicroseconds.decimals(1),
                result.allocationsPerHop.decimals(3),
                result.gigaMultipliesPerSecond?.decimals(1) ?? "",
            ])
        }
        return table
    }
}
