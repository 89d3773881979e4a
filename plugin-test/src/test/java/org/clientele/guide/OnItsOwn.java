package org.clientele.guide;

import java.util.function.Supplier;
import org.clientele.access.Access;
import org.clientele.access.Caller;

final class OnItsOwn {
    private final Access access;

    OnItsOwn(Access access) {
        this.access = access;
    }

    <T> T asItself(Supplier<T> work) {
        // snippet: caller
        return access.call(Caller.system("loyalty"), work);
        // end
    }
}
