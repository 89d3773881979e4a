package org.clientele.export.internal;

/** Some bytes of a file on their way. Used by one thread at a time. */
final class Piece {
    /** Below what the garbage collector takes for humongous in a small heap. */
    static final int SIZE = 480 * 1024;

    private final byte[] bytes = new byte[SIZE];
    private int length;
    private long rows;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** How many customers are in the file with it. */
    long rows() {
        return rows;
    }

    boolean isFull() {
        return length == SIZE;
    }

    void clear() {
        length = 0;
    }

    int add(byte[] from, int offset, int count) {
        int taken = Math.min(count, SIZE - length);
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
        return taken;
    }

    void upTo(long customers) {
        rows = customers;
    }
}
