import AudioIO
import Engine
import Glibc
import Suppression

/// One file to clean into another.
struct FileJob: Sendable {
    let input: String
    let output: String
    let description: FileDescription
    let settings: DenoiserSettings
    let profile: NoiseProfile?
    let overwrite: Bool

    /// Cleans the file.
    ///
    /// - Parameters:
    ///   - progress: called with the number of frames of each block; false ends the work.
    ///   - report: called with lines for the user when the file is complete.
    /// - Returns: false when `progress` ended it early, and then nothing is left behind.
    /// - Throws: what reading and writing throw; nothing is left behind then either.
    func run(progress: (Int) -> Bool, report: (String) -> Void) throws(AudioError) -> Bool {
        let start = Self.threadSeconds
        var source = try FileSource(path: input)
        var sink = try FileSink(
            path: output,
            description: description,
            overwrite: overwrite,
            input: source.identity
        )
        var loop = CleaningLoop(
            try StreamCleaner(settings, format: source.format, isAligned: true, noiseProfile: profile)
        )
        var seen = 0
        var isStopped = false
        try loop.run(from: &source, to: &sink) { frames in
            isStopped = !progress(frames - seen)
            seen = frames
            return !isStopped
        }
        guard !isStopped else { return false }
        try sink.finish()
        let summary = StreamSummary(
            loop.cleaner,
            frames: loop.framesRead,
            processorSeconds: Self.threadSeconds - start
        )
        report("\(input) -> \(output): \(summary.text)")
        if source.isTruncated {
            report(
                "\(input): shorter than its header says; the \(loop.framesRead) frames that are there were cleaned"
            )
        }
        if sink.clampedSamples > 0 {
            report("\(output): \(sink.clampedSamples) samples clamped to full scale; lower --gain")
        }
        return true
    }

    private static var threadSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
