import Foundation
import Inference
import TestSignals
import Testing

@Suite("Hostile files of weights")
struct HostileWeightsTests {
    /// The header and the bytes behind it of the flagship's file.
    private static func parts() throws -> (header: String, payload: [UInt8]) {
        let bytes = try WeightBytes(path: RecurrentMaskParityTests.weights)
        return (bytes.header, bytes.payload)
    }

    /// What reading `bytes` as a model is refused with.
    private static func refusal(_ bytes: [UInt8]) -> WeightError? {
        do throws(WeightError) {
            _ = try Model(WeightFile(SafetensorsFile(bytes: bytes, place: "x")))
            return nil
        } catch {
            return error
        }
    }

    @Test("the file as it is, is accepted")
    func sound() throws {
        let (header, payload) = try Self.parts()
        #expect(Self.refusal(WeightBytes.file(header, payload)) == nil)
    }

    @Test(
        "a file cut anywhere is refused",
        arguments: [0, 1, 7, 8, 9, 100, 5199, 5200, 5201, 100_000, 170_391]
    )
    func truncated(count: Int) throws {
        let (header, payload) = try Self.parts()
        let refusal = try #require(Self.refusal(Array(WeightBytes.file(header, payload).prefix(count))))
        #expect(refusal.kind == .damaged)
    }

    @Test("headers that claim too much are refused before anything is allocated")
    func claims() throws {
        let (header, payload) = try Self.parts()
        let lengths: [(UInt64, String)] = [
            (10 << 30, "says that its header has 10737418240 bytes"), (.max, "says that its header has"),
            (UInt64(Int64.max), "says that its header has"),
        ]
        for (length, message) in lengths {
            let refusal = try #require(Self.refusal(WeightBytes.file(header, payload, length: length)))
            #expect(refusal.message.contains(message))
        }
        let huge = WeightBytes.file(
            #"{"a":{"dtype":"F32","shape":[4000000000,4000000000,4000000000],"data_offsets":[0,4]}}"#,
            [0, 0, 0, 0]
        )
        #expect(Self.refusal(huge)?.message.contains("claims a shape") == true)
        let padded = WeightBytes.file(header + String(repeating: " ", count: 2 << 20), payload)
        #expect(Self.refusal(padded)?.message.contains("at most") == true)
    }

    /// Headers that are no header, with what the message says.
    static let headers: [(String, String)] = [
        ("", "no JSON"), ("{", "no JSON"), ("[]", "no JSON object"), ("{} x", "ends after its value"),
        (#"{"a":1,"a":2}"#, "no name stands twice"), (#"{"a":01}"#, "no JSON"),
        ("{\"a\":\"\u{1}\"}", "control"),
        (#"{"a":"\ud800"}"#, "surrogate"), (#"{"a":"\x"}"#, "escape"),
        (#"{"a":[[[[[[[[[[1]]]]]]]]]]}"#, "nest at most"), (#"{"a":{}}"#, "exactly dtype"),
        (#"{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}"#, "unknown type"),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "no list of"),
        (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, "no list of"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "no begin and end"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}"#, "no begin and end"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "cut short"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "takes 8 bytes"),
        (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}"#, "leaves a gap"),
        (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#, "its tensors take 3"),
        (
            #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
            "overlaps"
        ), (#"{"__metadata__":{"a":1}}"#, "__metadata__"),
    ]

    @Test("each fault of a header has its own message", arguments: headers.indices)
    func header(index: Int) throws {
        let (header, message) = Self.headers[index]
        let refusal = try #require(Self.refusal(WeightBytes.file(header, [0, 0, 0, 0])))
        #expect(refusal.kind == .damaged)
        #expect(refusal.message.contains(message), "\(refusal.message)")
    }

    /// Changes of the sound header, with what the message says.
    static let changes: [(from: String, to: String, message: String)] = [
        ("cleanmachine-weights 1", "cleanmachine-weights 9", "`format` must be"),
        (#""architecture":"recurrent-mask""#, #""architecture":"transformer""#, "known are recurrent-mask"),
        (#""version":"1""#, #""version":"2""#, "version 1 is needed"),
        (#""version":"1""#, #""version":"one""#, "a whole number"),
        (#""make_up_decibels":"0.25""#, #""make_up_decibels":"some""#, "a number from -6.0 to 6.0"),
        (#""make_up_decibels":"0.25""#, #""make_up_decibels":"6.1""#, "a number from -6.0 to 6.0"),
        (#""make_up_decibels":"0.25""#, #""make_up_decibels":"nan""#, "a number from -6.0 to 6.0"),
        (#"\"channels\": 32"#, #"\"channels\": 48"#, "has the shape"),
        (#"\"channels\": 32"#, #"\"channels\": 99999999"#, "must have `channels`"),
        (#"\"blocks\": 12"#, #"\"blocks\": 11"#, "does not know"),
        (#"\"blocks\": 12"#, #"\"blocks\": 13"#, "has no tensor"),
        (#"\"bound\": 1.2"#, #"\"bound\": -1"#, "`bound`"),
        (#"\"bound\": 1.2"#, #"\"bound\": 1.2, \"stride\": 8"#, "has the shape"),
        (#"\"bound\": 1.2"#, #"\"bound\": 1.2, \"stride\": 5"#, "the stride is even"),
        (#"\"bound\": 1.2"#, #"\"bound\": 1.2, \"stride\": 0"#, "must have `stride`"),
        (#"\"bins\": 160"#, #"\"bins\": 0"#, "`bins`"),
        (#"\"bins\": 160"#, #"\"bins\": 160, \"lookahead_frames\": 2"#, "has the shape"),
        (#"\"bins\": 160"#, #"\"bins\": 160, \"lookahead_frames\": 1.5"#, "`lookahead_frames`"),
        (#"\"bins\": 160"#, #"\"bins\": 160, \"lookahead_frames\": 17"#, "`lookahead_frames`"),
        (#"\"window\""#, #"\"widow\""#, "`window`"),
        (#""sha256":""#, #""sha256":"0"#, "SHA-256"),
        (#""blocks.0.mix.weight""#, #""blocks.0.mix.weights""#, "has no tensor `blocks.0.mix.weight`"),
        (#""blocks.0.recurrent.initial""#, #""blocks.0.recurrent.initials""#, "does not know"),
        (
            #""blocks.0.recurrent.initial":{"dtype":"F32","shape":[20,32]"#,
            #""blocks.0.recurrent.initial":{"dtype":"F32","shape":[32,20]"#, "it must have [20, 32]"
        ),
        (#""dtype":"F32","shape":[20,20]"#, #""dtype":"I32","shape":[20,20]"#, "weights are F32"),
    ]

    @Test("each lie of a header has its own message", arguments: changes.indices)
    func lie(index: Int) throws {
        let change = Self.changes[index]
        let (header, payload) = try Self.parts()
        try #require(header.contains(change.from))
        let changed = header.replacing(change.from, with: change.to, maxReplacements: 1)
        let refusal = try #require(Self.refusal(WeightBytes.file(changed, payload)))
        #expect(refusal.message.contains(change.message), "\(refusal.message)")
    }

    @Test("numbers that are none, and numbers that were changed, are refused")
    func numbers() throws {
        var (header, payload) = try Self.parts()
        payload[1000] ^= 1
        #expect(Self.refusal(WeightBytes.file(header, payload))?.message.contains("SHA-256") == true)
        payload[1000...1003] = [0, 0, 0xC0, 0x7F]
        let digest = try SafetensorsFile(bytes: WeightBytes.file(header, payload), place: "x").payloadDigest
        let start = try #require(header.range(of: #""sha256":""#)).upperBound
        header.replaceSubrange(start..<header.index(start, offsetBy: 64), with: digest)
        #expect(
            Self.refusal(WeightBytes.file(header, payload))?.message.contains("nan at position 250") == true
        )
    }

    @Test("the digest is SHA-256")
    func digest() throws {
        func digest(_ payload: [UInt8]) throws -> String {
            let header =
                #"{"a":{"dtype":"U8","shape":[\#(payload.count)],"data_offsets":[0,\#(payload.count)]}}"#
            return try SafetensorsFile(bytes: WeightBytes.file(header, payload), place: "x").payloadDigest
        }
        // FIPS 180-4, and NIST's long example.
        #expect(
            try digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            try digest(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(
            try digest([UInt8](repeating: 0x61, count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
        #expect(
            try digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        )
    }

    @Test("files that are not there, and things that are no files")
    func files() throws {
        func kind(_ path: String) -> WeightError.Kind? {
            do throws(WeightError) {
                _ = try Model(path: path)
                return nil
            } catch {
                return error.kind
            }
        }
        #expect(kind("/nowhere/x.safetensors") == .missing)
        #expect(kind("/dev/zero") == .unreadable)
        #expect(kind("/tmp") == .unreadable)
        #expect(kind("/dev/null") == .unreadable)
    }

    @Test("no change of a few bytes ends the program")
    func fuzz() throws {
        let (header, payload) = try Self.parts()
        let sound = WeightBytes.file(header, payload)
        var draw = Draw(seed: 1)
        for _ in 0..<300 {
            var bytes = sound
            for place in draw.values(3, 0...5200) { bytes[Int(place)] = UInt8(draw.values(1, 0...255)[0]) }
            let refusal = Self.refusal(bytes)
            #expect(refusal == nil || refusal?.message.isEmpty == false)
        }
    }
}
