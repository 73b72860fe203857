import Configuration
import Suppression
import Testing

@Suite("Settings as text")
struct SettingsTextTests {
    @Test("settings at random read back equal")
    func roundTrip() throws {
        var generator = SplitMix64(state: 7)
        for _ in 0..<200 {
            var settings = DenoiserSettings()
            for field in DenoiserSettings.fields where Bool.random(using: &generator) {
                field.set(&settings, Self.value(of: field.kind, &generator))
            }
            guard settings.contradictions().isEmpty else { continue }
            let text = SettingsText.toml(settings, description: "a \"quoted\" \\ word\tand … more")
            let preset = try PresetFile(text: text, place: "text")
            #expect(preset.settings == settings)
            #expect(preset.description == "a \"quoted\" \\ word\tand … more")
        }
    }

    @Test("every setting stands under a comment that says what it means and accepts")
    func comments() {
        let lines = SettingsText.toml(DenoiserSettings(), description: "d").split(separator: "\n").map(
            String.init
        )
        for field in DenoiserSettings.fields {
            #expect(lines.contains { $0.hasPrefix("# \(field.summary): ") }, "\(field.path)")
        }
        #expect(lines.contains("# gain of the result: -60 to 40 dB"))
    }

    @Test("a changed setting says what the default is")
    func change() {
        var settings = DenoiserSettings()
        settings.output.gainDecibels = 6
        let text = SettingsText.toml(settings, description: "d")
        #expect(text.contains("# gain of the result: -60 to 40 dB; 0 by default\ngainDecibels = 6\n"))
    }

    private static func value(of kind: SettingKind, _ generator: inout SplitMix64) -> SettingValue {
        switch kind {
        case .number(let range):
            .number(
                Double(Float.random(in: Float(range.lowerBound)...Float(range.upperBound), using: &generator))
            )
        case .flag: .flag(Bool.random(using: &generator))
        case .word(let words): .word(words.randomElement(using: &generator) ?? "")
        case .text: .text("a \"b\" \(Int.random(in: 0...9, using: &generator))")
        }
    }
}
