package org.clientele.doctor.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.clientele.work.internal.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the one thread that switches components on and off, for all bundles, out of a plugin that does not let it go. */
final class Lifeguard {
    private static final Logger LOG = LoggerFactory.getLogger(Lifeguard.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String THREAD = "SCR Component Actor";

    private final Supplier<Collection<Footprint>> features;
    private final Watch watch = new Watch("clientele-lifeguard", LOOK, this::look);
    /** Since when a thread is where it is. */
    private final Map<String, Long> since = new HashMap<>();

    Lifeguard(Supplier<Collection<Footprint>> features) {
        this.features = features;
    }

    void start() {
        watch.start();
    }

    void stop() {
        watch.stop(PATIENCE);
    }

    private void look() {
        Map<String, Long> now = new HashMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().startsWith(THREAD)) {
                continue;
            }
            StackTraceElement[] stack = thread.getStackTrace();
            features.get().stream()
                    .filter(feature -> feature.isIn(stack))
                    .findFirst()
                    .ifPresent(feature -> {
                        String key = thread.getId() + " " + feature.bundle();
                        long began = since.getOrDefault(key, System.nanoTime());
                        if (System.nanoTime() - began > PATIENCE.toNanos()) {
                            LOG.error("{} holds up the components of all bundles: it is interrupted", feature.bundle());
                            thread.interrupt();
                            began = System.nanoTime();
                        }
                        now.put(key, began);
                    });
        }
        since.clear();
        since.putAll(now);
    }
}
