package org.clientele.watchlist.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer whom the caller watches.
 *
 * @param remindOn when to think of the customer again
 * @param alerts what the caller is told of
 */
public record Entry(
        UUID customerId, Optional<String> reason, Optional<LocalDate> remindOn, List<Alert> alerts, Instant since) {}
