import ArgumentParser
import Configuration
import Inference
import Suppression

/// Lists the models, shows what is in them, and says whether files of weights are sound.
struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the networks' models, show one, or verify files of weights.",
        discussion: """
            A model is a safetensors file. The first folder that has one of the name is used:
              $\(ModelLibrary.variable), where it is set
              $XDG_CONFIG_HOME/cleanmachine/models, or ~/.config/cleanmachine/models
              /etc/cleanmachine/models
              those that came with the program

            Examples:
              cleanmachine models
              cleanmachine models show recurrent-mask
              cleanmachine models verify mine.safetensors --json
              cleanmachine file noisy.wav --model ./mine.safetensors
            """,
        subcommands: [List.self, Show.self, Verify.self],
        defaultSubcommand: List.self
    )

    /// Lists the models that a name reaches.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models and what they cost.",
            discussion: """
                Examples:
                  cleanmachine models
                  cleanmachine models list --json
                """
        )

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let library = ModelLibrary()
            let rows = library.entries().map { ModelFacts(name: $0.name, path: $0.path) }
            if json { return print(try JSONText.of(rows)) }
            guard !rows.isEmpty else {
                let folders = library.folders.map { "  \($0)" }.joined(separator: "\n")
                throw Failure.configuration("there are no models; they are looked for in\n\(folders)")
            }
            var table = Table([
                "model", "network", "window ms", "hop ms", "delay ms", "band kHz", "parameters", "MMAC/s",
            ])
            for row in rows { table.add(row.cells) }
            print(table.text)
        }
    }

    /// Shows everything that a model's file says.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a model is, what it was trained on, and its licences.",
            discussion: """
                Examples:
                  cleanmachine models show recurrent-mask
                  cleanmachine models show ./mine.safetensors --json
                """
        )

        @Argument(help: "A model's name, or a file.")
        var name: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let model = try ModelLibrary().model(name)
            if json { return print(try JSONText.of(model.description.texts)) }
            print("file: \(model.place)")
            for (key, value) in model.description.texts.sorted(by: { $0.key < $1.key })
            where key != "training_data" { print("\(key): \(value)") }
            print("training_data:")
            for (source, licence) in model.description.trainingData.sorted(by: { $0.key < $1.key }) {
                print("  \(source): \(licence)")
            }
        }
    }

    /// Says whether files of weights are sound.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check files of weights: structure, digest, every tensor's shape and numbers.",
            discussion: """
                Exit codes: 0 all are sound, 66 a file cannot be read, 78 a file cannot be used.

                Examples:
                  cleanmachine models verify Models/*.safetensors
                """
        )

        @Argument(help: ArgumentHelp("Models' names, or files.", valueName: "file"))
        var files: [String]

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let library = ModelLibrary()
            var facts: [ModelFacts] = []
            var status: Int32 = 0
            for file in files {
                do throws(ConfigurationError) {
                    let row = ModelFacts(name: file, try library.model(file))
                    facts.append(row)
                    if !json { print("\(row.path): ok (\(row.network ?? ""), sha256 \(row.digest ?? ""))") }
                } catch {
                    facts.append(ModelFacts(name: file, error))
                    status = max(status, error.exitStatus)
                    if !json { StandardError.write(error.description) }
                }
            }
            if json { print(try JSONText.of(facts)) }
            if status != 0 { throw ExitCode(status) }
        }
    }
}

/// What is known of one model.
private struct ModelFacts: Encodable {
    let name, path: String
    let network: String?
    let windowMilliseconds, hopMilliseconds, synthesisMilliseconds, delayMilliseconds, bandHertz: Float?
    let parameters, multipliesPerSecond: Int?
    let digest: String?
    let problems: [ConfigurationProblem]

    init(name: String, _ model: Model) {
        let (description, frames) = (model.description, model.description.frames)
        (self.name, path, problems) = (name, model.place, [])
        network = "\(description.architecture) \(description.version)"
        (windowMilliseconds, hopMilliseconds) = (frames.windowMilliseconds, frames.hopMilliseconds)
        synthesisMilliseconds = frames.synthesisMilliseconds
        delayMilliseconds = frames.delayMilliseconds
        bandHertz = frames.binHertz * Float(frames.bins - 1)
        (parameters, multipliesPerSecond) = (description.parameters, description.multipliesPerSecond)
        digest = description.digest
    }

    init(name: String, path: String? = nil, _ error: ConfigurationError) {
        (self.name, self.path, problems) = (name, path ?? name, error.problems)
        (network, windowMilliseconds, hopMilliseconds) = (nil, nil, nil)
        (synthesisMilliseconds, delayMilliseconds, bandHertz) = (nil, nil, nil)
        (parameters, multipliesPerSecond, digest) = (nil, nil, nil)
    }

    init(name: String, path: String) {
        do throws(ConfigurationError) {
            self.init(name: name, try ModelLibrary().model(path))
        } catch {
            self.init(name: name, path: path, error)
        }
    }

    /// The row of a table.
    var cells: [String] {
        guard let network, let windowMilliseconds, let hopMilliseconds, let delayMilliseconds,
            let bandHertz, let parameters, let multipliesPerSecond
        else { return [name, "broken: see cleanmachine models verify \(path)", "", "", "", "", "", ""] }
        return [
            name, network, windowMilliseconds.decimals(0), hopMilliseconds.decimals(0),
            delayMilliseconds.decimals(0), (bandHertz / 1000).decimals(2), "\(parameters)",
            (Double(multipliesPerSecond) / 1e6).decimals(0),
        ]
    }
}
