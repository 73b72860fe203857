import Configuration
import Foundation
import Testing

@Suite("The library of presets")
struct PresetLibraryTests {
    /// A machine whose folders all lie below `root`.
    private func library(
        _ root: URL,
        environment: [String: String]? = nil,
        executable: String = "prefix/bin/program"
    )
        -> PresetLibrary
    {
        PresetLibrary(
            environment: environment ?? ["XDG_CONFIG_HOME": root.path + "/xdg", "HOME": root.path + "/home"],
            executable: root.path + "/" + executable,
            system: root.path + "/etc/cleanmachine"
        )
    }

    @Test("the user's folder wins over the machine's, and that over the installed and the source tree's")
    func order() throws {
        try Samples.withFolder { root in
            try Samples.write("", to: "prefix/Package.swift", in: root)
            let places = [
                "prefix/Presets/a.toml", "prefix/share/cleanmachine/presets/a.toml",
                "etc/cleanmachine/presets/a.toml", "etc/cleanmachine/a.toml",
                "xdg/cleanmachine/presets/a.toml", "xdg/cleanmachine/a.toml",
            ]
            let origins: [PresetFolder.Origin] = [.buildTree, .installed, .system, .system, .user, .user]
            var hidden: [String] = []
            for (place, origin) in zip(places, origins) {
                let path = try Samples.write("description = \"\(place)\"", to: place, in: root)
                let library = library(root)
                #expect(try library.preset("a").description == place)
                let entry = library.entries().first
                #expect(entry?.path == path)
                #expect(entry?.origin == origin)
                #expect(entry?.hides == hidden)
                hidden.insert(path, at: 0)
            }
            #expect(library(root).entries().count == 1)
        }
    }

    @Test("without XDG_CONFIG_HOME, or with a relative one, the user's folder is ~/.config")
    func home() throws {
        try Samples.withFolder { root in
            try Samples.write("description = \"d\"", to: "home/.config/cleanmachine/a.toml", in: root)
            for chosen in [nil, "", "relative"] {
                var environment = ["HOME": root.path + "/home"]
                environment["XDG_CONFIG_HOME"] = chosen
                #expect(library(root, environment: environment).entries().map(\.name) == ["a"])
            }
            #expect(library(root, environment: [:]).entries().isEmpty)
        }
    }

    @Test("a source tree is found from any depth, the nearest one with presets")
    func sourceTree() throws {
        try Samples.withFolder { root in
            try Samples.write("", to: "Package.swift", in: root)
            try Samples.write("description = \"d\"", to: "Presets/a.toml", in: root)
            try Samples.write("", to: "inner/Package.swift", in: root)
            try Samples.write("no preset", to: "inner/Presets/readme.md", in: root)
            let library = library(root, executable: "inner/.build/x86_64/release/program")
            #expect(library.entries().map(\.path) == [root.path + "/Presets/a.toml"])
        }
    }

    @Test("an argument with a slash or the suffix is a path")
    func paths() throws {
        try Samples.withFolder { root in
            for argument in ["a.toml", "./a", "../a", "/a"] {
                let path = try library(root).path(of: argument)
                #expect(path == argument)
            }
        }
    }

    @Test("an unknown name is an error with near names and all names")
    func unknown() throws {
        try Samples.withFolder { root in
            for name in ["voice-call", "strong"] {
                try Samples.write("description = \"d\"", to: "xdg/cleanmachine/\(name).toml", in: root)
            }
            let expected =
                "preset: must be a file or one of strong, voice-call, not \"voicecall\"; did you mean voice-call?"
            do throws(ConfigurationError) {
                _ = try library(root).preset("voicecall")
                Issue.record("a name that is not there was found")
            } catch {
                #expect(error.description == expected)
                #expect(error.exitStatus == 78)
            }
            for name in ["", "..", ".", ".hidden", "a\u{0}b", String(repeating: "a", count: 5000)] {
                #expect(throws: ConfigurationError.self) { try library(root).preset(name) }
            }
        }
    }

    @Test("names are file names that are not hidden")
    func names() {
        for name in ["a", "voice-call", "studio-48k", "my preset", "größe", "v1.2"] {
            #expect(PresetLibrary.isName(name), "\(name)")
        }
        for name in ["", ".", "..", ".a", "a/b", "/a", "a\n", "a\u{7F}"] {
            #expect(!PresetLibrary.isName(name), "\(name)")
        }
    }

    @Test("a broken preset is in the list and hides the good one behind it")
    func broken() throws {
        try Samples.withFolder { root in
            try Samples.write("not = toml = at all", to: "xdg/cleanmachine/a.toml", in: root)
            try Samples.write("description = \"d\"", to: "etc/cleanmachine/a.toml", in: root)
            let library = library(root)
            #expect(library.entries().map(\.origin) == [.user])
            #expect(throws: ConfigurationError.self) { try library.preset("a") }
        }
    }
}
