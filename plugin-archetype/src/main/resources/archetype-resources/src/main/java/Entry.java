package ${package};

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept of a customer.
 *
 * @param score 1 to 5
 */
public record Entry(UUID customerId, int score, Optional<String> remark, Instant changedAt) {}
