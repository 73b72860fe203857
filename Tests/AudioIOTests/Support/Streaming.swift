import AudioIO
import RealTime

/// Reads a source to its end, at most `block` frames at a time.
func everything<S: Source & ~Copyable>(from source: inout S, block: Int = 1000) throws(AudioError) -> [Float]
{
    var samples = Samples(repeating: 0, count: block * source.format.channels)
    var result: [Float] = []
    while true {
        let frames = try source.read(into: &samples, frames: block)
        if frames == 0 { return result }
        for index in 0..<frames * source.format.channels {
            result.append(samples[index])
        }
    }
}

/// Writes interleaved `values` to a sink, at most `block` frames at a time, and finishes it.
func write<S: Sink & ~Copyable>(_ values: [Float], to sink: inout S, block: Int = 700) throws(AudioError) {
    let samples = Samples(values)
    let frames = values.count / sink.format.channels
    var start = 0
    while start < frames {
        let count = min(block, frames - start)
        try sink.write(samples, from: start, frames: count)
        start += count
    }
    try sink.finish()
}

/// What `body` throws, if anything.
func failure(of body: () throws(AudioError) -> Void) -> AudioError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}
