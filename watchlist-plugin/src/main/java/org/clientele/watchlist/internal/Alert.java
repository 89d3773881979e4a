package org.clientele.watchlist.internal;

import java.util.Locale;

/** What a watcher is told of. */
public enum Alert {
    ORDER,
    RETURN,
    FEEDBACK;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As notifications know it. */
    String kind() {
        return "watchlist." + text();
    }
}
