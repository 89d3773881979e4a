package org.clientele.imports.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a CSV file (RFC 4180): fields may be quoted, quoted ones may span lines. A row that is broken does not hurt the
 * others. The charset must keep ASCII as it is.
 */
final class CsvReader implements Closeable {
    private static final int MAX_ROW = 1 << 20;

    private final ByteSource input;
    private final int separator;
    private final CharsetDecoder decoder;
    private final Bytes field = new Bytes();
    private long line = 1;
    private int pushedBack = -1;

    CsvReader(InputStream input, char separator, Charset charset) {
        this.input = new ByteSource(input);
        this.separator = separator;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * One row.
     *
     * @param line where it starts, counted from 1
     * @param fault the code of what is wrong with it
     */
    record Row(long line, List<String> fields, Optional<String> fault, long size) {
        boolean isBlank() {
            return fault.isEmpty() && fields.size() == 1 && fields.get(0).isEmpty();
        }
    }

    /** The next row, empty at the end. */
    Optional<Row> next() throws IOException {
        int b = read();
        return b < 0 ? Optional.empty() : Optional.of(row(b));
    }

    private Row row(int first) throws IOException {
        long start = line;
        long size = 0;
        List<String> fields = new ArrayList<>();
        Optional<String> fault = Optional.empty();
        boolean quoted = false;
        boolean wasQuoted = false;
        field.clear();
        int b = first;
        while (true) {
            if (b == '\n') {
                line++;
            }
            if (b < 0 || (b == '\n' && !quoted) || (b == '\n' && size > MAX_ROW)) {
                if (quoted && fault.isEmpty()) {
                    fault = Optional.of("unclosed-quote");
                }
                fault = fault.or(() -> end(fields));
                return new Row(start, fields, fault, size);
            }
            if (++size > MAX_ROW) {
                fault = Optional.of("too-long");
            } else if (quoted) {
                if (b == '"') {
                    int next = read();
                    if (next == '"') {
                        field.add('"');
                    } else {
                        quoted = false;
                        pushedBack = next;
                        if (next < 0) {
                            b = -1;
                            continue;
                        }
                    }
                } else {
                    field.add(b);
                }
            } else if (b == separator) {
                fault = fault.isPresent() ? fault : end(fields);
                wasQuoted = false;
            } else if (b == '\r') {
                int next = read();
                pushedBack = next;
                if (next != '\n') {
                    field.add(b);
                }
                if (next < 0) {
                    b = -1;
                    continue;
                }
            } else if (b == '"' && field.length() == 0 && !wasQuoted) {
                quoted = true;
                wasQuoted = true;
            } else if (wasQuoted) {
                fault = Optional.of("text-after-quote");
            } else {
                field.add(b);
            }
            b = read();
        }
    }

    private Optional<String> end(List<String> fields) {
        try {
            fields.add(field.decode(decoder));
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("charset");
        } finally {
            field.clear();
        }
    }

    private int read() throws IOException {
        if (pushedBack >= 0) {
            int b = pushedBack;
            pushedBack = -1;
            return b;
        }
        return input.read();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
