import TestSignals
import Testing

@Suite("Laughter")
struct LaughterTests {
    @Test(
        "a network that was taught laughter takes it for voice and not for noise",
        arguments: ["neural", "neural-large", "neural-tiny", "low-latency-neural"]
    )
    func kept(preset: String) throws {
        let scratch = try Scratch()
        let output = scratch.path("out.wav")
        let run = try CommandRun(["file", Clips.laughter, "-o", output, "--preset", preset, "-q"])
        #expect(run.status == 0)
        let sound = try QualityTests.samples(Clips.laughter).samples
        let cleaned = try QualityTests.samples(output).samples
        try #require(cleaned.count == sound.count)
        let changes = Self.bouts(of: sound).map { bout in
            Levels.decibels(cleaned[bout]) - Levels.decibels(sound[bout])
        }
        try #require(changes.count == 8)
        #expect(abs(changes.reduce(0, +) / 8) < 0.6)
        #expect(changes.allSatisfy { $0 > -2 })
    }

    /// Where there is sound: stretches that half a second of silence parts from the next.
    private static func bouts(of sound: [Float]) -> [Range<Int>] {
        var bouts: [Range<Int>] = []
        for (place, value) in sound.enumerated() where value != 0 {
            if let last = bouts.last, place - last.upperBound < 8000 {
                bouts[bouts.count - 1] = last.lowerBound..<place + 1
            } else {
                bouts.append(place..<place + 1)
            }
        }
        return bouts
    }
}
