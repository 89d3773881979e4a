package org.clientele.watchlist.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;

/**
 * A named list of customers.
 *
 * @param owner the id of the caller who may change it
 * @param own whether that is who asks
 * @param everyone whether whoever may read watchlists reads it
 * @param readers who else reads it; told to the owner only
 * @param customers how many there are; told to the owner only, since others may not see all of them
 */
public record SharedList(
        UUID id,
        String name,
        String owner,
        boolean own,
        boolean everyone,
        Optional<List<String>> readers,
        Optional<Long> customers,
        Instant createdAt,
        long version) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_READERS = 200;

    /**
     * What a list is to be.
     *
     * @param readers ids of staff users, such as {@code staff:<uuid>}
     */
    public record Draft(Optional<String> name, Optional<Boolean> everyone, Optional<List<String>> readers) {
        static Draft of(SharedList list) {
            return new Draft(Optional.of(list.name()), Optional.of(list.everyone()), list.readers());
        }

        void check() {
            Problem.Invalid.check(checks -> checks.that(
                            name.map(text -> !text.isBlank()
                                            && text.length() <= LONGEST_NAME
                                            && text.chars().noneMatch(Character::isISOControl))
                                    .orElse(false),
                            "/name",
                            "length",
                            "A list has a name of 1 to " + LONGEST_NAME + " characters.")
                    .that(
                            readers.map(list -> list.size() <= MOST_READERS).orElse(true),
                            "/readers",
                            "too-many",
                            "There are at most " + MOST_READERS + " readers."));
        }

        List<String> distinctReaders() {
            return readers.orElse(List.of()).stream().distinct().sorted().toList();
        }
    }

    /** A customer on a list. */
    public record Item(UUID customerId, Optional<String> reason, Instant since) {}
}
