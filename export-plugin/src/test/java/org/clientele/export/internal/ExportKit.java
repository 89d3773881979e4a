package org.clientele.export.internal;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.Grant;
import org.clientele.access.Identities;
import org.clientele.access.Identity;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.event.Event;
import org.clientele.event.Events;
import org.clientele.notification.Notification;
import org.clientele.notification.Notifications;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationRun;
import org.clientele.operation.Operations;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;

/** The components of the plugin, wired by hand; search, operations, events, identities and notifications of the core are played. */
final class ExportKit implements AutoCloseable {
    static final String ADA = "staff:00000000-0000-7000-8000-00000000000a";
    static final String BOB = "staff:00000000-0000-7000-8000-00000000000b";

    private final DatabaseFixture database = DatabaseFixture.create();
    final Transactions transactions = database.open("export");
    final Access access = RestFixture.ACCESS;
    final PlayedSearch search = new PlayedSearch(access);
    final Map<UUID, Operation> operations = new HashMap<>();
    final List<Notification.Draft> told = new ArrayList<>();
    final List<AuditEntry> audited = new ArrayList<>();
    final List<Event.Draft> published = new ArrayList<>();
    final Map<String, Identity> identities = new HashMap<>();
    final Map<String, Object> configured = new HashMap<>();
    final Exports exports = new Exports(transactions);
    final Formats formats = new Formats();

    ExportKit() {
        formats.addFormat(
                new CsvFormat(), Map.of("export.format", "csv", "export.media.type", "text/csv; charset=utf-8"));
        formats.addFormat(new JsonFormat(), Map.of("export.format", "json", "export.media.type", "application/json"));
        for (String id : List.of(ADA, BOB)) {
            identities.put(id, new Identity(id, "N", List.of(new Grant(Set.of("*"), Optional.empty()))));
        }
    }

    ExportConfig config() {
        return (ExportConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ExportConfig.class},
                (proxy, method, arguments) -> configured.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    Operations operations() {
        return (Operations) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "start" -> {
                            Operation queued = operation(Uuid7.next(), Operation.State.QUEUED);
                            operations.put(queued.id(), queued);
                            return queued;
                        }
                        case "find" -> {
                            return Optional.ofNullable(operations.get((UUID) arguments[0]));
                        }
                        case "cancel" -> {
                            return set((UUID) arguments[0], Operation.State.CANCELLED);
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    Operation set(UUID id, Operation.State state) {
        operations.put(id, operation(id, state));
        return operations.get(id);
    }

    private static Operation operation(UUID id, Operation.State state) {
        return new Operation(
                id,
                ExportRun.KIND,
                state,
                new Operation.Progress(0, Optional.empty()),
                Map.of(),
                0,
                ADA,
                Instant.EPOCH,
                Optional.empty());
    }

    NewExports begin() {
        return new NewExports(transactions, exports, formats, search, operations(), access, audit(), config());
    }

    Delivery delivery() {
        return new Delivery(transactions, exports, schedules(), notifications(), events(), config());
    }

    Schedules schedules() {
        return new Schedules(transactions, access, config());
    }

    ExportRun run() {
        return new ExportRun(exports, formats, search, search, access, delivery(), config());
    }

    Audit audit() {
        return new Audit() {
            @Override
            public void record(AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public Verification verify() {
                throw new UnsupportedOperationException();
            }
        };
    }

    Events events() {
        return published::addAll;
    }

    Notifications notifications() {
        return new Notifications() {
            @Override
            public Optional<UUID> tell(Notification.Draft draft) {
                told.add(draft);
                return Optional.of(UUID.randomUUID());
            }

            @Override
            public List<Notification> own(Notification.Selection wanted) {
                return List.of();
            }
        };
    }

    Identities identities() {
        return new Identities() {
            @Override
            public Optional<Identity> ofSession(String token) {
                return Optional.empty();
            }

            @Override
            public Optional<Identity> ofToken(String token) {
                return Optional.empty();
            }

            @Override
            public Optional<Identity> find(String id) {
                return Optional.ofNullable(identities.get(id));
            }
        };
    }

    RestFixture.Builder rest() {
        return RestFixture.with(
                        new ExportResource(begin(), exports, formats, operations(), access),
                        new FileResource(exports, operations(), access, audit()))
                .access(access)
                .transactions(transactions)
                .key("ada", new Caller(ADA, "Ada", Set.of("customers:export", "customers.pii:read"), Optional.empty()))
                .key("bob", new Caller(BOB, "Bob", Set.of("customers:export"), Optional.of(Set.of("north"))))
                .key("eve", new Caller("staff:eve", "Eve", Set.of("customers:read"), Optional.empty()));
    }

    <T> T as(String caller, Supplier<T> work) {
        return access.call(new Caller(caller, "n", Set.of("*"), Optional.empty()), work);
    }

    Export export(UUID id) {
        return exports.find(id).orElseThrow();
    }

    /** The file as it would be sent. */
    byte[] file(UUID id) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (int part = 0; exports.part(id, part).isPresent(); part++) {
            out.writeBytes(exports.part(id, part).get());
        }
        return out.toByteArray();
    }

    void sql(String... statements) {
        transactions.<Boolean>sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return true;
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** A run whose steps are transactions, as those of the core are. */
    final class PlayedRun implements OperationRun {
        private final UUID id;
        private final List<Operation.Progress> progress = new ArrayList<>();
        private Map<String, @Nullable Object> result = Map.of();
        private boolean cancelled;
        private int dieAt = Integer.MAX_VALUE;

        PlayedRun(UUID id) {
            this.id = id;
        }

        /** After so many steps the process dies: nothing tidies up. */
        PlayedRun dyingAt(int step) {
            dieAt = step;
            return this;
        }

        void cancel() {
            cancelled = true;
        }

        List<Operation.Progress> progress() {
            return progress;
        }

        Map<String, @Nullable Object> result() {
            return result;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public Map<String, @Nullable Object> parameters() {
            return Map.of();
        }

        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public long inputSize() {
            return 0;
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.empty();
        }

        @Override
        public void step(Supplier<Step> work) {
            if (progress.size() >= dieAt) {
                cancelled = true;
                throw new Died();
            }
            Step step = transactions.sql(connection -> work.get());
            progress.add(step.progress());
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void result(Map<String, @Nullable Object> told) {
            result = told;
        }
    }

    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
