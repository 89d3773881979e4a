package org.clientele.rest.internal;

import jakarta.ws.rs.Path;

/**
 * A resource that wants to be served.
 *
 * @param owner the bundle it comes from
 * @param word that of its feature, which is its first path segment; empty for the house
 */
public record Candidate(Object resource, Surface surface, String owner, String word) {
    public Candidate(Object resource, Surface surface, String owner) {
        this(resource, surface, owner, "");
    }

    /** The first path segment, which belongs to one owner only; empty if it claims none. */
    String segment() {
        Path path = resource.getClass().getAnnotation(Path.class);
        if (path == null) {
            return "";
        }
        String value = path.value().startsWith("/") ? path.value().substring(1) : path.value();
        int end = value.indexOf('/');
        String first = end < 0 ? value : value.substring(0, end);
        return first.startsWith("{") ? "" : first;
    }
}
