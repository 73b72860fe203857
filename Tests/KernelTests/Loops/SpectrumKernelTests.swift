import CKernels
import RealTime
import Testing

@Suite("Kernels on spectra")
struct SpectrumKernelTests {
    @Test("each agrees with plain Swift at every length", arguments: lengths)
    func agreement(bins: Int) {
        let spectrum = operand(2 * bins, 1)
        let before = operand(bins, 2)
        let gains = operand(bins, 3)
        func power(_ bin: Int) -> Float {
            spectrum[2 * bin] * spectrum[2 * bin] + spectrum[2 * bin + 1] * spectrum[2 * bin + 1]
        }
        var output = Samples(repeating: 7, count: bins)
        unsafe cm_power(spectrum.pointer, output.pointer, bins)
        #expect(isClose(output) { power($0) })
        output.copy(from: before)
        unsafe cm_power_add(spectrum.pointer, output.pointer, bins)
        #expect(isClose(output) { before[$0] + power($0) })
        var product = Samples(repeating: 0, count: 2 * bins)
        product.copy(from: spectrum)
        unsafe cm_apply_gains(gains.pointer, 0.1, product.pointer, bins)
        #expect(isClose(product) { spectrum[$0] * max(gains[$0 / 2], 0.1) })
    }
}
