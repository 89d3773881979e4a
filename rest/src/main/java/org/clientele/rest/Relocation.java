package org.clientele.rest;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows where things have gone. Asked, on the thread of a request and with its caller bound, when a resource of the admin API answers
 * 404: with another address the answer is a 308 to it. Thread-safe.
 */
@ConsumerType
public interface Relocation {
    /**
     * Where the caller finds what was at a path.
     *
     * @param path below {@code /api/admin/v1}, encoded, without a query
     * @return empty if it never was there, or is not the caller's business
     */
    Optional<String> of(String path);
}
