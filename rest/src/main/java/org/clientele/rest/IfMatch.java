package org.clientele.rest;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header of a request. A resource method takes it as a parameter: {@code @Context IfMatch ifMatch}.
 * Immutable.
 */
public final class IfMatch {
    private static final Pattern STRONG = Pattern.compile("\"v(\\d{1,18})\"");
    private static final Pattern TAGS = Pattern.compile("(W/)?\"[^\"]*\"(\\s*,\\s*(W/)?\"[^\"]*\")*");

    private final @Nullable String header;

    private IfMatch(@Nullable String header) {
        this.header = header;
    }

    /** What the header says; {@code null} if it was not sent. */
    public static IfMatch of(@Nullable String header) {
        return new IfMatch(header == null ? null : header.strip());
    }

    /**
     * The version that the change is based on; empty for {@code *}, which is any.
     *
     * @throws Problem.PreconditionRequired if the header is missing
     * @throws Problem.Stale if it holds a tag that no version of ours can have
     * @throws Problem.Invalid if it is no entity tag
     */
    public OptionalLong required() {
        if (header == null) {
            throw new Problem.PreconditionRequired("This change needs If-Match with the ETag it is based on, or *.");
        }
        return version(header);
    }

    /** Like {@link #required}, but empty as well when the header is missing. */
    public OptionalLong ifSent() {
        return header == null ? OptionalLong.empty() : version(header);
    }

    /**
     * Compares with the present version.
     *
     * @throws Problem.PreconditionRequired if the header is missing
     * @throws Problem.Stale if it names another version
     */
    public void require(long present) {
        OptionalLong expected = required();
        if (expected.isPresent() && expected.getAsLong() != present) {
            throw stale();
        }
    }

    private static OptionalLong version(String header) {
        if (header.equals("*")) {
            return OptionalLong.empty();
        }
        Matcher strong = STRONG.matcher(header);
        if (strong.matches()) {
            return OptionalLong.of(Long.parseLong(strong.group(1)));
        }
        if (TAGS.matcher(header).matches()) {
            throw stale();
        }
        throw new Problem.Invalid(
                "if-match", "If-Match must be one entity tag such as \"v3\", or *.", java.util.List.of());
    }

    private static Problem.Stale stale() {
        return new Problem.Stale("It was changed meanwhile: read it again and repeat the change.");
    }
}
