package org.clientele.rest.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.clientele.Problem;
import org.clientele.feature.Feature;
import org.clientele.feature.Feature.State;
import org.clientele.feature.Features;
import org.jspecify.annotations.Nullable;

/** Which paths belong to a feature that does not run. The service that knows comes from another bundle and may be away. */
final class Switched {
    /** How long a feature that runs may take until its paths are there; after that it has none. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<Claim, Long> awaited = new ConcurrentHashMap<>();
    private volatile @Nullable Features features;

    void features(Features present) {
        features = present;
    }

    void withdraw(Features gone) {
        if (features == gone) {
            features = null;
        }
    }

    /**
     * Lets a request pass unless its path is that of a feature that is off, or still coming.
     *
     * @throws Problem.NotFound {@code feature-disabled}
     */
    void check(Engine engine, Surface surface, String path) {
        Features known = features;
        if (known == null) {
            return;
        }
        Claim claim = Claim.of(surface, path.substring(surface.path().length()));
        Optional<Feature> feature = claim.words().stream()
                .flatMap(word -> known.find(word).filter(found -> found.word().equals(word)).stream())
                .findFirst();
        if (feature.isEmpty()) {
            return;
        }
        Optional<Candidate> owner = engine.owner(claim);
        if (owner.isPresent() && owner.get().plugin().isEmpty()) {
            // The core's, whatever somebody calls a feature.
            return;
        }
        if (feature.get().state() != State.ACTIVE) {
            awaited.remove(claim);
            throw new Problem.NotFound("feature-disabled", "This feature does not run.");
        }
        if (owner.isPresent()) {
            awaited.remove(claim);
            return;
        }
        long now = System.nanoTime();
        if (now - awaited.computeIfAbsent(claim, first -> now) < PATIENCE_NANOS) {
            throw new Problem.Unavailable("starting", "This feature is starting.", Duration.ofSeconds(1));
        }
    }
}
