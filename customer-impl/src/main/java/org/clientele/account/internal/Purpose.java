package org.clientele.account.internal;

import java.util.Locale;

/** What a mailed token is for. */
enum Purpose {
    VERIFY,
    RESET,
    EMAIL_CHANGE;

    /** As it is stored. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
