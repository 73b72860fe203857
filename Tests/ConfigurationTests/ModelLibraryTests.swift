import Configuration
import Foundation
import Inference
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("The library of models")
struct ModelLibraryTests {
    static let shipped = Samples.presets.deletingLastPathComponent().appendingPathComponent("Models")

    private func library(_ root: URL, named folder: String? = nil) -> ModelLibrary {
        var environment = ["HOME": root.path + "/home"]
        environment[ModelLibrary.variable] = folder
        return ModelLibrary(
            environment: environment,
            executable: root.path + "/prefix/bin/program",
            system: root.path + "/etc/cleanmachine"
        )
    }

    @Test(
        "the folder that the environment names wins over the user's, that over the machine's and the installed one"
    )
    func order() throws {
        try Samples.withFolder { root in
            let places = [
                "prefix/share/cleanmachine/models", "etc/cleanmachine/models",
                "home/.config/cleanmachine/models", "named",
            ]
            for place in places {
                let path = try Samples.write("", to: "\(place)/a.safetensors", in: root)
                #expect(try library(root, named: root.path + "/named").path(of: "a") == path)
            }
            #expect(library(root).entries().map(\.name) == ["a"])
        }
    }

    @Test("an unknown name is an error with the names there are")
    func unknown() throws {
        try Samples.withFolder { root in
            #expect(throws: ConfigurationError.self) { try library(root).path(of: "a") }
            try Samples.write("", to: "named/voice.safetensors", in: root)
            do throws(ConfigurationError) {
                _ = try library(root, named: root.path + "/named").model("vioce")
            } catch {
                #expect(error.description.contains("did you mean voice?"))
                #expect(error.exitStatus == 78)
            }
        }
    }

    @Test("a file that is missing leaves with 66, one that is damaged with 78")
    func faults() throws {
        try Samples.withFolder { root in
            let broken = try Samples.write("no weights", to: "a.safetensors", in: root)
            for (path, status) in [(broken, Int32(78)), (root.path + "/b.safetensors", 66)] {
                do throws(ConfigurationError) {
                    _ = try library(root).model(path)
                    Issue.record("\(path) is no model")
                } catch {
                    #expect(error.exitStatus == status)
                }
            }
        }
    }

    @Test("every shipped model is sound")
    func shipped() throws {
        let library = ModelLibrary(
            environment: [ModelLibrary.variable: Self.shipped.path],
            executable: nil,
            system: "/nowhere"
        )
        #expect(
            Set(library.entries().map(\.name)).isSuperset(of: ShippedModels.names)
        )
        for entry in library.entries() {
            let model = try library.model(entry.name)
            #expect(!model.description.trainingData.isEmpty, "\(entry.name) says what it was trained on")
        }
    }

    @Test("settings are given their network and its frames; other engines stay as they are")
    func supply() throws {
        let library = ModelLibrary(
            environment: [ModelLibrary.variable: Self.shipped.path],
            executable: nil,
            system: "/nowhere"
        )
        var settings = DenoiserSettings()
        #expect(try library.supply(settings, place: "x") == settings)
        settings.engine = .neural
        let supplied = try library.supply(settings, place: "x")
        #expect(supplied.network != nil && supplied.frame.hopMilliseconds == 10)
        settings.frame.hopMilliseconds = 2.5
        do throws(ConfigurationError) {
            _ = try library.supply(settings, place: "x.toml")
            Issue.record("frames of 2.5 ms are not the network's")
        } catch {
            #expect(error.description.hasPrefix("x.toml: frame"))
        }
    }
}
