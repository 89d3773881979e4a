package org.clientele.rest.access.internal;

import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Keeps the caller with the thread. */
@Component
public final class BoundAccess implements Access {
    private final ThreadLocal<@Nullable Caller> bound = new ThreadLocal<>();

    @Override
    public Caller caller() {
        Caller caller = bound.get();
        if (caller == null) {
            throw new IllegalStateException("no caller is bound to this thread");
        }
        return caller;
    }

    @Override
    public <T> T call(Caller caller, Supplier<T> work) {
        Caller before = bound.get();
        bound.set(caller);
        try {
            return work.get();
        } finally {
            if (before == null) {
                bound.remove();
            } else {
                bound.set(before);
            }
        }
    }
}
