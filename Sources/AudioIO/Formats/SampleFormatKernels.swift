internal import CKernels
public import RealTime

/// Raw bytes of a stream.
public typealias Bytes = FixedBuffer<UInt8>

extension SampleFormat {
    /// Turns `count` raw samples from byte `start` of `bytes` into samples within ±1 from `offset` of `samples`.
    ///
    /// The largest negative integer becomes exactly -1: a 16 bit code is divided by 32768.
    ///
    /// - Precondition: both ranges lie inside their buffers.
    /// - Real time: yes, O(count).
    public func decode(
        _ bytes: borrowing Bytes,
        from start: Int,
        count: Int,
        into samples: inout Samples,
        at offset: Int = 0
    ) {
        precondition(start >= 0 && offset >= 0 && count >= 0)
        precondition(start + count * bytesPerSample <= bytes.count && offset + count <= samples.count)
        let source = unsafe bytes.pointer + start
        let target = unsafe samples.pointer + offset
        switch self {
        case .s16le: unsafe cm_decode_s16le(source, target, count)
        case .s24le: unsafe cm_decode_s24le(source, target, count)
        case .s24Packed: unsafe cm_decode_s24_3le(source, target, count)
        case .s32le: unsafe cm_decode_s32le(source, target, count)
        case .f32le: unsafe cm_decode_f32le(source, target, count)
        case .u8: unsafe cm_decode_u8(source, target, count)
        case .mulaw: unsafe cm_decode_mulaw(source, target, count)
        case .alaw: unsafe cm_decode_alaw(source, target, count)
        }
    }

    /// Turns `count` samples from `start` into raw ones from byte `offset` of `bytes`; returns how many had to be clamped.
    ///
    /// Rounds to nearest. A NaN is written as zero. `f32le` holds any number, so nothing is clamped in it.
    ///
    /// - Precondition: both ranges lie inside their buffers.
    /// - Real time: yes, O(count).
    public func encode(
        _ samples: borrowing Samples,
        from start: Int,
        count: Int,
        into bytes: inout Bytes,
        at offset: Int = 0
    ) -> Int {
        precondition(start >= 0 && offset >= 0 && count >= 0)
        precondition(start + count <= samples.count && offset + count * bytesPerSample <= bytes.count)
        let source = unsafe samples.pointer + start
        let target = unsafe bytes.pointer + offset
        return switch self {
        case .s16le: unsafe cm_encode_s16le(source, target, count)
        case .s24le: unsafe cm_encode_s24le(source, target, count)
        case .s24Packed: unsafe cm_encode_s24_3le(source, target, count)
        case .s32le: unsafe cm_encode_s32le(source, target, count)
        case .f32le: unsafe cm_encode_f32le(source, target, count)
        case .u8: unsafe cm_encode_u8(source, target, count)
        case .mulaw: unsafe cm_encode_mulaw(source, target, count)
        case .alaw: unsafe cm_encode_alaw(source, target, count)
        }
    }
}

/// Rounds `count` samples from `start` to integers of `bits` bits in the high bits of `integers`; returns how many had
/// to be clamped.
func quantize(
    _ samples: borrowing Samples,
    from start: Int,
    count: Int,
    bits: Int,
    into integers: inout FixedBuffer<Int32>
) -> Int {
    precondition(start >= 0 && count >= 0 && start + count <= samples.count && count <= integers.count)
    precondition((1...32).contains(bits))
    return unsafe cm_quantize(samples.pointer + start, integers.pointer, count, Int32(bits))
}
