package org.clientele.operation.internal;

import java.time.Duration;

/** Short work that one node of all does again and again. Register it as a service. */
public interface RecurringWork {
    /** Unique; stays the same over releases. */
    String name();

    /** How long to wait between the end of one run and the next. */
    Duration pause();

    void run();
}
