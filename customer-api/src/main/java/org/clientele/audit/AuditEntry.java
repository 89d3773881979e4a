package org.clientele.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is noted, besides when, by whom and in which request.
 *
 * @param action such as {@code export.downloaded}, or a method of HTTP and a path
 * @param subject on whose behalf, if the caller acted as somebody else: the id of that caller
 * @param customerId whom it is about
 * @param targetType what it was done to, such as {@code exports}
 * @param targetId which of them
 * @param details JSON values: names of members, counts, reasons; no personal data
 */
public record AuditEntry(
        String action,
        Optional<String> subject,
        Optional<UUID> customerId,
        String targetType,
        Optional<String> targetId,
        Map<String, @Nullable Object> details) {
    public AuditEntry {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
