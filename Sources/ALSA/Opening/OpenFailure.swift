internal import AudioIO
internal import Glibc

/// Why a device cannot be had, in words for whoever named it.
struct OpenFailure {
    let name: String
    let direction: PCM.Direction
    let code: Int32
    let action: String
    /// What alsa-lib said about it.
    let said: String?

    /// What happened.
    var short: String {
        switch -code {
        case EBUSY: "the device is busy"
        case EACCES, EPERM: "no permission to use the device"
        case ENODEV, ENXIO: "the device is not there"
        case ENOENT: "there is no such device"
        default: "cannot \(action) the device: \(ALSALibrary.text(of: code))"
        }
    }

    /// What happened, why, and what to do about it.
    var explained: String {
        switch -code {
        case EBUSY: "\(short)\(busy)"
        case EACCES, EPERM: "\(short); \(permission)"
        case ENOENT, ENODEV, ENXIO: "\(short)\(cause)\(neighbours)"
        default: "\(short)\(cause); `cleanmachine devices` lists what there is"
        }
    }

    private var cause: String { said.map { " (\($0))" } ?? "" }

    private var busy: String {
        let owners = DeviceOwner.all(using: name, direction)
        let text = owners.map { "\($0.name) (process \($0.process))" }.joined(separator: " and ")
        return owners.isEmpty
            ? ": another program uses it; stop that program, or share the device through PulseAudio, PipeWire or dmix"
            : ": \(text) uses it; stop that program, or share the device through PulseAudio, PipeWire or dmix"
    }

    private var permission: String {
        let group = DeviceGroup.name ?? "audio"
        return
            "sound devices belong to the group \(group): `sudo usermod -aG \(group) \(DeviceGroup.user)` and log in "
            + "again, or in a service SupplementaryGroups=\(group)"
    }

    private var neighbours: String {
        let known = DeviceDirectory.names(direction)
        let general = DeviceDirectory.generalNames.filter { !known.contains($0) }
        let near = NearName.among(known + general, to: name)
        if !near.isEmpty { return "; did you mean \(near.joined(separator: " or "))?" }
        return known.isEmpty
            ? "; there are no sound devices here"
            : "; `cleanmachine devices` lists what there is: \(known.prefix(5).joined(separator: ", "))"
    }
}
