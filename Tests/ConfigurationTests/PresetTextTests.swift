import Configuration
import Foundation
import Suppression
import Testing

@Suite("Files that are no presets")
struct PresetTextTests {
    private func problem(at path: String) -> ConfigurationProblem? {
        do throws(ConfigurationError) {
            _ = try PresetFile(path: path)
            return nil
        } catch {
            return error.problems.count == 1 ? error.problems[0] : nil
        }
    }

    @Test("a missing file ends with the code for missing input")
    func missing() {
        #expect(
            problem(at: "/nowhere/x.toml")?.description
                == "/nowhere/x.toml: cannot be read: No such file or directory"
        )
        #expect(problem(at: "/nowhere/x.toml")?.kind == .missingFile)
        #expect(throws: ConfigurationError.self) { try PresetFile(path: "") }
    }

    @Test("the status is 66 for files that cannot be read and 78 for what they say")
    func status() {
        let missing = ConfigurationProblem(.missingFile, at: "x", "cannot be read")
        let wrong = ConfigurationProblem(.wrongType, at: "x", "must be true or false")
        #expect(ConfigurationError([missing]).exitStatus == 66)
        #expect(ConfigurationError([missing, wrong]).exitStatus == 78)
    }

    @Test("a folder is no preset")
    func folder() throws {
        try Samples.withFolder { folder in
            let problem = problem(at: folder.path)
            #expect(problem?.kind == .unreadable)
            #expect(problem?.requirement == "cannot be read: Is a directory")
        }
    }

    @Test("bytes that are no UTF-8 are shown with their line")
    func notUTF8() throws {
        try Samples.withFolder { folder in
            let file = folder.appendingPathComponent("x.toml")
            try Data("description = \"d\"\n# caf".utf8 + [0xE9, 0x0A]).write(to: file)
            let problem = problem(at: file.path)
            #expect(problem?.kind == .unreadable)
            #expect(problem?.line == 2)
            #expect(problem?.requirement == "must be UTF-8 text")
        }
    }

    @Test("a file larger than a megabyte is refused, an endless one too")
    func tooLarge() throws {
        try Samples.withFolder { folder in
            let text = "description = \"d\"\n" + String(repeating: "#", count: 1 << 20)
            let path = try Samples.write(text, to: "x.toml", in: folder)
            #expect(problem(at: path)?.requirement == "must be at most 1048576 bytes long")
        }
        #expect(problem(at: "/dev/zero")?.requirement == "must be at most 1048576 bytes long")
    }

    @Test("windows line ends and a byte-order mark are text")
    func windowsText() throws {
        let preset = try PresetFile(
            text: "\u{FEFF}description = \"d\"\r\n[output]\r\nmix = 0.5\r\n",
            place: "x"
        )
        #expect(preset.settings.output.mix == 0.5)
        let messages = Samples.problems("\u{FEFF}description = \"d\"\r\n[output]\r\nmix = 5\r\n").map(\.line)
        #expect(messages == [3])
    }

    @Test(
        "NUL is refused however it is written, since strings would end at it",
        arguments: [
            ("engine = \"wiener\u{0}x\"", "x.toml:2: must hold no control characters, not character 0"),
            ("engine = \"wiener\\u0000x\"", "x.toml:2:10: must hold no NUL character, not one"),
            ("\"engine\\U00000000\" = \"wiener\"", "x.toml:2:1: must hold no NUL character, not one"),
        ]
    )
    func nul(text: String, message: String) {
        #expect(Samples.messages(text) == [message])
    }

    @Test("keys of a hundred thousand parts are refused, not followed until the stack ends")
    func deepKeys() {
        let deep = String(repeating: "a.", count: 100_000) + "a"
        for text in ["\(deep) = 1", "[\(deep)]", "a = {\(deep) = 1}"] {
            #expect(
                Samples.messages(text).map { $0.hasSuffix("must have keys of at most 16 parts, not more") }
                    == [true]
            )
        }
    }

    @Test("a hundred thousand open brackets are refused", arguments: ["[", "{a=", "[{a="])
    func deepValues(bracket: String) {
        let messages = Samples.messages("x = " + String(repeating: bracket, count: 100_000))
        #expect(messages.map { $0.hasSuffix("must nest at most 16 deep, not deeper") } == [true])
    }

    @Test(
        "a megabyte of problems ends after the first hundred",
        arguments: ["a%d = 1\n", "engine = 1\n", "x\n", "[t%d]\n", "\u{1}\n"]
    )
    func endlessProblems(line: String) {
        var text = "description = \"d\"\n"
        for number in 0..<2000 { text += line.replacingOccurrences(of: "%d", with: "\(number)") }
        let messages = Samples.problems(text).map(\.description)
        #expect((101...103).contains(messages.count))
        #expect(messages.last?.hasPrefix("x.toml: may have more problems than these 10") == true)
    }
}
