internal import AudioIO
package import RealTime

/// The processing thread: captured sound in, clean sound of the playback device's rate and channels out.
package final class ProcessingWorker {
    private let plan: LivePlan
    private let exchange: LiveExchange
    private var statistics: LiveStatistics { exchange.statistics }
    private var input: RingConsumer
    private var output: RingProducer
    private var splicer: Splicer
    private var lanes: LaneSwitch
    private var resampler: VariableResampler
    private var delayLine: DelayWatch
    private var deadline: DeadlinePolicy
    private var gate: FadeGate
    private var share: ProcessorShare
    private var isDry = false

    // One block on its way, in the order of its stations.
    private var captured: Samples
    private var cleaned: Samples
    private var spliced: Samples
    private var resampled: Samples
    private var mapped: Samples

    private var framesTaken = 0
    private var framesGiven = 0
    private var lastBlock = MonotonicTime.now()

    /// Prepares the work.
    package init(
        _ plan: LivePlan,
        lane: consuming Lane,
        input: consuming RingConsumer,
        output: consuming RingProducer,
        exchange: LiveExchange
    ) {
        self.plan = plan
        self.exchange = exchange
        self.input = input
        self.output = output
        let format = plan.capture.format
        splicer = Splicer(
            sampleRate: format.sampleRate,
            channels: format.channels,
            largestBlock: StreamCleaner.blockFrames
        )
        lanes = LaneSwitch(lane, sampleRate: format.sampleRate, channels: format.channels)
        resampler = VariableResampler(
            from: format.sampleRate,
            to: plan.playback.format.sampleRate,
            channels: format.channels,
            largestInput: StreamCleaner.blockFrames
        )
        delayLine = DelayWatch(plan)
        deadline = DeadlinePolicy(allowance: plan.marginSeconds / 2)
        gate = FadeGate(sampleRate: format.sampleRate)
        share = ProcessorShare(exchange.processor)
        let room = StreamCleaner.blockFrames * format.channels
        captured = Samples(repeating: 0, count: room)
        cleaned = Samples(repeating: 0, count: room)
        spliced = Samples(repeating: 0, count: room)
        resampled = Samples(repeating: 0, count: resampler.largestOutput() * format.channels)
        mapped = Samples(repeating: 0, count: resampler.largestOutput() * plan.playback.format.channels)
    }

    /// Cleans until told to stop, then fades out; or until the source has ended, then flushes.
    package func run() {
        while !gate.isShut {
            share.follow()
            if exchange.isStopping.isSet { gate.close() }
            if lanes.exchange(from: exchange.newcomers, retiring: exchange.retired) {
                deadline.forgive()
            }
            let frames = due()
            if frames > 0 {
                watch()
                clean(frames: input.read(into: &captured, count: frames * channels) / channels)
            } else if input.isDrained || isAbandoned {
                flush()
                break
            } else {
                exchange.processingWake.wait(nanoseconds: plan.isPulled ? 4_000_000 : 100_000_000)
            }
        }
        share.leave()
        exchange.processingHasEnded.isSet = true
        exchange.playbackWake.call()
    }

    private var channels: Int { plan.capture.format.channels }

    /// Whether the end was asked for and the capture thread, held by a device that does not answer, cannot say so.
    private var isAbandoned: Bool {
        exchange.isStopping.isSet && MonotonicTime.now() - lastBlock > Self.patience
    }

    // Nanoseconds; the capture thread looks every 100 ms.
    private static let patience = 300_000_000

    /// The frames that can be cleaned now: what has come, in whole blocks, and, where the source has no clock, what is
    /// wanted.
    private func due() -> Int {
        // The flag first: what was written before it is then counted.
        let isComplete = input.isClosed
        let waiting = min(StreamCleaner.blockFrames, input.available / channels)
        guard plan.isPulled, waiting > 0 else { return isComplete ? waiting : whole(waiting) }
        let room = output.free / plan.playback.format.channels
        guard room >= mapped.count / plan.playback.format.channels else { return 0 }
        guard plan.playbackHasClock else { return waiting }
        let wanted = min(waiting, delayLine.framesWanted(exchange, framesGiven: framesGiven))
        // In pieces that are worth a wake-up of two threads.
        return wanted < min(waiting, plan.capture.format.sampleRate / 200) ? 0 : wanted
    }

    /// As many of `frames` as make whole blocks, where lanes count on that.
    private func whole(_ frames: Int) -> Int {
        plan.stepFrames.map { frames / $0 * $0 } ?? frames
    }

    /// Follows the clocks, cuts out what has piled up, and puts silence in where too little is on the way.
    private func watch() {
        guard plan.hasTwoClocks else { return }
        let excess = delayLine.measure(exchange, framesTaken: framesTaken, framesGiven: framesGiven)
        guard let excess, !splicer.isCutting else { return }
        let frames = Int(abs(excess) * Double(plan.capture.format.sampleRate))
        if excess > 0 {
            splicer.cut(frames: frames)
            statistics.cuts.increment()
            statistics.cutFrames.increment(by: frames)
        } else {
            splicer.insert(frames: frames)
            statistics.insertions.increment()
        }
        delayLine.restart(after: abs(excess))
    }

    /// Brings one captured block to the playback ring.
    private func clean(frames count: Int) {
        framesTaken += count
        // The shutter of the processing time, which the deadline is about.
        let begin = MonotonicTime.now()
        lastBlock = begin
        lanes.process(captured, frames: count, into: &cleaned)
        let spent = MonotonicTime.now() - begin
        statistics.processingTime.add(nanoseconds: spent)
        judge(spent: spent, frames: count)
        // After the lane, which counts on whole blocks.
        let frames = splicer.process(cleaned, frames: count, into: &spliced)
        gate.apply(to: &spliced, frames: frames, channels: channels)
        give(frames: frames)
    }

    /// Lets the next blocks pass uncleaned when this one was too late, where time counts.
    private func judge(spent: Int, frames: Int) {
        guard !plan.isPulled else { return }
        let duration = Double(frames) / Double(plan.capture.format.sampleRate)
        let verdict = deadline.next(spent: Double(spent) * 1e-9, duration: duration)
        if (verdict == .pass) != isDry {
            isDry = verdict == .pass
            lanes.passDry(isDry)
            if isDry {
                statistics.deadlineMisses.increment()
                share.leave()
            }
        }
        if isDry { statistics.dryBlocks.increment() }
        if deadline.isTooSlow { exchange.isTooSlow.isSet = true }
    }

    private func give(frames: Int) {
        let count = resampler.process(
            spliced,
            frames: frames,
            correction: delayLine.correction,
            into: &resampled
        )
        let outputs = plan.playback.format.channels
        ChannelMap.map(resampled, channels: channels, frames: count, into: &mapped, channels: outputs)
        let room = min(count, output.free / outputs)
        framesGiven += output.write(mapped, count: room * outputs) / outputs
        if room < count { statistics.droppedFrames.increment(by: count - room) }
        exchange.playbackWake.call()
        delayLine.publish(exchange, input: input.available / channels, output: output)
    }

    /// Pushes out what the lanes and the resampler hold; when told to stop, no more of it than the fade takes.
    private func flush() {
        captured.fill(with: 0)
        var left = lanes.latencyFrames + VariableResampler.delayFrames
        while !gate.isShut {
            let isStopping = exchange.isStopping.isSet
            if isStopping { gate.close() }
            guard left > 0 || isStopping else { return }
            let room = output.free / plan.playback.format.channels
            guard isStopping || room >= mapped.count / plan.playback.format.channels else {
                exchange.processingWake.wait(nanoseconds: 2_000_000)
                continue
            }
            let count = plan.stepFrames ?? (isStopping ? 32 : min(left, StreamCleaner.blockFrames))
            clean(frames: count)
            left -= count
        }
    }
}
