package org.clientele.search.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;

/**
 * Rows as JSON, made from what the database sent with no values in between: a list of a hundred customers is the most frequent
 * answer there is, and turning its five thousand cells into objects and back took more time than reading them.
 */
final class JsonRows implements RowFormat<JsonRow> {
    private static final byte[] AMOUNT = "{\"amount\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURRENCY = ",\"currency\":".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, byte[]> NAMES = new ConcurrentHashMap<>();
    private static final int BINARY = 1;
    private static final long EPOCH_2000_DAYS = 10_957;
    private static final long EPOCH_2000_SECONDS = EPOCH_2000_DAYS * 86_400;

    @Override
    public Reader<JsonRow> reader(ResultSet result, List<Attribute> attributes, String fallbackCurrency)
            throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        PGResultSetMetaData formats = columns.unwrap(PGResultSetMetaData.class);
        Cell[] cells = new Cell[attributes.size()];
        int column = 1;
        for (int i = 0; i < cells.length; i++) {
            Attribute attribute = attributes.get(i);
            boolean binary = formats.getFormat(column) == BINARY;
            cells[i] = new Cell(
                    name(attribute, i == 0), attribute.type(), column, binary, columns.getColumnType(column), i);
            column += attribute.type() == Type.MONEY ? 2 : 1;
        }
        int version = attributes.stream().map(Attribute::name).toList().indexOf("version");
        return new Rows(
                result,
                cells,
                version < 0 ? 0 : cells[version].column(),
                fallbackCurrency.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] name(Attribute attribute, boolean first) {
        return NAMES.computeIfAbsent(
                (first ? "{\"" : ",\"") + attribute.name() + "\":", json -> json.getBytes(StandardCharsets.UTF_8));
    }

    /** @param sqlType of {@link Types} */
    private record Cell(byte[] name, Type type, int column, boolean binary, int sqlType, int index) {
        boolean isWhole() {
            return sqlType == Types.BIGINT || sqlType == Types.INTEGER || sqlType == Types.SMALLINT;
        }
    }

    private record Rows(ResultSet result, Cell[] cells, int version, byte[] fallbackCurrency, JsonBuffer json)
            implements Reader<JsonRow> {
        Rows(ResultSet result, Cell[] cells, int version, byte[] fallbackCurrency) {
            this(result, cells, version, fallbackCurrency, new JsonBuffer());
        }

        @Override
        public JsonRow read() throws SQLException {
            json.clear();
            for (Cell cell : cells) {
                json.add(cell.name());
                byte[] raw = result.getBytes(cell.column());
                if (raw == null) {
                    json.add(cell.type() == Type.CODES ? "[]" : "null");
                } else {
                    write(cell, raw);
                }
            }
            json.add('}');
            return new JsonRow(json.toByteArray(), version == 0 ? 0 : result.getLong(version));
        }

        private void write(Cell cell, byte[] raw) throws SQLException {
            switch (cell.type()) {
                case INTEGER -> whole(cell, raw);
                case DECIMAL -> decimal(result.getDouble(cell.column()));
                case MONEY -> money(cell, raw);
                case BOOLEAN -> json.add(raw[0] == 1 || raw[0] == 't' ? "true" : "false");
                case DATE -> date(cell, raw);
                case TIMESTAMP -> time(cell, raw);
                case UUID -> uuid(cell, raw);
                case CODES -> codes(cell, raw);
                case JSON, COMPLEX -> json.add(raw);
                default -> text(cell, raw);
            }
        }

        /** The text of some types is sent in a form of its own; what holds text is sent as it is. */
        private void text(Cell cell, byte[] raw) throws SQLException {
            if (cell.binary() && cell.sqlType() != Types.VARCHAR) {
                json.addText(String.valueOf(result.getString(cell.column())).getBytes(StandardCharsets.UTF_8));
            } else {
                json.addText(raw);
            }
        }

        private void whole(Cell cell, byte[] raw) throws SQLException {
            if (!cell.binary() && cell.isWhole()) {
                json.add(raw);
            } else {
                json.add(result.getLong(cell.column()));
            }
        }

        private void decimal(double number) {
            if (Double.isFinite(number)) {
                json.add(Double.toString(number));
            } else {
                json.addNull();
            }
        }

        private void money(Cell cell, byte[] raw) throws SQLException {
            json.add(AMOUNT);
            whole(cell, raw);
            json.add(CURRENCY);
            byte[] currency = result.getBytes(cell.column() + 1);
            json.addText(currency == null ? fallbackCurrency : currency);
            json.add('}');
        }

        private void date(Cell cell, byte[] raw) throws SQLException {
            if (!cell.binary() && raw.length == "2026-01-31".length()) {
                json.addText(raw);
            } else {
                LocalDate date = result.getObject(cell.column(), LocalDate.class);
                json.addText(String.valueOf(date).getBytes(StandardCharsets.US_ASCII));
            }
        }

        private void time(Cell cell, byte[] raw) throws SQLException {
            Instant time = cell.binary() && raw.length == Long.BYTES && cell.sqlType() == Types.TIMESTAMP
                    ? sent(raw)
                    : ValueRows.instant(result.getObject(cell.column(), OffsetDateTime.class));
            if (time == null) {
                json.addNull();
            } else {
                json.addInstant(time);
            }
        }

        /** Microseconds since 2000; the ends of the range stand for the infinite times, which are never. */
        private static @Nullable Instant sent(byte[] raw) {
            long micros = ByteBuffer.wrap(raw).getLong();
            return micros == Long.MIN_VALUE || micros == Long.MAX_VALUE
                    ? null
                    : Instant.ofEpochSecond(
                            EPOCH_2000_SECONDS + Math.floorDiv(micros, 1_000_000L),
                            Math.floorMod(micros, 1_000_000L) * 1_000L);
        }

        private void uuid(Cell cell, byte[] raw) {
            if (cell.binary() && raw.length == 16) {
                json.addUuid(raw);
            } else {
                json.addText(raw);
            }
        }

        private void codes(Cell cell, byte[] raw) throws SQLException {
            json.add('[');
            if (cell.binary()) {
                sentCodes(ByteBuffer.wrap(raw), raw);
            } else if (raw.length > "{}".length()) {
                String[] codes = (String[]) result.getArray(cell.column()).getArray();
                for (int i = 0; i < codes.length; i++) {
                    if (i > 0) {
                        json.add(',');
                    }
                    json.addText(codes[i].getBytes(StandardCharsets.UTF_8));
                }
            }
            json.add(']');
        }

        /**
         * An array as PostgreSQL sends it (array_send): dimensions, whether there are nulls, element type, then length and lower
         * bound, then each element behind its length.
         */
        private void sentCodes(ByteBuffer array, byte[] raw) {
            if (array.getInt() == 0) {
                return;
            }
            array.position(3 * Integer.BYTES);
            int count = array.getInt();
            array.getInt();
            for (int i = 0; i < count; i++) {
                int length = array.getInt();
                if (i > 0) {
                    json.add(',');
                }
                if (length < 0) {
                    json.addNull();
                } else {
                    json.addText(raw, array.position(), length);
                    array.position(array.position() + length);
                }
            }
        }
    }
}
