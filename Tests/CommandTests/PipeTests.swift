import Foundation
import Testing

@Suite("pipe")
struct PipeTests {
    @Test(
        "as many bytes come out as go in, in every format, aligned or not",
        arguments: ["s16le", "s24le", "s24-3le", "s32le", "f32le", "u8", "mulaw", "alaw", "S24_3LE"],
        [true, false]
    )
    func equalLength(format: String, isAligned: Bool) throws {
        let input = Data(repeating: 0, count: 12 * 1601)
        let run = try CommandRun(
            ["pipe", "--rate", "8000", "--format", format, "-q"] + (isAligned ? ["--align"] : []),
            input: input
        )
        #expect(run.status == 0)
        #expect(run.output.count == input.count)
        #expect(run.errors.isEmpty)
    }

    @Test(
        "a rate with frames of no whole samples keeps the length too, rounded or resampled",
        arguments: [11025, 22050, 44100, 88200],
        ["10", "1.7"]
    )
    func awkwardRates(rate: Int, hop: String) throws {
        let input = try Clips.demoSamples().prefix(2 * 2 * 20011)
        let run = try CommandRun(
            [
                "pipe", "--rate", "\(rate)", "--channels", "2", "--align", "-v", "--set",
                "frame.hopMilliseconds=\(hop)",
            ],
            input: input
        )
        #expect(run.status == 0)
        #expect(run.output.count == input.count)
        // 1.7 ms are 18.7, 37.5, 75.0 and 149.9 samples.
        #expect(run.errors.contains("resampling to") == (hop == "1.7" && rate < 44100))
    }

    @Test(
        "a WAV header on standard input says what the sound is; one is put before the output when asked for"
    )
    func header() throws {
        let input = try Data(contentsOf: URL(fileURLWithPath: Clips.demo))
        let raw = try CommandRun(["pipe", "--align"], input: input)
        #expect(raw.status == 0)
        #expect(raw.output.count == input.count - 44)
        #expect(raw.errors.contains("latency"))
        let withHeader = try CommandRun(["pipe", "--align", "--wav-header"], input: input)
        #expect(withHeader.output.starts(with: Data("RIFF".utf8)))
        #expect(withHeader.output.suffix(raw.output.count) == raw.output)
    }

    @Test("the sound does not depend on how it arrives")
    func trickle() throws {
        let samples = try Clips.demoSamples().prefix(32000)
        let whole = try CommandRun(["pipe", "--rate", "16000", "-q"], input: samples)
        let process = CommandRun.process(["pipe", "--rate", "16000", "-q"])
        let (input, output) = (Foundation.Pipe(), Foundation.Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let writer = Thread {
            var rest = samples
            var size = 1
            while !rest.isEmpty {
                input.fileHandleForWriting.write(rest.prefix(size))
                rest = rest.dropFirst(size)
                size = (size * 7 + 3) % 1999 + 1
            }
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let received = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(received == whole.output)
    }

    @Test("sound that trickles in comes out within the stated latency, while the input stays open")
    func emission() throws {
        let process = CommandRun.process(["pipe", "--rate", "16000", "-q"])
        let (input, output) = (Foundation.Pipe(), Foundation.Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // 20 ms hops at the most: of a second of sound all but the last hop must be there.
        input.fileHandleForWriting.write(Data(repeating: 0, count: 32000))
        var received = 0
        while received < 32000 - 640 {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            received += data.count
        }
        #expect(received >= 32000 - 640)
        #expect(process.isRunning)
        try input.fileHandleForWriting.close()
        received += output.fileHandleForReading.readDataToEndOfFile().count
        process.waitUntilExit()
        #expect(received == 32000)
    }

    @Test("a signal ends the input, and what was read is still written", arguments: [SIGINT, SIGTERM])
    func signals(number: Int32) throws {
        let process = CommandRun.process(["pipe", "--rate", "16000", "--align"])
        let (input, output, errors) = (Foundation.Pipe(), Foundation.Pipe(), Foundation.Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        input.fileHandleForWriting.write(Data(repeating: 1, count: 3200))
        var received = output.fileHandleForReading.availableData.count
        kill(process.processIdentifier, number)
        received += output.fileHandleForReading.readDataToEndOfFile().count
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(received == 3200)
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text.contains("0.10 s"))
    }

    @Test("a reader that goes away is a normal end")
    func closedReader() throws {
        let process = CommandRun.process(["pipe", "--rate", "16000", "-q"])
        let output = Foundation.Pipe()
        process.standardInput = FileHandle(forReadingAtPath: "/dev/zero")
        process.standardOutput = output
        try process.run()
        _ = output.fileHandleForReading.availableData
        try output.fileHandleForReading.close()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }

    @Test("bytes that make no whole frame are dropped and reported")
    func trailingBytes() throws {
        let run = try CommandRun(
            ["pipe", "--rate", "16000", "--channels", "2"],
            input: Data(repeating: 0, count: 4003)
        )
        #expect(run.status == 0)
        #expect(run.output.count == 4000)
        #expect(run.errors.contains("3 trailing byte(s)"))
    }

    @Test("what is no number counts as silence and is reported")
    func badSamples() throws {
        var samples = [Float](repeating: 0.01, count: 16000)
        samples[5000] = .nan
        samples[5001] = .infinity
        let input = samples.littleEndianData
        let run = try CommandRun(["pipe", "--rate", "16000", "--format", "f32le"], input: input)
        #expect(run.status == 0)
        #expect(run.errors.contains("bad 2"))
        let output = run.output.floats
        #expect(output.count == 16000)
        #expect(output.allSatisfy { $0.isFinite })
    }

    @Test("empty input is an empty output")
    func empty() throws {
        let run = try CommandRun(["pipe", "--rate", "16000"])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("0.00 s"))
    }

    @Test("the cleaned sound and what was removed add up to the input")
    func residual() throws {
        let samples = try Clips.demoSamples().prefix(64000)
        let options = ["pipe", "--rate", "16000", "--align", "-q"]
        let kept = try CommandRun(options, input: samples).output.int16
        let removed = try CommandRun(options + ["--residual"], input: samples).output.int16
        for (index, sample) in samples.int16.enumerated() {
            #expect(abs(Int(kept[index]) + Int(removed[index]) - Int(sample)) <= 2)
        }
    }
}

extension Data {
    /// The bytes as little-endian 16-bit samples.
    var int16: [Int16] {
        let bytes = [UInt8](self)
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }

    /// The bytes as little-endian floats.
    var floats: [Float] {
        let bytes = [UInt8](self)
        return stride(from: 0, to: bytes.count - 3, by: 4).map { start in
            Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
        }
    }
}

extension [Float] {
    /// The samples as little-endian bytes.
    var littleEndianData: Data {
        Data(
            flatMap { sample in
                (0..<4).map { UInt8(truncatingIfNeeded: sample.bitPattern >> (8 * UInt32($0))) }
            }
        )
    }
}
