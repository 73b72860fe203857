internal import RealTime
internal import Spectral

/// The spectra of one frame of all channels, and what they are together.
///
/// - Real time: every member but `init`.
struct ChannelSpectra: ~Copyable, Sendable {
    /// One a channel.
    var each: OwnedArray<Spectrum>
    /// The power of one channel after `hear`, the mean of all after `join`.
    private(set) var power: Samples
    /// A spectrum of that power, with the phase of the channels' sum, once `joinPhases` has made it.
    private(set) var joined: Spectrum

    /// Allocates spectra of zeros.
    init(channels: Int, bins: Int) {
        each = OwnedArray(count: channels) { _ in Spectrum(repeating: .zero, count: bins) }
        power = Samples(repeating: 0, count: bins)
        joined = Spectrum(repeating: .zero, count: channels > 1 ? bins : 0)
    }

    /// Sets `power` to that of one channel.
    mutating func hear(_ channel: Int) { each[channel].power(into: &power) }

    /// Sets `power` to the channels' mean.
    mutating func join() {
        each[0].power(into: &power)
        for channel in 1..<each.count { each[channel].addPower(to: &power) }
        scale(&power, by: 1 / Float(each.count))
    }

    /// Sets `joined`, from `power` and the spectra.
    ///
    /// - Precondition: there are several channels.
    mutating func joinPhases() {
        joined.copy(from: each[0])
        for channel in 1..<each.count { joined.add(each[channel]) }
        joined.setPower(power, phaseElse: each[0])
    }
}
