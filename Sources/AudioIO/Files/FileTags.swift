internal import CSndFile
internal import Glibc

/// The texts a sound file carries about itself.
public struct FileTags: Sendable, Equatable {
    /// What a text is about.
    public enum Key: String, Sendable, CaseIterable {
        /// The name of the piece.
        case title
        /// Who made it.
        case artist
        /// What it belongs to.
        case album
        /// Its place there.
        case trackNumber
        /// When it was made.
        case date
        /// Its kind.
        case genre
        /// Anything else.
        case comment
        /// Who owns it.
        case copyright
        /// What others may do with it.
        case license
        /// The program that wrote it.
        case software
    }

    private var texts: [Key: String] = [:]

    /// Makes an empty set of tags.
    public init() {}

    /// The text about `key`, if there is one.
    public subscript(key: Key) -> String? {
        get { texts[key] }
        set { texts[key] = newValue }
    }

    /// Whether there is no text at all.
    public var isEmpty: Bool { texts.isEmpty }
}

extension FileTags {
    /// Reads the tags of an open file.
    init(reading file: OpaquePointer) {
        for key in Key.allCases {
            guard let text = unsafe sf_get_string(file, key.code) else { continue }
            let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map {
                UInt8(bitPattern: $0)
            }
            guard !bytes.isEmpty else { continue }
            texts[key] = Self.text(of: bytes)
        }
    }

    /// Gives the tags to a file that is open for writing; a container that knows no such tag leaves it out.
    func write(to file: OpaquePointer) {
        for (key, text) in texts {
            unsafe sf_set_string(file, key.code, text)
        }
    }

    /// FLAC and Ogg say UTF-8, WAV and AIFF say nothing: what is no UTF-8 is taken as Latin-1, which anything is.
    private static func text(of bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension FileTags.Key {
    fileprivate var code: Int32 {
        switch self {
        case .title: Int32(SF_STR_TITLE)
        case .artist: Int32(SF_STR_ARTIST)
        case .album: Int32(SF_STR_ALBUM)
        case .trackNumber: Int32(SF_STR_TRACKNUMBER)
        case .date: Int32(SF_STR_DATE)
        case .genre: Int32(SF_STR_GENRE)
        case .comment: Int32(SF_STR_COMMENT)
        case .copyright: Int32(SF_STR_COPYRIGHT)
        case .license: Int32(SF_STR_LICENSE)
        case .software: Int32(SF_STR_SOFTWARE)
        }
    }
}
