import Configuration
import Foundation
import Suppression
import Testing

@Suite("Presets from hell")
struct HostilePresetTests {
    @Test("two thousand damaged presets are each read or refused, never followed into a crash")
    func mutations() throws {
        let originals = try Samples.shipped.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
        #expect(!originals.isEmpty)
        var generator = SplitMix64(state: 2024)
        var (read, refused) = (0, 0)
        for round in 0..<2000 {
            var bytes = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...6, using: &generator) { Self.damage(&bytes, &generator) }
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(ConfigurationError) {
                let settings = try PresetFile(text: text, place: "x.toml").settings
                read += 1
                // What is accepted is sound: in range, free of contradictions.
                #expect(settings.contradictions().isEmpty)
                #expect(DenoiserSettings.fields.allSatisfy { Self.fits($0.get(settings), $0.kind) })
            } catch {
                refused += 1
                let count = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
                #expect(error.problems.allSatisfy { (1...count).contains($0.line ?? 1) })
                #expect(!error.description.isEmpty)
            }
        }
        // Both happen often: the damage is neither trivial nor total.
        #expect(read > 200)
        #expect(refused > 200)
    }

    private static let tokens = [
        "[", "]", "[[gain]]", "{", "}", "\"\"\"", "'''", "\"", "'", "=", ".", ",", "#", "\n", "\r", "\\",
        "\\u0041",
        "\u{0}", "\u{FEFF}", "…", "nan", "-inf", "1e400", "true", "0x", "1979-05-27", "gain.", "[gain]\n",
        "engine = 1\n", "a.b.c = {d.e = [{}]}\n", "99999999999999999999",
    ]

    private static func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: (tokens.randomElement(using: &generator) ?? "").utf8, at: place)
        case 2:
            bytes.insert(
                contentsOf: bytes[place..<end],
                at: Int.random(in: 0...bytes.count, using: &generator)
            )
        case 3: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        default: if place < bytes.count { bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator) }
        }
    }

    private static func fits(_ value: SettingValue, _ kind: SettingKind) -> Bool {
        switch (value, kind) {
        case (.number(let number), .number(let range)): range.contains(number)
        case (.flag, .flag): true
        case (.word(let word), .word(let words)): words.contains(word)
        case (.text(let text), .text): !text.isEmpty && !text.contains(where: \.isNewline)
        default: false
        }
    }
}
