package org.clientele.imports.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.imports.internal.Item.Position;

/** One JSON document a line. Blank lines are skipped. */
final class NdjsonItems<T> implements Items<T> {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final LineReader lines;
    private final long size;
    private final Function<byte[], T> read;

    /** @param read throws {@link Problem.Invalid} if a line is no {@code T} */
    NdjsonItems(InputStream input, long size, Position from, Function<byte[], T> read) throws IOException {
        this.lines = new LineReader(input, from.done(), from.line());
        this.size = size;
        this.read = read;
    }

    @Override
    public Optional<Item<T>> next() throws IOException {
        for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            Optional<Item<T>> item = item(line.get());
            if (item.isPresent()) {
                return item;
            }
        }
        return Optional.empty();
    }

    private Optional<Item<T>> item(LineReader.Line line) {
        Position after = new Position(lines.offset(), line.number());
        if (line.bytes().isEmpty()) {
            return Optional.of(Item.broken(
                    line.number(),
                    List.of(new Violation("", "too-long", "A line has at most " + LineReader.MAX_LINE + " bytes.")),
                    line.size(),
                    after));
        }
        byte[] bytes = line.number() == 1
                ? withoutMark(line.bytes().get())
                : line.bytes().get();
        if (isBlank(bytes)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Item.of(line.number(), read.apply(bytes), line.size(), after));
        } catch (Problem.Invalid invalid) {
            return Optional.of(Item.broken(line.number(), Item.violations(invalid), line.size(), after));
        }
    }

    private static byte[] withoutMark(byte[] bytes) {
        if (bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2]) {
            return java.util.Arrays.copyOfRange(bytes, 3, bytes.length);
        }
        return bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long total() {
        return size;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
