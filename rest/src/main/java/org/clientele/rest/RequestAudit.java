package org.clientele.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes note of who did what through the admin API. Register one as a service; it is called on the thread of each request that was let
 * through, with its caller bound. Thread-safe.
 */
@ConsumerType
public interface RequestAudit {
    /**
     * Runs the resource method and takes note of what it did. Notes of a change belong into the transaction of the change, so
     * open one around it, unless the request asks not to.
     *
     * @param work the resource method; what it throws passes through
     * @return what the work returned
     */
    Answer around(Request request, Supplier<Answer> work);

    /**
     * What is asked.
     *
     * @param id of the request, as in {@code X-Request-Id}
     * @param method of HTTP
     * @param template the path below the surface, such as {@code /customers/{id}}
     * @param scope that the method declares
     * @param path the values of the template
     * @param query as it was sent
     * @param members what a merge patch names
     * @param tellsPersons whether the answer says who customers are
     * @param outsideTransaction whether the method opens transactions itself
     */
    record Request(
            String id,
            String method,
            String template,
            String scope,
            Map<String, String> path,
            Optional<String> query,
            List<String> members,
            boolean tellsPersons,
            boolean outsideTransaction) {}

    /**
     * What came of it.
     *
     * @param id of what was made, if it is known
     * @param result what the method returned
     */
    record Answer(int status, Optional<String> id, Optional<Object> result) {}
}
