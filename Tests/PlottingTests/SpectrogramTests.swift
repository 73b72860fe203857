import AudioIO
import Foundation
import Plotting
import Testing

@Suite("Spectrogram")
struct SpectrogramTests {
    private static let grid = SpectrogramGrid(seconds: 0...1, highestHertz: 8000, columns: 50, rows: 256)

    @Test(
        "a tone is in the row of its frequency at its level",
        arguments: [8000, 11_025, 16_000, 44_100, 48_000]
    )
    func tone(sampleRate: Int) throws {
        // Bins may be wider than these rows, but a tone in the middle of a bin's reach has its peak there.
        let grid = SpectrogramGrid(seconds: 0...1, highestHertz: 4000, columns: 20, rows: 128)
        let samples = Tones.sine(hertz: 1000, sampleRate: sampleRate)
        let spectrogram = try Tones.spectrogram(samples, on: grid, sampleRate: sampleRate)
        for column in 2..<18 {
            let row = spectrogram.loudestRow(ofColumn: column)
            #expect(abs((Double(row) + 0.5) * 4000 / 128 - 1000) <= 32)
            // Half of full scale is 6 dB down; a row that cuts the bin in two shows as little as 3 dB less.
            #expect(abs(spectrogram[column: column, row: row] + 6) < 3.5)
        }
    }

    @Test("channels, block sizes and rates do not change what is seen")
    func invariance() throws {
        let plain = try Tones.spectrogram(Tones.sine(hertz: 1000), on: Self.grid)
        let stereo = try Tones.spectrogram(
            Tones.sine(hertz: 1000, channels: 2),
            on: Self.grid,
            channels: 2,
            longestRead: 17
        )
        #expect(stereo.cells.elementsEqual(plain.cells) { abs($0 - $1) < 1e-3 })
        let faster = try Tones.spectrogram(
            Tones.sine(hertz: 1000, sampleRate: 48_000),
            on: Self.grid,
            sampleRate: 48_000
        )
        for column in 2..<48 {
            let row = plain.loudestRow(ofColumn: column)
            #expect(abs(faster[column: column, row: row] - plain[column: column, row: row]) < 0.1)
        }
    }

    @Test("nothing is skipped: a click shows in its own column, however long columns are")
    func click() throws {
        var samples = [Float](repeating: 0, count: 60 * 8000)
        samples[8000 * 42] = 1
        let grid = SpectrogramGrid(seconds: 0...60, highestHertz: 4000, columns: 60, rows: 4)
        let spectrogram = try Tones.spectrogram(samples, on: grid, sampleRate: 8000)
        let loud = (0..<60).filter { spectrogram[column: $0, row: 2] > -150 }
        #expect(loud == [42] || loud == [41, 42])
    }

    @Test("after the end, and above half the sample rate, there is nothing")
    func nothing() throws {
        let grid = SpectrogramGrid(seconds: 0...2, highestHertz: 8000, columns: 40, rows: 64)
        let spectrogram = try Tones.spectrogram(
            Tones.sine(hertz: 1000, sampleRate: 8000),
            on: grid,
            sampleRate: 8000
        )
        for column in 0..<40 {
            for row in 0..<64 {
                #expect(spectrogram[column: column, row: row].isNaN == (column >= 20 || row >= 32))
            }
        }
    }

    @Test("equal sounds differ by nothing anywhere, and that has the colour of zero")
    func equal() throws {
        let noise = Tones.sine(hertz: 1234.5)
        let first = try Tones.spectrogram(noise, on: Self.grid)
        let second = try Tones.spectrogram(noise, on: Self.grid)
        let difference = second.difference(from: first, floor: -90)
        #expect(difference.cells.allSatisfy { $0 == 0 })
        let scale = ColourScale.differences(upTo: 30)
        let image = PixelImage(of: difference, scale)
        for row in 0..<image.height {
            for column in 0..<image.width {
                #expect(image[column: column, row: row] == scale.colour(of: 0))
            }
        }
    }

    @Test("half the amplitude is 6 dB less, and two silences do not differ")
    func half() throws {
        let loud = try Tones.spectrogram(Tones.sine(hertz: 1000), on: Self.grid)
        let soft = try Tones.spectrogram(Tones.sine(hertz: 1000, amplitude: 0.25), on: Self.grid)
        let difference = soft.difference(from: loud, floor: -80)
        let row = loud.loudestRow(ofColumn: 25)
        #expect(abs(difference[column: 25, row: row] + 6.02) < 0.01)
        #expect(difference[column: 25, row: 250] == 0)
    }

    @Test("the loudest of silence is full scale")
    func silence() throws {
        let silence = try Tones.spectrogram([Float](repeating: 0, count: 16_000), on: Self.grid)
        #expect(Spectrogram.loudest(of: [silence]) == 0)
        let tone = try Tones.spectrogram(Tones.sine(hertz: 1000), on: Self.grid)
        #expect(Spectrogram.loudest(of: [silence, tone]) == tone.highest)
    }

    @Test("a sample that is no number is named")
    func notANumber() {
        var samples = Tones.sine(hertz: 1000, channels: 2)
        samples[2 * 5000 + 1] = .nan
        #expect {
            _ = try Tones.spectrogram(samples, on: Self.grid, channels: 2)
        } throws: { error in
            guard let error = error as? AudioError else { return false }
            return error.kind == .badData && error.message.contains("sample 5000 of channel 2")
        }
    }
}
