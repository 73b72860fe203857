import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("CrossFader")
struct CrossFaderTests {
    private let form = DenoiserCase(engine: .wiener)

    @Test("no exchange of two engines clicks", arguments: EngineKind.allCases, EngineKind.allCases)
    func clicks(from old: EngineKind, to new: EngineKind) throws {
        for frame in [form.frame, DenoiserCase.lowDelay] {
            let before = DenoiserCase(engine: old, frame: frame)
            let after = DenoiserCase(engine: new, frame: frame)
            var fader = CrossFader(try before.denoiser())
            let heard = try run(
                [Steadiness.sine(before, seconds: 1)],
                &fader,
                exchangeAt: 17,
                for: after.denoiser()
            )
            #expect(Levels.largestStep(heard[0]) < Steadiness.bound(before))
            let isOver = !fader.isFading
            #expect(isOver)
        }
    }

    @Test("after the fade the newcomer alone is heard, sample for sample", arguments: EngineKind.allCases)
    func newcomer(engine: EngineKind) throws {
        let after = DenoiserCase(engine: engine)
        let sound = noisyVoice(form, seconds: 1)
        let hop = 160
        var fader = CrossFader(try form.denoiser())
        let heard = try run(sound, &fader, exchangeAt: 20, for: after.denoiser())
        var alone = try after.denoiser()
        let expected = clean([Array(sound[0].dropFirst(20 * hop))], with: &alone)
        let fadeEnd = Int(CrossFader.warmUpSeconds * 16000) + 320 + 2 * hop
        #expect(
            Levels.firstDifference(
                heard[0].dropFirst(20 * hop + fadeEnd),
                expected[0].dropFirst(fadeEnd)
            ) == nil
        )
        #expect(fader.statistics.hops.value == sound[0].count / hop - 20)
    }

    @Test("until the fade the old one alone is heard, sample for sample")
    func warmUp() throws {
        let sound = noisyVoice(form, seconds: 1)
        var fader = CrossFader(try form.denoiser())
        let heard = try run(sound, &fader, exchangeAt: 20, for: DenoiserCase(engine: .bypass).denoiser())
        var old = try form.denoiser()
        let unheard = 20 * 160 + Int(CrossFader.warmUpSeconds * 16000)
        let expected = clean(sound, with: &old)[0]
        #expect(Levels.firstDifference(heard[0].prefix(unheard), expected.prefix(unheard)) == nil)
    }

    @Test("the one that was replaced comes back once, and none before")
    func retiring() throws {
        let sound = noisyVoice(form, seconds: 1)
        var fader = CrossFader(try form.denoiser())
        #expect(hopsOfRetired(from: &fader) == nil)
        _ = try run(sound, &fader, exchangeAt: 0, for: form.denoiser())
        let retired = hopsOfRetired(from: &fader)
        let hops = try #require(retired)
        #expect(hops >= 22 && hops < 40)
        #expect(hopsOfRetired(from: &fader) == nil)
    }

    @Test("a second newcomer is refused until the exchange is over and the old one was fetched")
    func refusing() throws {
        let sound = noisyVoice(form, seconds: 0.5)
        var fader = CrossFader(try form.denoiser())
        _ = try run(sound, &fader, exchangeAt: 49, for: form.denoiser())
        let isFading = fader.isFading
        let isTakenDuring = fader.replace(with: try form.denoiser())
        _ = try run(sound, &fader)
        let isStillFading = fader.isFading
        #expect(isFading && !isTakenDuring && !isStillFading)
        let isTakenBeforeFetching = fader.replace(with: try form.denoiser())
        #expect(!isTakenBeforeFetching)
        #expect(hopsOfRetired(from: &fader) != nil)
        let isTakenAfter = fader.replace(with: try form.denoiser())
        #expect(isTakenAfter)
    }

    @Test("many channels fade alike")
    func channels() throws {
        let many = DenoiserCase(engine: .bypass, channels: 3)
        let source = Steadiness.sine(many, seconds: 1)
        var fader = CrossFader(try many.denoiser())
        let newcomer = try DenoiserCase(engine: .wiener, channels: 3).denoiser()
        let heard = run([source, source, source], &fader, exchangeAt: 10, for: newcomer)
        #expect(Levels.firstDifference(heard[0], heard[1]) == nil)
        #expect(Levels.firstDifference(heard[0], heard[2]) == nil)
    }

    private func hopsOfRetired(from fader: inout CrossFader) -> Int? {
        guard let retired = fader.takeRetired() else { return nil }
        return retired.statistics.hops.value
    }

    private func run(_ sound: [[Float]], _ fader: inout CrossFader) throws -> [[Float]] {
        run(sound, &fader, exchangeAt: .max, for: try form.denoiser())
    }

    private func run(
        _ sound: [[Float]],
        _ fader: inout CrossFader,
        exchangeAt exchange: Int,
        for newcomer: consuming Denoiser
    ) -> [[Float]] {
        let hop = newcomer.geometry.hop
        var waiting: Denoiser? = newcomer
        var output = sound.map { _ in [Float]() }
        var block = Samples(repeating: 0, count: hop * sound.count)
        var cleaned = Samples(repeating: .nan, count: hop * sound.count)
        for index in 0..<sound[0].count / hop {
            if index == exchange, let newcomer = waiting.take() {
                let isTaken = fader.replace(with: newcomer)
                #expect(isTaken)
            }
            load(sound, hop: index, into: &block)
            fader.process(block, into: &cleaned)
            append(cleaned, to: &output)
        }
        return output
    }
}
