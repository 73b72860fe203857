import CCairo
import Testing

/// A picture as a viewer sees it.
struct DecodedPNG {
    let width: Int
    let height: Int
    private let pixels: [UInt32]

    /// Decodes the file with the given bytes.
    init(_ bytes: [UInt8]) throws {
        let rest = Rest(bytes)
        let surface = unsafe cairo_image_surface_create_from_png_stream(
            { stream, target, count in
                guard let stream = unsafe stream, let target = unsafe target else {
                    return CAIRO_STATUS_READ_ERROR
                }
                let rest = unsafe Unmanaged<Rest>.fromOpaque(stream).takeUnretainedValue()
                for index in 0..<Int(count) {
                    guard let byte = rest.next() else { return CAIRO_STATUS_READ_ERROR }
                    unsafe target[index] = byte
                }
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(rest).toOpaque()
        )
        defer { unsafe cairo_surface_destroy(surface) }
        try #require(unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
        width = unsafe Int(cairo_image_surface_get_width(surface))
        height = unsafe Int(cairo_image_surface_get_height(surface))
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        let base = try unsafe #require(cairo_image_surface_get_data(surface))
        var pixels: [UInt32] = []
        for y in 0..<height {
            for x in 0..<width {
                unsafe pixels.append(
                    UnsafeRawPointer(base).load(fromByteOffset: y * stride + 4 * x, as: UInt32.self)
                )
            }
        }
        self.pixels = pixels
    }

    /// The sum of red, green and blue.
    func brightness(x: Int, y: Int) -> UInt32 {
        let pixel = pixels[y * width + x]
        return (pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255)
    }

    private final class Rest {
        private var iterator: IndexingIterator<[UInt8]>

        init(_ bytes: [UInt8]) { iterator = bytes.makeIterator() }

        func next() -> UInt8? { iterator.next() }
    }
}
