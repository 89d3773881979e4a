package org.clientele.rest.problem.internal;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By what a request is known in answers and in the log. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id that the caller wants, if it can be used, or else a new one. */
    public static String of(@Nullable String wanted) {
        return wanted != null && USABLE.matcher(wanted).matches() ? wanted : made();
    }

    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
