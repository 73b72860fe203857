import AudioIO

extension ToneCapture {
    /// A tone of 440 Hz in blocks of 5 ms.
    static func short(_ format: StreamFormat) -> ToneCapture {
        ToneCapture(name: "tone", frequency: 440, amplitude: 0.5, format: format, periodSeconds: 0.005)
    }
}
