/// A device and what it can do in each direction.
public struct DeviceEntry: Sendable, Equatable {
    /// What a device answered when it was asked.
    public enum Side: Sendable, Equatable {
        /// It is free and can do this.
        case free(DeviceOffer)
        /// It is in use, by these processes as far as the system tells.
        case busy([DeviceOwner])
        /// It cannot be had, and why.
        case refused(String)
    }

    /// The name to open it by; it stays when cards change their numbers.
    public let name: String
    /// What it is.
    public let description: String
    /// The number of its card; nil for a device of the configuration.
    public let card: Int?
    /// What it captures; nil when it never does.
    public private(set) var capture: Side?
    /// What it plays; nil when it never does.
    public private(set) var playback: Side?

    init(name: String, description: String, card: Int?, _ sides: [(PCM.Direction, Side)]) {
        (self.name, self.description, self.card) = (name, description, card)
        add(sides)
    }

    mutating func add(_ sides: [(PCM.Direction, Side)]) {
        for (direction, side) in sides {
            if direction == .capture { capture = side } else { playback = side }
        }
    }

    /// Whether it is what one gets without naming any.
    public var isDefault: Bool { name == "default" }
}
