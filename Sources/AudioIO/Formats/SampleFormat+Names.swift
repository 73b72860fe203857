extension SampleFormat {
    /// The format that other programs call `name`: ours, ALSA's `S16_LE`, GStreamer's `S16LE`, PulseAudio's `float32le`, SoX's `mu-law`.
    ///
    /// Small and large letters, `_` and `-` make no difference, and the byte order may be left out. A bare `s24` is none,
    /// because programs differ about whether it takes three bytes or four; neither is a name of big-endian samples.
    ///
    /// - Parameter name: the name.
    /// - Real time: no.
    public init?(named name: String) {
        let plain = name.lowercased().filter { $0 != "_" && $0 != "-" }
        let format = Self.allCases.first { $0.names.contains(plain) }
        guard let format else { return nil }
        self = format
    }

    /// Its names in small letters and figures.
    private var names: [String] {
        switch self {
        case .s16le: ["s16le", "s16"]
        case .s24le: ["s24le", "s2432le"]
        case .s24Packed: ["s243le"]
        case .s32le: ["s32le", "s32"]
        case .f32le: ["f32le", "f32", "floatle", "float", "float32le", "float32"]
        case .u8: ["u8"]
        case .mulaw: ["mulaw", "ulaw"]
        case .alaw: ["alaw"]
        }
    }
}
