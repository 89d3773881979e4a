package org.clientele.rest.internal;

import jakarta.ws.rs.Path;
import java.util.Optional;

/**
 * A resource that wants to be served.
 *
 * @param owner the bundle it comes from
 * @param visits the requests within it
 * @param places those that it shares with others of its bundle; empty for as many as come
 */
public record Candidate(Object resource, Surface surface, String owner, Visits visits, Optional<Places> places) {
    public Candidate(Object resource, Surface surface, String owner) {
        this(resource, surface, owner, new Visits(), Optional.empty());
    }

    public Candidate(Object resource, Surface surface, String owner, Places places) {
        this(resource, surface, owner, new Visits(), Optional.of(places));
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
