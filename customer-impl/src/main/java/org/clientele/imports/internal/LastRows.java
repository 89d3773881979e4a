package org.clientele.imports.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.clientele.Problem;

/**
 * In which row a key comes last, for millions of keys: 128 bits of a hash stand for the key, so that a key costs some 50 bytes
 * whatever its length.
 */
final class LastRows {
    /** As many as fit into the heap of 512 MB while the table grows for them: 50 MB that are left for 100 MB. */
    private static final int MAX_KEYS = 3_000_000;

    private final MessageDigest digest;
    private final int most;
    private long[] high = new long[1 << 12];
    private long[] low = new long[1 << 12];
    private long[] rows = new long[1 << 12];
    private int size;

    LastRows() {
        this(MAX_KEYS);
    }

    LastRows(int most) {
        this.most = most;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param row at least 1 */
    void put(String key, long row) {
        ByteBuffer hash = hash(key);
        if (!put(hash.getLong(), hash.getLong(), row)) {
            return;
        }
        if (++size > most) {
            throw new Problem.Unprocessable(
                    "too-many-documents", "A file has at most " + most + " documents; send it in parts.");
        }
        if (size > rows.length / 4 * 3) {
            grow();
        }
    }

    boolean isLast(String key, long row) {
        ByteBuffer hash = hash(key);
        return rows[slot(hash.getLong(), hash.getLong())] == row;
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    private boolean put(long h, long l, long row) {
        int slot = slot(h, l);
        boolean added = rows[slot] == 0;
        high[slot] = h;
        low[slot] = l;
        rows[slot] = row;
        return added;
    }

    private int slot(long h, long l) {
        int slot = (int) (h & (rows.length - 1));
        while (rows[slot] != 0 && (high[slot] != h || low[slot] != l)) {
            slot = (slot + 1) & (rows.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldRows = rows;
        high = new long[oldRows.length * 2];
        low = new long[oldRows.length * 2];
        rows = new long[oldRows.length * 2];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                put(oldHigh[i], oldLow[i], oldRows[i]);
            }
        }
    }

    private ByteBuffer hash(String key) {
        return ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
