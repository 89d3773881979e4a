package org.clientele.export.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.access.Grant;
import org.clientele.access.Identity;
import org.clientele.event.Event;
import org.clientele.export.internal.Export.State;
import org.clientele.notification.Notification;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are made again and again, and where they go. */
final class ScheduleIT {
    private static final ExportKit KIT = new ExportKit();
    private static final String[] ADA = {"Authorization", "Bearer ada"};
    private static final String[] BOB = {"Authorization", "Bearer bob"};

    private static final Path ROOT = folder();
    private static final RestFixture REST = RestFixture.with(
                    new ScheduleResource(KIT.schedules(), KIT.begin(), KIT.config()))
            .access(KIT.access)
            .transactions(KIT.transactions)
            .key("ada", new Caller(ExportKit.ADA, "Ada", Set.of("*"), Optional.empty()))
            .key("bob", new Caller(ExportKit.BOB, "Bob", Set.of("customers:export"), Optional.of(Set.of("north"))))
            .start();

    private static Path folder() {
        try {
            Path folder = Files.createDirectories(
                    Path.of("target", "exported-" + UUID.randomUUID()).toAbsolutePath());
            KIT.configured.put("folder", folder.toString());
            return folder;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.sql("truncate export.file cascade", "truncate export.schedule");
        KIT.operations.clear();
        KIT.told.clear();
        KIT.published.clear();
        KIT.search.gone.clear();
        KIT.search.suspended = Optional.empty();
        grant(ExportKit.ADA, "*");
    }

    @Test
    void aScheduleIsMadeReadChangedAndDeleted() throws Exception {
        HttpResponse<String> made = REST.post(
                "/exports/schedules",
                "{\"name\":\"weekly\",\"format\":\"csv\",\"options\":{\"bom\":true},\"fields\":[\"email\"],\"query\":{\"filter\":\"x\"},"
                        + "\"every\":\"weekly\",\"weekday\":\"monday\",\"at\":\"06:00\",\"timeZone\":\"Europe/Berlin\","
                        + "\"to\":{\"folder\":\"reports/weekly\"}}",
                ADA);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode schedule = json(made);
        String path = "/exports/schedules/" + schedule.get("id").asText();
        assertThat(schedule.at("/options/bom").asText()).isEqualTo("true");
        assertThat(Instant.parse(schedule.get("nextAt").asText()).atZone(ZoneId.of("Europe/Berlin")))
                .satisfies(next -> {
                    assertThat(next.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
                    assertThat(next.toLocalTime()).isEqualTo(LocalTime.of(6, 0));
                    assertThat(next.toInstant()).isAfter(Instant.now());
                });
        assertThat(REST.send("PATCH", path, "{\"at\":\"07:00\"}", ADA).statusCode())
                .isEqualTo(428);
        HttpResponse<String> changed = REST.send(
                "PATCH",
                path,
                "{\"every\":\"daily\",\"weekday\":null,\"to\":null,\"enabled\":false}",
                "Authorization",
                "Bearer ada",
                "If-Match",
                "*");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).get("every").asText()).isEqualTo("daily");
        assertThat(json(changed).at("/to/folder").isNull()).isTrue();
        assertThat(json(changed).get("enabled").asBoolean()).isFalse();
        assertThat(REST.get(path, BOB).statusCode()).isEqualTo(404);
        assertThat(json(REST.get("/exports/schedules", ADA)).get("items")).hasSize(1);
        assertThat(json(REST.get("/exports/schedules", BOB)).get("items")).isEmpty();
        assertThat(REST.send("DELETE", path, null, ADA).statusCode()).isEqualTo(204);
        assertThat(REST.get(path, ADA).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsRefused() {
        refused("\"every\":\"daily\",\"at\":\"25:00\"", "/at");
        refused("\"every\":\"daily\"", "/at");
        refused("\"every\":\"weekly\",\"at\":\"06:00\"", "/weekday");
        refused("\"every\":\"daily\",\"weekday\":\"monday\",\"at\":\"06:00\"", "/weekday");
        refused("\"every\":\"daily\",\"at\":\"06:00\",\"timeZone\":\"Mars/Olympus\"", "/timeZone");
        refused("\"every\":\"daily\",\"at\":\"06:00\",\"fields\":[\"nothing\"]", "/fields");
        refused("\"every\":\"daily\",\"at\":\"06:00\",\"options\":{\"x\":1}", "/options/x");
        for (String folder : List.of("..", "a/../b", "/etc", "a//b", ".hidden", "a/", "a\\\\b", "")) {
            refused("\"every\":\"daily\",\"at\":\"06:00\",\"to\":{\"folder\":\"" + folder + "\"}", "/to/folder");
        }
    }

    @Test
    void itIsDueOnceAndAMissedTimeIsMadeUpOnce() {
        UUID id = schedule("\"fields\":[\"number\"]");
        run(Instant.now());
        assertThat(KIT.exports.in(State.PENDING)).isEmpty();
        Instant threeDaysLate = Instant.now().plus(java.time.Duration.ofDays(3));
        run(threeDaysLate);
        run(threeDaysLate);
        assertThat(KIT.exports.in(State.PENDING)).singleElement().satisfies(export -> {
            assertThat(export.owner()).isEqualTo(ExportKit.ADA);
            assertThat(export.schedule()).contains(id);
            write(export.id());
        });
        Schedule after = KIT.schedules().find(id).orElseThrow();
        assertThat(after.nextAt()).isAfter(threeDaysLate);
        assertThat(after.lastExport()).isPresent();
        assertThat(after.lastProblem()).isEmpty();
        assertThat(KIT.told).extracting(Notification.Draft::kind).containsExactly("export.ready");
    }

    @Test
    void theFileGoesToItsFolderAndTheEventTellsWhere() throws Exception {
        schedule("\"fields\":[\"number\"],\"to\":{\"folder\":\"reports/daily\",\"webhook\":true}");
        UUID export = dueExport();
        ExportKit.PlayedRun run = write(export);
        String path = String.valueOf(run.result().get("path"));
        assertThat(path).matches("reports/daily/n-\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{8}\\.csv");
        assertThat(Files.readAllBytes(ROOT.resolve(path))).isEqualTo(KIT.file(export));
        try (var files = Files.list(ROOT.resolve("reports/daily"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(KIT.published).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("export.ready");
            assertThat(event.data())
                    .containsEntry("id", export.toString())
                    .containsEntry("rows", 10L)
                    .containsEntry("format", "csv")
                    .containsEntry("path", path);
        });
        assertThat(KIT.published).extracting(Event.Draft::customerId).containsExactly(Optional.empty());
    }

    @Test
    void schedulesOfTheSameNameDoNotWriteOverEachOthersFiles() throws Exception {
        String to = "\"fields\":[\"number\"],\"to\":{\"folder\":\"reports/shared\"}";
        schedule(to);
        KIT.sql("update export.schedule set owner = '" + ExportKit.BOB + "'");
        schedule(to);
        grant(ExportKit.BOB, "*");
        run(Instant.now().plus(java.time.Duration.ofDays(2)));
        for (Export due : KIT.exports.in(State.PENDING)) {
            ExportKit.PlayedRun run = KIT.new PlayedRun(due.id());
            KIT.as(due.owner(), () -> {
                KIT.run().run(run);
                return true;
            });
        }
        try (var files = Files.list(ROOT.resolve("reports/shared"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void noLinkLeadsOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        Files.createSymbolicLink(ROOT.resolve("link"), elsewhere);
        schedule("\"fields\":[\"number\"],\"to\":{\"folder\":\"link\"}");
        UUID export = dueExport();
        assertThat(write(export).result()).containsEntry("problem", "folder-not-written");
        try (var files = Files.list(elsewhere)) {
            assertThat(files).isEmpty();
        }
        assertThat(KIT.export(export).state()).as("it can be downloaded").isEqualTo(State.READY);
    }

    @Test
    void whatIsGoneIsReportedAndTheRestExported() {
        schedule("\"fields\":[\"number\",\"loyalty.points\"],\"query\":{\"sort\":\"-loyalty.points\"}");
        KIT.search.gone.add("loyalty.points");
        UUID export = dueExport();
        ExportKit.PlayedRun run = write(export);
        assertThat(run.result()).containsEntry("missing", List.of("loyalty.points"));
        assertThat(new String(KIT.file(export), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("number\r\n0\r\n");
        assertThat(KIT.export(export).fields()).containsExactly("number");
    }

    /** Without the condition there would be more customers than anybody meant. */
    @Test
    void aSuspendedViewExportsNobodyAndIsTriedAgain() {
        UUID id = schedule("\"fields\":[\"number\"]");
        KIT.search.suspended = Optional.of("view-suspended");
        UUID export = dueExport();
        ExportKit.PlayedRun run = KIT.new PlayedRun(export);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> execute(run))
                .isInstanceOfSatisfying(org.clientele.Problem.Conflict.class, problem -> assertThat(problem.code())
                        .isEqualTo("export-suspended"));
        assertThat(run.result()).containsEntry("missing", List.of("view"));
        assertThat(KIT.export(export).state()).isEqualTo(State.FAILED);
        assertThat(KIT.told).extracting(Notification.Draft::kind).containsExactly("export.failed");
        assertThat(KIT.schedules().find(id).orElseThrow().enabled()).isTrue();
    }

    @Test
    void anOwnerWhoMayNoLongerIsReportedAndNothingRuns() {
        UUID id = schedule("\"fields\":[\"number\"]");
        grant(ExportKit.ADA, "customers:read");
        run(Instant.now().plus(java.time.Duration.ofDays(2)));
        assertThat(KIT.exports.in(State.PENDING)).isEmpty();
        assertThat(KIT.schedules().find(id).orElseThrow().lastProblem()).contains("owner-lost-scope");

        grant(ExportKit.ADA, "customers:export");
        run(Instant.now().plus(java.time.Duration.ofDays(4)));
        assertThat(KIT.exports.in(State.PENDING)).hasSize(1);
        assertThat(KIT.schedules().find(id).orElseThrow().lastProblem()).isEmpty();
    }

    @Test
    void whoLostASellerAccountSavesTheScheduleAgainForTheOthers() {
        UUID id = schedule("\"fields\":[\"number\"]");
        KIT.sql("update export.schedule set seller_accounts = '{north,south}', owner = '" + ExportKit.BOB + "'");
        KIT.identities.put(
                ExportKit.BOB,
                new Identity(
                        ExportKit.BOB,
                        "Bob",
                        List.of(new Grant(Set.of("customers:export"), Optional.of(Set.of("north"))))));
        run(Instant.now().plus(java.time.Duration.ofDays(2)));
        assertThat(KIT.schedules().find(id).orElseThrow().lastProblem()).contains("owner-lost-scope");

        HttpResponse<String> saved = REST.send(
                "PATCH",
                "/exports/schedules/" + id,
                "{\"name\":\"again\"}",
                "Authorization",
                "Bearer bob",
                "If-Match",
                "*");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        run(Instant.now().plus(java.time.Duration.ofDays(4)));
        assertThat(KIT.exports.in(State.PENDING))
                .singleElement()
                .satisfies(export -> assertThat(export.sellerAccounts()).contains(List.of("north")));
    }

    @Test
    void theRhythmKeepsToTheClocksOfItsZone() {
        Rhythm daily = new Rhythm(Optional.empty(), LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
        // In the night of 28 to 29 March 2026 there is no half past two.
        assertThat(daily.after(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(daily.after(Instant.parse("2026-03-29T12:00:00Z"))).isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(daily.after(Instant.parse("2026-03-30T00:30:00Z"))).isEqualTo(Instant.parse("2026-03-31T00:30:00Z"));
        Rhythm weekly = new Rhythm(Optional.of(DayOfWeek.THURSDAY), LocalTime.of(6, 0), ZoneOffset.UTC);
        assertThat(weekly.after(Instant.parse("2026-11-26T05:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-26T06:00:00Z"));
        assertThat(weekly.after(Instant.parse("2026-11-26T06:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-03T06:00:00Z"));
    }

    private static void grant(String id, String scope) {
        KIT.identities.put(id, new Identity(id, "N", List.of(new Grant(Set.of(scope), Optional.empty()))));
    }

    private static void run(Instant now) {
        KIT.access.call(Caller.system("export.schedules"), () -> {
            new DueSchedules(
                            KIT.transactions,
                            KIT.schedules(),
                            KIT.begin(),
                            KIT.formats,
                            KIT.identities(),
                            KIT.access,
                            Clock.fixed(now, ZoneOffset.UTC))
                    .run();
            return true;
        });
    }

    private static UUID dueExport() {
        run(Instant.now().plus(java.time.Duration.ofDays(2)));
        return KIT.exports.in(State.PENDING).get(0).id();
    }

    private static ExportKit.PlayedRun write(UUID export) {
        ExportKit.PlayedRun run = KIT.new PlayedRun(export);
        execute(run);
        return run;
    }

    private static void execute(ExportKit.PlayedRun run) {
        KIT.as(ExportKit.ADA, () -> {
            KIT.run().run(run);
            return true;
        });
    }

    private static UUID schedule(String more) {
        HttpResponse<String> made = REST.post(
                "/exports/schedules",
                "{\"name\":\"n\",\"format\":\"csv\",\"every\":\"daily\",\"at\":\"06:00\"," + more + "}",
                ADA);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        try {
            return UUID.fromString(json(made).get("id").asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(String more, String pointer) {
        HttpResponse<String> answer =
                REST.post("/exports/schedules", "{\"name\":\"n\",\"format\":\"csv\"," + more + "}", ADA);
        assertThat(answer.statusCode()).as(more).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
    }

    private static JsonNode json(HttpResponse<String> answer)
            throws com.fasterxml.jackson.core.JsonProcessingException {
        return Json.mapper().readTree(answer.body());
    }
}
