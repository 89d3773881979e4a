package org.clientele.note;

import java.time.Instant;
import java.util.UUID;

/**
 * What a member of staff wrote down about a customer; customers never see it.
 *
 * @param author the name of who wrote it, for people
 * @param authorId the id of the {@link org.clientele.access.Caller} who wrote it
 * @param editableUntil until when its author may change or delete it, by the clock of the database
 * @param version grows with each change
 */
public record Note(
        UUID id, String text, String author, String authorId, Instant createdAt, Instant editableUntil, long version) {}
