package org.clientele.operation.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipException;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;

/** The input of an operation, kept in pieces, so that neither side ever holds it as a whole. */
final class StoredInput extends InputStream {
    private static final int PART = 256 * 1024;

    private final Transactions transactions;
    private final UUID operation;
    private final long size;
    private long position;
    private int loadedPart = -1;
    private byte[] loaded = new byte[0];

    StoredInput(Transactions transactions, UUID operation, long size) {
        this.transactions = transactions;
        this.operation = operation;
        this.size = size;
    }

    /**
     * Stores an input, each piece in a transaction of its own.
     *
     * @return how many bytes it has
     * @throws Problem.TooLarge if there are more than {@code maxBytes}
     */
    static long store(Transactions transactions, UUID operation, InputStream input, long maxBytes) {
        long size = 0;
        for (int part = 0; ; part++) {
            byte[] bytes = next(input);
            if (bytes.length == 0) {
                return size;
            }
            size += bytes.length;
            if (size > maxBytes) {
                remove(transactions, operation);
                throw new Problem.TooLarge("This takes at most " + maxBytes + " bytes.");
            }
            int number = part;
            transactions.sql(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into customer.operation_input (operation_id, part, bytes) values (?, ?, ?)")) {
                    insert.setObject(1, operation);
                    insert.setInt(2, number);
                    insert.setBytes(3, bytes);
                    return insert.executeUpdate();
                }
            });
        }
    }

    static void remove(Transactions transactions, UUID operation) {
        transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.operation_input where operation_id = ?")) {
                delete.setObject(1, operation);
                return delete.executeUpdate();
            }
        });
    }

    private static byte[] next(InputStream input) {
        try {
            return input.readNBytes(PART);
        } catch (ZipException | EOFException e) {
            throw new Problem.Invalid("malformed-gzip", "The body is no gzip, or not all of it.", List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        load((int) (position / PART));
        int start = (int) (position % PART);
        int count = Math.min(length, loaded.length - start);
        System.arraycopy(loaded, start, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, size - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return loadedPart == position / PART ? (int) (loaded.length - position % PART) : 0;
    }

    private void load(int part) {
        if (part == loadedPart) {
            return;
        }
        loaded = transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select bytes from customer.operation_input where operation_id = ? and part = ?")) {
                select.setObject(1, operation);
                select.setInt(2, part);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        throw new IllegalStateException("The input of operation " + operation + " is gone.");
                    }
                    return rows.getBytes(1);
                }
            }
        });
        loadedPart = part;
    }
}
