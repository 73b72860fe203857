import AudioIO
import Glibc
import RealTime
import Testing

@Suite("The descriptors of sound files")
struct FileDescriptorTests {
    // A descriptor that is closed twice is, the second time, somebody else's: a file that is being written elsewhere.
    @Test("a refused file closes its own descriptor and no other")
    func refused() throws {
        let folder = Folder()
        folder.write(Array("This is a letter, not a recording.\n".utf8), to: "text.wav")
        let others = Background {
            (0..<40_000).count { _ in
                let descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
                let isLost = fcntl(descriptor, F_GETFD) < 0
                return close(descriptor) != 0 || isLost
            }
        }
        for _ in 0..<2_000 {
            #expect(
                failure { () throws(AudioError) in _ = try FileSource(path: folder.file("text.wav")) } != nil
            )
        }
        #expect(others.value() == 0)
    }

    @Test("a file that was read gives its descriptor back")
    func read() throws {
        let folder = Folder()
        let description = FileDescription(
            format: FileFormat(.wav),
            stream: StreamFormat(sampleRate: 16_000, channels: 1)
        )
        var sink = try FileSink(path: folder.file("a.wav"), description: description)
        try write(noise(count: 100), to: &sink)
        let counts = try (0..<100).map { _ in
            let source = try FileSource(path: folder.file("a.wav"))
            #expect(source.description.frames == 100)
            return Self.descriptors(into: folder)
        }
        #expect(counts.allSatisfy { $0 <= 1 })
        #expect(Self.descriptors(into: folder) == 0)
    }

    /// The descriptors of this process that lead into `folder`.
    private static func descriptors(into folder: Folder) -> Int {
        (0..<1_024).count { number in
            var target = [CChar](repeating: 0, count: 4_096)
            let length = unsafe readlink("/proc/self/fd/\(number)", &target, target.count)
            return length > 0
                && String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
                    .hasPrefix(folder.path)
        }
    }
}
