package org.clientele.view.internal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A saved list, as one caller sees it.
 *
 * @param isDefault whether it is the one its owner starts with; false for everybody else
 * @param missing attributes of it that the caller cannot see now, because they are gone or personal
 */
public record ListView(
        UUID id,
        String name,
        String owner,
        boolean shared,
        boolean isDefault,
        List<String> columns,
        Optional<String> sort,
        Optional<String> filter,
        Optional<String> q,
        Optional<Integer> size,
        Optional<UUID> segment,
        State state,
        Optional<String> reason,
        List<String> missing,
        long version) {

    /** Whether it can be listed now. */
    public enum State {
        ACTIVE,
        /** Its filter names something that is gone; it resumes when that is back. */
        SUSPENDED
    }
}
