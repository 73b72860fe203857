/// How a live engine runs, beside the cleaning itself.
public struct LiveSettings: Sendable, Equatable {
    /// What lies ready at the playback device when sound arrives there, in seconds: the lateness that is forgiven.
    public var marginSeconds: Double
    /// By how much the margin may grow where sound comes too late again and again, in seconds.
    public var largestExtraSeconds: Double
    /// The real-time priority of the threads; nil runs them as ordinary ones.
    public var priority: Int32?
    /// Whether memory is locked.
    public var locksMemory: Bool

    /// Makes settings.
    public init(
        marginSeconds: Double = 0.005,
        largestExtraSeconds: Double = 0.5,
        priority: Int32? = 30,
        locksMemory: Bool = true
    ) {
        self.marginSeconds = marginSeconds
        self.largestExtraSeconds = largestExtraSeconds
        self.priority = priority
        self.locksMemory = locksMemory
    }
}
