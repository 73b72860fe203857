/// The arguments of a name of alsa-lib's that leads to a card, as in `hw:1,0` or `plughw:CARD=PCH,DEV=3`.
package struct CardArguments: Sendable {
    /// What each is called and says, in their order.
    ///
    /// One without a key has that of its place: CARD, DEV, SUBDEV, then none.
    let pairs: [(key: String?, value: String)]
    /// What stands before the colon, such as `hw`.
    package let kind: String

    /// Reads a name; nil when it has no arguments.
    package init?(_ name: String) {
        guard let colon = name.firstIndex(of: ":") else { return nil }
        kind = String(name[..<colon])
        let arguments = name[name.index(after: colon)...].split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        let places = ["CARD", "DEV", "SUBDEV"]
        pairs = arguments.enumerated().map { place, argument in
            guard let equals = argument.firstIndex(of: "=") else {
                return (place < places.count ? places[place] : nil, String(argument))
            }
            return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
        }
    }

    /// The id or the number of the card; the first where none is named.
    package var card: String { self["CARD"] ?? "0" }
    /// The number of the device, zero where none is named; nil when it is no number.
    package var device: Int? { Int(self["DEV"] ?? "0") }
    /// What is said of the subdevice; nil for any.
    package var subdevice: String? { self["SUBDEV"] }

    private subscript(key: String) -> String? {
        pairs.last { $0.key == key && !$0.value.isEmpty }?.value
    }
}
