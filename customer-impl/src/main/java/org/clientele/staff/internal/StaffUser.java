package org.clientele.staff.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Grant;

/**
 * Somebody who works here.
 *
 * @param grants as far as the caller sees the seller accounts
 */
public record StaffUser(
        UUID id,
        String email,
        String name,
        Optional<String> locale,
        State state,
        List<Granted> grants,
        Instant createdAt,
        Optional<Instant> lastLoginAt,
        long version) {
    /** Whether somebody may come in. */
    public enum State {
        /** Has yet to choose a password, or to come with a token of the identity provider. */
        INVITED,
        ACTIVE,
        INACTIVE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    StaffUser with(List<Granted> others) {
        return new StaffUser(id, email, name, locale, state, others, createdAt, lastLoginAt, version);
    }

    List<Grant> resolved(Map<String, Set<String>> roles) {
        return grants.stream().map(grant -> grant.resolved(roles)).toList();
    }

    /** Whether this is somebody who may everything everywhere. */
    boolean isAdministrator(Map<String, Set<String>> roles) {
        return resolved(roles).stream().anyMatch(grant -> grant.sellerAccounts().isEmpty() && grant.may("*"));
    }
}
