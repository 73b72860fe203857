import ArgumentParser
import Configuration
import Suppression

/// Lists presets and shows what is in them.
struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the presets, or show one in full.",
        discussion: """
            A preset is a TOML file; a setting that it leaves out has its default.
            The first folder that has a preset of the name is used:
              $XDG_CONFIG_HOME/cleanmachine, or ~/.config/cleanmachine
              /etc/cleanmachine
              those that came with the program
            and of the first two also the folder presets in them.

            Examples:
              cleanmachine presets
              cleanmachine presets show voice-call
              cleanmachine presets show voice-call > ~/.config/cleanmachine/mine.toml
              cleanmachine presets list --json
            """,
        subcommands: [List.self, Show.self],
        defaultSubcommand: List.self
    )

    /// Lists the presets that a name reaches.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the presets and where each comes from.",
            discussion: """
                Examples:
                  cleanmachine presets
                  cleanmachine presets list --json
                """
        )

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let rows = PresetLibrary().entries().map(Row.init)
            if json { return print(try JSONText.of(rows)) }
            guard !rows.isEmpty else {
                let folders = PresetLibrary().folders.map { "  \($0.path)" }.joined(separator: "\n")
                throw Failure.configuration("there are no presets; they are looked for in\n\(folders)")
            }
            let width = rows.map(\.name.count).max() ?? 0
            let originWidth = rows.map(\.origin.count).max() ?? 0
            func line(_ name: String, _ origin: String, _ text: String) -> String {
                name + String(repeating: " ", count: width - name.count) + "  " + origin
                    + String(repeating: " ", count: originWidth - origin.count) + "  " + text
            }
            for row in rows {
                print(
                    line(
                        row.name,
                        row.origin,
                        row.description ?? "broken: see cleanmachine check \(row.path)"
                    )
                )
                for hidden in row.hides { print(line("", "", "hides \(hidden)")) }
            }
        }
    }

    /// Shows a preset with every setting.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a preset with every setting, what it means and what it accepts.",
            discussion: """
                The text is a preset itself: change it, save it under a name of yours, use it.

                Examples:
                  cleanmachine presets show strong
                  cleanmachine presets show ./mine.toml --json
                """
        )

        @Argument(help: "A preset's name, or a file.")
        var name: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let preset = try PresetLibrary().preset(name)
            if json { return print(try JSONText.of(Contents(preset))) }
            print("# \(preset.place)")
            print(SettingsText.toml(preset.settings, description: preset.description), terminator: "")
        }
    }

    /// A line of the list.
    private struct Row: Encodable {
        let name, path, origin: String
        let hides: [String]
        let description, engine: String?
        let problems: [ConfigurationProblem]

        init(_ entry: PresetLibrary.Entry) {
            (name, path, origin, hides) = (entry.name, entry.path, entry.origin.rawValue, entry.hides)
            do throws(ConfigurationError) {
                let preset = try PresetFile(path: entry.path)
                (description, engine, problems) = (preset.description, preset.settings.engine.rawValue, [])
            } catch {
                (description, engine, problems) = (nil, nil, error.problems)
            }
        }
    }

    /// A preset's contents, the settings under the keys that `--set` takes.
    private struct Contents: Encodable {
        let path, description: String
        let settings: [String: Value]

        init(_ preset: PresetFile) {
            (path, description) = (preset.place, preset.description)
            let pairs = DenoiserSettings.fields.map { ($0.path, Value(value: $0.get(preset.settings))) }
            settings = Dictionary(pairs) { first, _ in first }
        }
    }

    private struct Value: Encodable {
        let value: SettingValue

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .word(let text), .text(let text): try container.encode(text)
            }
        }
    }
}
