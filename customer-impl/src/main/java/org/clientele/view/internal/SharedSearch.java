package org.clientele.view.internal;

import java.util.Optional;
import org.clientele.Problem;

/** What somebody searched for, to be sent to somebody else; the body of {@code POST /searches}. */
public record SharedSearch(Optional<String> q, Optional<String> filter) {
    private static final int LONGEST = 500;

    void check() {
        Problem.Invalid.check(checks -> checks.that(
                        q.isPresent() || filter.isPresent(), "", "required", "A search has words or a filter.")
                .that(q.orElse("").length() <= LONGEST, "/q", "too-long", "This has at most 500 characters.")
                .that(
                        filter.orElse("").length() <= LONGEST,
                        "/filter",
                        "too-long",
                        "A filter in a link has at most 500 characters."));
    }

    /** With the id that stands for it. */
    public record Known(String id, Optional<String> q, Optional<String> filter) {}
}
