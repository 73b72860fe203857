import Engine
import Foundation
import Testing

@Suite("LevelHistogram")
struct LevelHistogramTests {
    @Test("an empty histogram knows no level")
    func empty() {
        #expect(LevelHistogram().level(below: 0.5) == nil)
    }

    @Test("a steady level is found within its step", arguments: [-139, -100, -33.3, -0.2, 0, 9] as [Float])
    func steady(decibels: Float) throws {
        var levels = LevelHistogram()
        for _ in 0..<100 { levels.add(power: pow(10, decibels / 10)) }
        for share in [0, 0.1, 0.5, 1] as [Float] {
            let level = try #require(levels.level(below: share))
            #expect(abs(level - decibels) <= 0.51)
        }
    }

    @Test("shares of two levels are told apart, and rise")
    func shares() throws {
        var levels = LevelHistogram()
        for index in 0..<100 { levels.add(power: index < 30 ? 1e-6 : 1e-2) }
        let found = try [0.1, 0.29, 0.31, 0.9].map { try #require(levels.level(below: $0)) }
        #expect(abs(found[0] + 60) <= 0.5 && abs(found[1] + 60) <= 0.5)
        #expect(abs(found[2] + 20) <= 0.5 && abs(found[3] + 20) <= 0.5)
    }

    @Test(
        "silence and what is no power are not counted",
        arguments: [0, 1e-30, -1, .nan, -.infinity] as [Float]
    )
    func silence(power: Float) {
        var levels = LevelHistogram()
        levels.add(power: power)
        #expect(levels.level(below: 0.5) == nil)
    }

    @Test(
        "powers beyond the top count as the top",
        arguments: [100, 1e30, .greatestFiniteMagnitude, .infinity] as [Float]
    )
    func top(power: Float) throws {
        var levels = LevelHistogram()
        levels.add(power: power)
        let level = try #require(levels.level(below: 0.5))
        #expect(level >= 9.5)
    }
}
