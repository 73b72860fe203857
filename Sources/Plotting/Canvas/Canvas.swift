internal import CCairo

/// A picture in the making: the only place that calls Cairo.
///
/// Calls after a failure do nothing; `finish` reports the first one.
@safe
struct Canvas: ~Copyable {
    private let format: PictureFormat
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let bytes = ByteStream()

    /// Makes a white canvas.
    ///
    /// - Units: pixels, which are points in PDF.
    /// - Throws: `DrawingError` where Cairo is not installed.
    init(width: Int, height: Int, format: PictureFormat) throws(DrawingError) {
        if let problem = unsafe cairo_on_demand_problem() {
            let reason = unsafe String(cString: problem)
            throw DrawingError(
                isLibraryMissing: true,
                description: "drawing needs Cairo; install libcairo2 (\(reason))"
            )
        }
        self.format = format
        let (wide, high) = (Double(width), Double(height))
        switch format {
        case .png:
            unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        case .svg:
            unsafe surface = cairo_svg_surface_create_for_stream(ByteStream.append, bytes.pointer, wide, high)
        case .pdf:
            unsafe surface = cairo_pdf_surface_create_for_stream(ByteStream.append, bytes.pointer, wide, high)
        }
        unsafe context = cairo_create(surface)
        fill(Rectangle(x: 0, y: 0, width: width, height: height), with: .white)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    /// Fills `rectangle`.
    func fill(_ rectangle: Rectangle, with colour: Colour) {
        select(colour)
        unsafe cairo_rectangle(
            context,
            Double(rectangle.x),
            Double(rectangle.y),
            Double(rectangle.width),
            Double(rectangle.height)
        )
        unsafe cairo_fill(context)
    }

    /// Draws a line a pixel wide around `rectangle`, which it leaves uncovered.
    func outline(_ rectangle: Rectangle, colour: Colour) {
        select(colour)
        unsafe cairo_set_line_width(context, 1)
        unsafe cairo_rectangle(
            context,
            Double(rectangle.x) - 0.5,
            Double(rectangle.y) - 0.5,
            Double(rectangle.width + 1),
            Double(rectangle.height + 1)
        )
        unsafe cairo_stroke(context)
    }

    /// Draws the line from `start` to `end`.
    func line(
        from start: (x: Double, y: Double),
        to end: (x: Double, y: Double),
        width: Double,
        colour: Colour
    ) {
        select(colour)
        unsafe cairo_set_line_width(context, width)
        unsafe cairo_move_to(context, start.x, start.y)
        unsafe cairo_line_to(context, end.x, end.y)
        unsafe cairo_stroke(context)
    }

    /// Sets `text` with its baseline at (`x`, `y`).
    func text(_ text: String, x: Double, y: Double, _ lettering: Lettering, colour: Colour = .ink) {
        let width = self.width(of: text, lettering)
        let shift =
            switch lettering.anchor {
            case .start: 0.0
            case .middle: -width / 2
            case .end: -width
            }
        select(colour)
        unsafe cairo_save(context)
        unsafe cairo_translate(context, x, y)
        if lettering.isUpright { unsafe cairo_rotate(context, -.pi / 2) }
        unsafe cairo_move_to(context, shift, 0)
        unsafe cairo_show_text(context, text)
        unsafe cairo_restore(context)
    }

    /// How far `text` reaches.
    ///
    /// - Units: pixels.
    func width(of text: String, _ lettering: Lettering) -> Double {
        let weight = lettering.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        unsafe cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, weight)
        unsafe cairo_set_font_size(context, lettering.size)
        var extents = cairo_text_extents_t()
        unsafe cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// Puts `image` on the canvas, a pixel a pixel, its top left corner at (`x`, `y`).
    func draw(_ image: PixelImage, x: Int, y: Int) {
        let picture = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_RGB24,
            Int32(image.width),
            Int32(image.height)
        )
        defer { unsafe cairo_surface_destroy(picture) }
        // Nothing is there when memory ran out, and drawing the failed surface tells the context so.
        if let base = unsafe cairo_image_surface_get_data(picture) {
            let stride = unsafe Int(cairo_image_surface_get_stride(picture))
            unsafe cairo_surface_flush(picture)
            for row in 0..<image.height {
                let target = unsafe UnsafeMutableRawPointer(base + row * stride)
                for column in 0..<image.width {
                    unsafe target.storeBytes(
                        of: image[column: column, row: row].packed,
                        toByteOffset: 4 * column,
                        as: UInt32.self
                    )
                }
            }
            unsafe cairo_surface_mark_dirty(picture)
        }
        unsafe cairo_set_source_surface(context, picture, Double(x), Double(y))
        // A viewer that enlarges the drawing shows cells, not a blur between them.
        unsafe cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        unsafe cairo_rectangle(context, Double(x), Double(y), Double(image.width), Double(image.height))
        unsafe cairo_fill(context)
    }

    /// The bytes of the picture's file.
    ///
    /// - Throws: the first failure of all calls.
    consuming func finish() throws(DrawingError) -> [UInt8] {
        var status = unsafe cairo_status(context)
        if status == CAIRO_STATUS_SUCCESS, format == .png {
            status = unsafe cairo_surface_write_to_png_stream(surface, ByteStream.append, bytes.pointer)
        }
        unsafe cairo_surface_finish(surface)
        if status == CAIRO_STATUS_SUCCESS { status = unsafe cairo_surface_status(surface) }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw DrawingError(
                isLibraryMissing: false,
                description:
                    unsafe "the picture cannot be drawn: \(String(cString: cairo_status_to_string(status)))"
            )
        }
        return bytes.gathered
    }

    private func select(_ colour: Colour) {
        unsafe cairo_set_source_rgb(
            context,
            Double(colour.red) / 255,
            Double(colour.green) / 255,
            Double(colour.blue) / 255
        )
    }
}

/// Gathers what Cairo writes.
private final class ByteStream {
    private(set) var gathered: [UInt8] = []

    /// Itself as Cairo keeps it; valid as long as this object lives.
    var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    static let append: cairo_write_func_t = { stream, start, count in
        guard let stream = unsafe stream, let start = unsafe start else { return CAIRO_STATUS_WRITE_ERROR }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(count))
        unsafe Unmanaged<ByteStream>.fromOpaque(stream).takeUnretainedValue().gathered.append(
            contentsOf: bytes
        )
        return CAIRO_STATUS_SUCCESS
    }
}
