internal import CALSA
internal import Glibc

/// A process that has a sound device open.
public struct DeviceOwner: Sendable, Equatable {
    /// Its number.
    public let process: Int
    /// The name of its program.
    public let name: String
}

extension DeviceOwner {
    /// The processes that have the device of a card open, as far as the system lets us see them.
    ///
    /// - Parameters:
    ///   - name: such as `hw:1` or `plughw:CARD=PCH,DEV=0`; others belong to no card and give nothing.
    ///   - direction: the side that is asked about.
    /// - Returns: the processes in the order of their numbers.
    static func all(using name: String, _ direction: PCM.Direction) -> [DeviceOwner] {
        guard let device = CardDevice(name) else { return [] }
        let side = direction == .capture ? "c" : "p"
        let stated = owners(inStatusOf: "/proc/asound/card\(device.card)/pcm\(device.device)\(side)")
        return stated.isEmpty ? users(of: "/dev/snd/pcmC\(device.card)D\(device.device)\(side)") : stated
    }

    /// The kernel's own word for it.
    private static func owners(inStatusOf folder: String) -> [DeviceOwner] {
        SystemFolder.names(in: folder).filter { $0.hasPrefix("sub") }.compactMap { sub in
            let lines = SystemFolder.text(of: "\(folder)/\(sub)/status").split(separator: "\n")
            guard let line = lines.first(where: { $0.hasPrefix("owner_pid") }),
                let process = line.split(separator: ":").last.flatMap({ Int($0.filter(\.isNumber)) })
            else { return nil }
            return owner(process)
        }
    }

    /// The processes with the file open.
    static func users(of path: String) -> [DeviceOwner] {
        SystemFolder.names(in: "/proc").compactMap(Int.init).sorted().compactMap { process in
            let folder = "/proc/\(process)/fd"
            let isUser = SystemFolder.names(in: folder).contains {
                SystemFolder.target(of: "\(folder)/\($0)") == path
            }
            return isUser ? owner(process) : nil
        }
    }

    private static func owner(_ process: Int) -> DeviceOwner {
        let name = SystemFolder.text(of: "/proc/\(process)/comm").split(separator: "\n").first.map(
            String.init
        )
        return DeviceOwner(process: process, name: name ?? "a program")
    }
}

/// The device of a card that a name stands for.
struct CardDevice: Equatable {
    let card: Int
    let device: Int

    /// Reads names such as `hw:1,0` or `plughw:CARD=PCH,DEV=3`; nil when they name no card that is there.
    init?(_ name: String) {
        guard let arguments = CardArguments(name), let device = arguments.device else { return nil }
        let index = unsafe snd_card_get_index(arguments.card)
        guard index >= 0 else { return nil }
        (card, self.device) = (Int(index), device)
    }
}
