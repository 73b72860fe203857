internal import Glibc

/// Who may use sound devices.
enum DeviceGroup {
    /// The group of the system's sound devices; nil where there are none.
    static var name: String? {
        var facts = stat()
        for path in ["/dev/snd/controlC0", "/dev/snd/seq", "/dev/snd/timer"] {
            guard unsafe stat(path, &facts) == 0, let entry = unsafe getgrgid(facts.st_gid) else { continue }
            guard let name = unsafe entry.pointee.gr_name else { continue }
            return unsafe String(cString: name)
        }
        return nil
    }

    /// The name of the user that runs this process.
    static var user: String {
        guard let entry = unsafe getpwuid(geteuid()), let name = unsafe entry.pointee.pw_name else {
            return "$USER"
        }
        return unsafe String(cString: name)
    }
}
