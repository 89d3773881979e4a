package org.clientele.rest.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.access.Sessions;

/** Who is asked about which session: whoever said what its tokens begin with, so that nobody sees the tokens of others. Thread-safe. */
public final class SessionServices {
    /** What the core's own begin with: while they are away nobody knows whether such a session has ended. */
    private static final Set<String> CORE = Set.of("cls_", "clc_");

    /** Of sessions in one cart: who shows one that is over is not to go on as the storefront, which may do more. */
    private static final String OF_CARTS = "clc_";

    private static final Comparator<Entry> BEST_FIRST = Comparator.<Entry>comparingInt(
                    entry -> -entry.prefix().length())
            .thenComparingInt(entry -> -entry.ranking());

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(String prefix, int ranking, Sessions sessions) {}

    public void add(String prefix, int ranking, Sessions sessions) {
        entries.add(new Entry(prefix, ranking, sessions));
    }

    public void remove(Sessions gone) {
        entries.removeIf(entry -> entry.sessions() == gone);
    }

    Optional<Sessions> of(String token) {
        return entries.stream()
                .filter(entry -> token.startsWith(entry.prefix()))
                .min(BEST_FIRST)
                .map(Entry::sessions);
    }

    /** Whether the one who would know is not there now. */
    boolean isMissing(String token) {
        return CORE.stream().anyMatch(token::startsWith) && of(token).isEmpty();
    }

    /** Whether nothing is to be done with a token that is not known any more. */
    static boolean standsAlone(String token) {
        return token.startsWith(OF_CARTS);
    }
}
