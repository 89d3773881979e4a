package org.clientele.rest.internal;

import jakarta.ws.rs.Path;
import java.util.Optional;

/**
 * A resource that wants to be served.
 *
 * @param owner the bundle it comes from
 * @param plugin the feature that the bundle is; empty for the core
 * @param visits the requests within it
 * @param since when it came, by {@link System#nanoTime()}
 */
public record Candidate(
        Object resource, Surface surface, String owner, Optional<Plugin> plugin, Visits visits, long since) {
    public Candidate(Object resource, Surface surface, String owner, Optional<Plugin> plugin) {
        this(resource, surface, owner, plugin, new Visits(), System.nanoTime());
    }

    /** What belongs to one owner only; empty if it claims nothing. */
    Claim claim() {
        Path path = resource.getClass().getAnnotation(Path.class);
        return Claim.of(surface, path == null ? "" : path.value());
    }

    /** Begins a request, which {@link #leave} ends. */
    boolean enter() {
        plugin.ifPresent(guest -> guest.places().take());
        if (visits.enter()) {
            plugin.ifPresent(guest -> visits.works(Thread.currentThread()));
            return true;
        }
        plugin.ifPresent(guest -> guest.places().give());
        return false;
    }

    /** The running thread does something else now, whether the request has ended or is answered later. */
    void rests() {
        if (plugin.isPresent()) {
            visits.rests();
        }
    }

    void leave() {
        visits.leave();
        plugin.ifPresent(guest -> guest.places().give());
    }
}
