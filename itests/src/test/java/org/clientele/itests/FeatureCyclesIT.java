package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The watchlist comes and goes all the time while others work. One test, since it starts a product. */
final class FeatureCyclesIT {
    private static final int CYCLES = 20;
    private static final int TOGGLES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COLLECTED = Duration.ofSeconds(60);
    private static final String FEATURE = "features/clientele-watchlist";
    private static final String WATCHED = "customers?filter=watchlist.watched%20eq%20true";

    /** Nobody but the watchlist notices. */
    @Test
    void othersWorkOnWhileAFeatureIsSwitchedInstalledAndUpdatedAndNothingIsLeftBehind() throws Exception {
        try (OperatorShell shell = OperatorShell.start("cycles")) {
            Distribution distribution = shell.distribution();
            Api api = distribution.api();
            String customer =
                    api.post("customers", Map.of("email", "cycles@example.com")).at("/id");
            assertThat(api.put("watchlist/" + customer, Map.of("reason", "stays"))
                            .status())
                    .isEqualTo(200);
            String jar = jar().toUri().toString();
            toggle(api);
            reinstall(api, shell);
            update(api, shell, jar);
            Jvm jvm = new Jvm(distribution.pid());
            try (Load load = new Load(distribution)) {
                for (int i = 0; i < CYCLES; i++) {
                    toggle(api);
                    reinstall(api, shell);
                    update(api, shell, jar);
                }
                load.stop();
                assertThat(load.failed).isEmpty();
                assertThat(load.answered.get()).isGreaterThan(1_000);
            }
            Jvm.Living before = jvm.living();
            List<String> threads = jvm.threads();
            double connections = connections(distribution);
            for (int i = 0; i < TOGGLES; i++) {
                toggle(api);
            }
            for (int i = 0; i < 5; i++) {
                reinstall(api, shell);
                update(api, shell, jar);
            }
            // What the last update left may still be at its end; what is lost is there for ever.
            Until.holds(COLLECTED, () -> {
                Jvm.Living after = jvm.living();
                assertThat(after.loaders()).as("class loaders").isLessThanOrEqualTo(before.loaders());
                assertThat(after.wirings()).as("wirings").isLessThanOrEqualTo(before.wirings());
                assertThat(after.components()).as("components").isLessThanOrEqualTo(before.components());
                assertThat(after.heap()).as("heap after collection").isLessThan(before.heap() + (8 << 20));
                assertThat(jvm.threads())
                        .as("threads; there were " + threads)
                        .hasSizeLessThanOrEqualTo(threads.size() + 2);
            });
            // One may be at work at this very moment; one that was lost is missing for ever.
            Until.within(PATIENCE, "all connections are given back", () -> connections(distribution) <= connections);

            assertThat(api.get("watchlist").text()).contains(customer, "stays");
        }
    }

    private static void toggle(Api api) throws Exception {
        assertThat(api.put(FEATURE, Map.of("enabled", false)).at("/state")).isEqualTo("disabled");
        awaitGone(api, "feature-disabled");
        assertThat(api.put(FEATURE, Map.of("enabled", true)).at("/state")).isEqualTo("active");
        awaitThere(api);
    }

    private static void reinstall(Api api, OperatorShell shell) throws Exception {
        assertThat(shell.type("feature:uninstall clientele-watchlist")).doesNotContain("Error");
        awaitGone(api, "not-found");
        assertThat(shell.type("feature:install clientele-watchlist")).doesNotContain("Error");
        awaitThere(api);
    }

    private static void update(Api api, OperatorShell shell, String jar) throws Exception {
        assertThat(shell.type("bundle:update org.clientele.watchlist-plugin '" + jar + "'"))
                .doesNotContain("Error");
        awaitThere(api);
    }

    private static void awaitThere(Api api) throws Exception {
        Until.within(
                PATIENCE,
                "the watchlist is there",
                () -> api.get("watchlist").status() == 200 && api.get(WATCHED).status() == 200);
    }

    private static void awaitGone(Api api, String code) throws Exception {
        Until.within(PATIENCE, "the watchlist is gone", () -> {
            Api.Answer answer = api.get("watchlist");
            return answer.status() == 404
                    && answer.at("/code").equals(code)
                    && api.get(WATCHED).status() == 400;
        });
    }

    private static double connections(Distribution distribution) {
        return distribution
                .anonymous()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("hikaricp_connections_active{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Path jar() throws Exception {
        try (Stream<Path> files =
                Files.walk(Archives.unpackedDistribution().resolve("system/org/clientele/watchlist-plugin"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Eight clients who list, search and edit customers. */
    private static final class Load implements AutoCloseable {
        final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        final AtomicLong answered = new AtomicLong();
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final List<Thread> clients = new ArrayList<>();

        Load(Distribution distribution) {
            for (int i = 0; i < 8; i++) {
                int number = i;
                Api api = distribution.api();
                Thread client = new Thread(() -> work(api, number), "client-" + i);
                clients.add(client);
                client.start();
            }
        }

        private void work(Api api, int number) {
            String own = api.post("customers", Map.of("email", "load-" + number + "@example.com"))
                    .at("/id");
            for (int turn = 0; on.get(); turn++) {
                try {
                    Api.Answer answer =
                            switch ((number + turn) % 4) {
                                case 0 -> api.get("customers?sort=-createdAt&size=50");
                                case 1 -> api.get("customers?q=load");
                                case 2 -> api.get("customers/" + own);
                                default -> edit(api, own, turn);
                            };
                    answered.incrementAndGet();
                    if (answer.status() >= 300) {
                        failed.add(answer.status() + " " + answer.text());
                    }
                } catch (RuntimeException broken) {
                    failed.add(broken.toString());
                }
            }
        }

        private static Api.Answer edit(Api api, String id, int turn) {
            String version =
                    api.get("customers/" + id).headers().firstValue("ETag").orElse("");
            return api.patch("customers/" + id, Map.of("lastName", "Turn " + turn), "If-Match", version);
        }

        void stop() throws InterruptedException {
            on.set(false);
            for (Thread client : clients) {
                client.join();
            }
        }

        @Override
        public void close() throws InterruptedException {
            stop();
        }
    }
}
