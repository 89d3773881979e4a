package org.clientele.rest;

/**
 * What a resource method returns, or puts into its {@code Response}, to send a value with the {@code ETag} of its version. A
 * {@code GET} whose {@code If-None-Match} names that version is answered with 304.
 *
 * @param value the body
 * @param version never negative
 */
public record Versioned<T>(T value, long version) {
    /** The entity tag that stands for the version: {@code "v3"}, with its quotes. */
    public String tag() {
        return "\"v" + version + '"';
    }
}
