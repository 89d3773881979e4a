package org.clientele.rest.problem.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;

/** The body of an {@code application/problem+json} answer. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(
        String type,
        String title,
        int status,
        Optional<String> detail,
        String code,
        List<Problem.Violation> errors,
        String traceId) {
    public static final String MEDIA_TYPE = "application/problem+json";
}
