internal import AudioIO
internal import RealTime

/// The playback thread: ring to device, silence where sound is missing, and the device's recovery.
final class PlaybackWorker {
    private let device: any PlaybackDevice
    private let shape: DeviceShape
    private let exchange: LiveExchange
    private let statistics: DeviceStatistics
    private var sound: PendingSound
    private var silence: PlayedSilence
    private var share: ProcessorShare
    private var framesHeard = 0
    private var starvation: Starvation
    private let rate: Double
    /// Whether processing waits for room, and not for sound.
    private let wakesProcessing: Bool
    private let canReplan: Bool
    /// The fill that the device has when a block arrives.
    private let marginFrames: Int
    /// The fill that the device has on the average, for when it is not known when the next block arrives.
    private let meanFrames: Int

    /// Nanoseconds after which a block of a capture device is missed that holds several; nobody hears it come late.
    private let longestBlock: Int

    /// Prepares the work on a device that is open.
    init(
        _ device: any PlaybackDevice,
        plan: LivePlan,
        ring: consuming RingConsumer,
        exchange: LiveExchange
    ) {
        self.device = device
        shape = plan.playback
        self.exchange = exchange
        sound = PendingSound(ring, format: plan.playback.format)
        silence = PlayedSilence(channels: plan.playback.format.channels)
        share = ProcessorShare(exchange.processor)
        statistics = exchange.statistics.playback
        rate = Double(shape.format.sampleRate)
        wakesProcessing = plan.isPulled && !plan.playbackHasClock
        canReplan = plan.canReplan
        longestBlock =
            20_000_000 + 2_000_000_000 * plan.capture.periodFrames / plan.capture.format.sampleRate
        marginFrames = Int(plan.marginSeconds * rate)
        meanFrames = Int((plan.marginSeconds + plan.targetSeconds) / 2 * rate)
        starvation = Starvation(
            lowFrames: max(16, Int(plan.lowSeconds * rate)),
            marginFrames: marginFrames
        )
        statistics.isOpen.isSet = true
    }

    /// Plays until nothing more comes.
    func run() {
        begin()
        while true {
            share.follow()
            // Looked at before the ring, so that nothing is written between the two looks.
            let isOver = exchange.processingHasEnded.isSet
            let isMoving = moveSound()
            if isOver, !isMoving { break }
            guard !isMoving else { continue }
            device.hasClock ? waitAtClock() : waitForSound()
        }
        exchange.processor.end()
        share.follow()
        // It waits for what is still to be heard, and some plugins of ALSA never sleep meanwhile.
        AudioThread.withOrdinaryPriority { device.close() }
        exchange.playbackHasEnded.isSet = true
    }

    /// Waits for the first sound: what is filled in before it would only be latency.
    private func begin() {
        guard device.hasClock else { return }
        while sound.isRingEmpty, !exchange.processingHasEnded.isSet {
            exchange.playbackWake.wait(nanoseconds: 100_000_000)
        }
        play(silence: marginFrames)
    }

    /// Waits where nothing is heard meanwhile.
    private func waitForSound() {
        share.expectMe(withinNanoseconds: longestBlock)
        wait(nanoseconds: 100_000_000)
    }

    /// Waits as long as the device has enough, less what is needed to get here.
    private func waitAtClock() {
        let fill = feed()
        // A quarter of what lies ready when a block arrives may be played until then: silence is written from a half on.
        share.expectMe(withinNanoseconds: max(200_000, nanoseconds(fill - marginFrames * 3 / 4)))
        let longest = starvation.isExcused ? 2_000_000 : 20_000_000
        wait(nanoseconds: max(200_000, min(longest, nanoseconds(fill - starvation.reserve))))
    }

    private func nanoseconds(_ frames: Int) -> Int { Int(Double(frames) / rate * 1e9) }

    /// Waits for sound, and takes note of how exactly the system wakes this thread.
    private func wait(nanoseconds: Int) {
        let due = MonotonicTime.now() + nanoseconds
        if exchange.playbackWake.wait(nanoseconds: nanoseconds) {
            starvation.called()
        } else {
            starvation.waited(lateFrames: Int(Double(max(0, MonotonicTime.now() - due)) * 1e-9 * rate))
        }
    }

    /// Moves what there is; false when nothing was.
    private func moveSound() -> Bool {
        if sound.take() {
            sound.join(toSilence: starvation.end())
            if wakesProcessing { exchange.processingWake.call() }
        }
        guard sound.frames > 0 else { return false }
        switch sound.write(to: device) {
        case .frames(let count):
            framesHeard += count
            statistics.frames.increment(by: count)
            return count > 0 || sound.frames == 0
        case .overrun(let lost):
            statistics.overruns.increment()
            restart(lost)
        case .resumed(let lost):
            statistics.suspensions.increment()
            restart(lost)
        case .gone: recover()
        case .ended:
            // Nobody listens any more, so nothing more is needed.
            exchange.stop()
            discardToTheEnd()
            return false
        }
        return true
    }

    /// Keeps a device with a clock going where no sound comes.
    ///
    /// - Returns: the fill, in frames.
    private func feed() -> Int {
        // Asked for once: with a sound server between, the answer costs more than all the rest.
        var fill = device.delay()
        if fill < starvation.reserve, sound.frames == 0 {
            if starvation.begin() {
                share.leave()
                sound.release.begin()
                exchange.statistics.starvations.increment()
            }
            if !play(silence: starvation.nextPiece()) { recover() }
            fill = device.delay()
        }
        publish(fill)
        return fill
    }

    private func publish(_ fill: Int) {
        let heard = Double(framesHeard - fill)
        exchange.playbackPhase.value = LiveExchange.phase(frames: heard, rate: rate, now: MonotonicTime.now())
    }

    /// Writes silence, as much as there is room for; false when the device has gone.
    @discardableResult
    private func play(silence frames: Int) -> Bool {
        silence.play(frames: frames, on: device, after: &sound.release, exchange)
    }

    /// Fills a device that had run empty; the sound that it refused is tried again.
    private func restart(_ lost: Int) {
        share.leave()
        statistics.lostFrames.increment(by: lost)
        sound.release.end()
        play(silence: sound.frames > 0 ? marginFrames : meanFrames)
        sound.restart()
        publish(device.delay())
        exchange.interruptions.increment()
    }

    /// Closes a device that has gone and opens it when it is back; the sound of that time is heard by nobody.
    private func recover() {
        // Opening a device may start threads, which would be held with us.
        share.leave()
        statistics.losses.increment()
        statistics.isOpen.isSet = false
        device.close()
        exchange.interruptions.increment()
        let outcome = DeviceReturn.wait(
            for: device,
            as: shape,
            canReplan: canReplan,
            until: exchange.processingHasEnded,
            meanwhile: discard
        )
        // Also when it is not back: what processing gave at its end would be tried on this device for ever.
        discard()
        switch outcome {
        case .same:
            statistics.reopenings.increment()
            statistics.isOpen.isSet = true
            restart(0)
        case .different:
            exchange.replan()
            discardToTheEnd()
        case .stopped: break
        }
    }

    private func discardToTheEnd() {
        while !exchange.processingHasEnded.isSet { discard() }
        discard()
    }

    /// Throws away what waits; it counts as heard, or it would seem to be on the way for ever.
    private func discard() {
        framesHeard += sound.discard()
        exchange.processingWake.call()
        MonotonicTime.sleep(until: MonotonicTime.now() + 1_000_000)
    }
}
