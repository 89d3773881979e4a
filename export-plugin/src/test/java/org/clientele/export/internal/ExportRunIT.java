package org.clientele.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.clientele.Problem;
import org.clientele.export.internal.Export.State;
import org.clientele.notification.Notification;
import org.clientele.operation.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How files come about, break off and end. */
final class ExportRunIT {
    private static final ExportKit KIT = new ExportKit();

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.sql("truncate export.file cascade");
        KIT.operations.clear();
        KIT.told.clear();
        KIT.search.customers = 10;
        KIT.search.breaks = Optional.empty();
        KIT.search.eachRow = () -> {};
    }

    @Test
    void aFileIsAllThatTheQueryFinds() throws Exception {
        UUID id = begin();
        ExportKit.PlayedRun run = KIT.new PlayedRun(id);
        execute(run);

        byte[] file = KIT.file(id);
        assertThat(new String(file, UTF_8).lines()).hasSize(11).startsWith("email,number", "person0@example.com,0");
        Export export = KIT.export(id);
        assertThat(export.state()).isEqualTo(State.READY);
        assertThat(export.written().orElseThrow()).isEqualTo(new Export.Written(10, file.length, sha256(file)));
        assertThat(export.expiresAt().orElseThrow())
                .isEqualTo(export.finishedAt().orElseThrow().plus(Duration.ofDays(7)));
        assertThat(run.progress()).last().isEqualTo(new Operation.Progress(10, Optional.of(10L)));
        assertThat(run.result())
                .containsEntry("id", id.toString())
                .containsEntry("rows", 10L)
                .containsEntry("format", "csv")
                .containsKey("expiresAt");
        assertThat(KIT.told).singleElement().satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo("export.ready");
            assertThat(draft.recipient()).isEqualTo(ExportKit.ADA);
            assertThat(draft.title()).contains("10 customers");
            assertThat(draft.template()).isEqualTo("export-ready");
        });
    }

    @Test
    void longFilesAreStoredInParts() throws Exception {
        KIT.search.customers = 100_000;
        UUID id = begin();
        ExportKit.PlayedRun run = KIT.new PlayedRun(id);
        execute(run);
        byte[] file = KIT.file(id);
        assertThat(file.length).isGreaterThan(4 * Piece.SIZE);
        assertThat(KIT.export(id).written().orElseThrow().sha256()).isEqualTo(sha256(file));
        assertThat(new String(file, UTF_8).lines()).hasSize(100_001);
        assertThat(run.progress().size()).isGreaterThan(5);
    }

    @Test
    void afterACrashTheFileIsThatOfAnUndisturbedRun() throws Exception {
        KIT.search.customers = 100_000;
        UUID undisturbed = begin();
        execute(KIT.new PlayedRun(undisturbed));

        UUID id = begin();
        assertThatThrownBy(() -> execute(KIT.new PlayedRun(id).dyingAt(3))).isInstanceOf(ExportKit.Died.class);
        assertThat(KIT.file(id)).isNotEmpty();
        assertThat(KIT.export(id).state()).isEqualTo(State.PENDING);
        execute(KIT.new PlayedRun(id));

        assertThat(KIT.file(id)).isEqualTo(KIT.file(undisturbed));
        assertThat(KIT.export(id).written()).isEqualTo(KIT.export(undisturbed).written());
    }

    @Test
    void whoDiesBeforeTellingTellsLater() throws Exception {
        UUID id = begin();
        execute(KIT.new PlayedRun(id));
        KIT.sql("update export.file set told = false");
        KIT.told.clear();
        execute(KIT.new PlayedRun(id));
        assertThat(KIT.told).hasSize(1);
        execute(KIT.new PlayedRun(id));
        assertThat(KIT.told).hasSize(1);
    }

    @Test
    void aCancelledRunEndsInTheMiddleOfTheWalk() throws Exception {
        KIT.search.customers = 10_000_000;
        UUID id = begin();
        ExportKit.PlayedRun run = KIT.new PlayedRun(id);
        AtomicInteger rows = new AtomicInteger();
        KIT.search.eachRow = () -> {
            if (rows.incrementAndGet() == 50_000) {
                run.cancel();
            }
        };
        execute(run);
        assertThat(rows.get()).isLessThan(10_000_000);
        assertThat(KIT.export(id).state()).isEqualTo(State.PENDING);

        KIT.set(id, Operation.State.CANCELLED);
        purge(Duration.ZERO);
        assertThat(KIT.export(id).state()).isEqualTo(State.CANCELLED);
        assertThat(KIT.file(id)).isEmpty();
        assertThat(KIT.told).isEmpty();
    }

    @Test
    void whoDeletesTheExportEndsIt() throws Exception {
        KIT.search.customers = 1_000_000;
        UUID id = begin();
        AtomicInteger rows = new AtomicInteger();
        KIT.search.eachRow = () -> {
            if (rows.incrementAndGet() == 50_000) {
                KIT.exports.delete(id);
            }
        };
        execute(KIT.new PlayedRun(id));
        assertThat(rows.get()).isLessThan(1_000_000);
        assertThat(KIT.exports.find(id)).isEmpty();
    }

    @Test
    void aFailureIsToldOnce() {
        UUID id = begin();
        KIT.search.breaks = Optional.of(new Problem.Conflict("view-suspended", "gone"));
        assertThatThrownBy(() -> execute(KIT.new PlayedRun(id))).isInstanceOf(Problem.Conflict.class);
        assertThat(KIT.export(id).state()).isEqualTo(State.FAILED);
        KIT.set(id, Operation.State.FAILED);
        purge(Duration.ZERO);
        assertThat(KIT.told).extracting(Notification.Draft::kind).containsExactly("export.failed");
        assertThat(KIT.told.get(0).data()).containsEntry("code", "view-suspended");
    }

    @Test
    void whatMayPassIsNoFailure() throws Exception {
        UUID id = begin();
        KIT.search.breaks = Optional.of(new Problem.Unavailable("database-away", "away", Duration.ofSeconds(1)));
        assertThatThrownBy(() -> execute(KIT.new PlayedRun(id))).isInstanceOf(Problem.Unavailable.class);
        assertThat(KIT.told).isEmpty();
        KIT.search.breaks = Optional.empty();
        execute(KIT.new PlayedRun(id));
        assertThat(KIT.export(id).state()).isEqualTo(State.READY);
    }

    @Test
    void whatNobodyToldOfIsToldByThePurge() {
        UUID id = begin();
        KIT.set(id, Operation.State.FAILED);
        purge(Duration.ZERO);
        assertThat(KIT.export(id).state()).isEqualTo(State.FAILED);
        assertThat(KIT.told).extracting(Notification.Draft::kind).containsExactly("export.failed");
    }

    @Test
    void filesExpireAndLaterTheHistory() throws Exception {
        UUID id = begin();
        execute(KIT.new PlayedRun(id));
        purge(Duration.ofDays(7).minusMinutes(1));
        assertThat(KIT.file(id)).isNotEmpty();
        purge(Duration.ofDays(7).plusMinutes(1));
        assertThat(KIT.file(id)).isEmpty();
        assertThat(KIT.export(id).state()).isEqualTo(State.EXPIRED);
        purge(Duration.ofDays(89));
        assertThat(KIT.exports.find(id)).isPresent();
        purge(Duration.ofDays(91));
        assertThat(KIT.exports.find(id)).isEmpty();
    }

    private static void purge(Duration later) {
        Clock clock = Clock.fixed(Clock.systemUTC().instant().plus(later), ZoneOffset.UTC);
        new ExportPurge(KIT.exports, KIT.operations(), KIT.delivery(), KIT.config(), clock).run();
    }

    private static void execute(ExportKit.PlayedRun run) {
        KIT.as(ExportKit.ADA, () -> {
            KIT.run().run(run);
            return true;
        });
    }

    private static UUID begin() {
        ExportDraft draft = new ExportDraft(
                Optional.empty(),
                Optional.of("csv"),
                Optional.of(Map.of()),
                Optional.of(List.of("email", "number")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return KIT.as(ExportKit.ADA, () -> KIT.begin().begin(draft)).export().id();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
