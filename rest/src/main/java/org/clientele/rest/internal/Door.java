package org.clientele.rest.internal;

import java.time.Duration;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Keys;
import org.jspecify.annotations.Nullable;

/** Who is calling. The services that know come from another bundle and may be away. */
public final class Door {
    private volatile @Nullable Access access;
    private volatile @Nullable Keys keys;

    public void access(Access present) {
        access = present;
    }

    public void keys(Keys present) {
        keys = present;
    }

    public void withdraw(Access gone) {
        if (access == gone) {
            access = null;
        }
    }

    public void withdraw(Keys gone) {
        if (keys == gone) {
            keys = null;
        }
    }

    public boolean isOpen() {
        return access != null && keys != null;
    }

    /** @return empty if nobody is known by the token */
    public Optional<Caller> authenticate(String token) {
        Keys present = keys;
        if (present == null) {
            throw closed();
        }
        return present.authenticate(token);
    }

    /** Runs the work as the caller. */
    public void as(Caller caller, Runnable work) {
        Access present = access;
        if (present == null) {
            throw closed();
        }
        present.call(caller, () -> {
            work.run();
            return true;
        });
    }

    private static Problem closed() {
        return new Problem.Unavailable("starting", "Keys cannot be checked yet.", Duration.ofSeconds(1));
    }

    /** The token of an {@code Authorization} header; null if it holds none. */
    public static @Nullable String token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        String token = authorization.substring(7).strip();
        return token.isEmpty() || token.length() > 8192 ? null : token;
    }
}
