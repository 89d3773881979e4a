package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of customers out of a running Clientele. */
final class ExportIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS =
            List.of("reference", "email", "firstName", "totalSpent", "createdAt", "watchlist.watched");
    private static OperatorShell shell;
    private static Api api;
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        folder = Archives.emptyFolder("export folder");
        shell = OperatorShell.start(Distribution.in("export").env("CLIENTELE_EXPORT_FOLDER", folder.toString()));
        api = shell.distribution().api();
        for (int i = 0; i < 30; i++) {
            assertThat(api.post(
                                    "customers",
                                    Map.of(
                                            "email",
                                            "e" + i + "@example.com",
                                            "firstName",
                                            i == 7 ? "=1+1" : "Zo\u00EB"))
                            .status())
                    .isEqualTo(201);
        }
        Until.within(SOON, "the watchlist", () -> api.get("watchlist").status() == 200);
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    @Test
    void everyFormatHoldsWhatTheListShows() throws Exception {
        String watched = api.get("customers?size=100&fields=id&sort=email").at("/items/0/id");
        api.put("watchlist/" + watched, Map.of("reason", "export"));
        JsonNode list = api.get("customers?size=100&sort=email&fields=" + String.join(",", FIELDS))
                .body()
                .get("items");
        Map<String, Object> query = Map.of("sort", "email");

        String csv = text(export(Map.of("format", "csv", "fields", FIELDS, "query", query)));
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(list.size() + 1);
        assertThat(lines.get(0)).isEqualTo(String.join(",", FIELDS));
        assertThat(lines.get(1))
                .startsWith(list.at("/0/reference").asText() + ","
                        + list.at("/0/email").asText())
                .endsWith(",true");
        assertThat(csv).contains(",'=1+1,", ",Zo\u00EB,");

        JsonNode json = JSON.readTree(text(export(Map.of("format", "json", "fields", FIELDS, "query", query))));
        assertThat(json).hasSameSizeAs(list);
        for (int i = 0; i < list.size(); i++) {
            for (String field : FIELDS) {
                assertThat(json.get(i).get(field)).isEqualTo(list.get(i).get(field));
            }
        }
        assertThat(text(export(Map.of("format", "ndjson", "fields", FIELDS))).lines())
                .hasSize(list.size());

        String sheet = sheet(file(export(Map.of("format", "xlsx", "fields", FIELDS, "query", query))));
        assertThat(sheet.split("<row ", -1)).hasSize(list.size() + 2);
        assertThat(sheet).contains("<t>=1+1</t>", "state=\"frozen\"").doesNotContain("<f>");
    }

    @Test
    void chosenCustomersAPageAndASavedView() throws Exception {
        JsonNode page = api.get("customers?size=10&page=2&sort=email&fields=email")
                .body()
                .get("items");
        String exported = text(export(Map.of(
                "format",
                "ndjson",
                "fields",
                List.of("email"),
                "query",
                Map.of("sort", "email"),
                "scope",
                "page",
                "page",
                2,
                "size",
                10)));
        assertThat(exported.lines().toList())
                .hasSize(10)
                .first()
                .isEqualTo("{\"email\":\"" + page.at("/0/email").asText() + "\"}");

        String id = api.get("customers?filter=email%20eq%20%22e3@example.com%22&fields=id")
                .at("/items/0/id");
        assertThat(text(export(
                        Map.of("format", "csv", "fields", List.of("email"), "scope", "ids", "ids", List.of(id)))))
                .isEqualTo("email\r\ne3@example.com\r\n");

        String view = api.post(
                        "views",
                        Map.of(
                                "name",
                                "v" + UUID.randomUUID(),
                                "columns",
                                List.of("firstName", "email"),
                                "filter",
                                "email eq \"e7@example.com\""))
                .at("/id");
        assertThat(text(export(Map.of("format", "csv", "query", Map.of("view", view)))))
                .isEqualTo("firstName,email\r\n'=1+1,e7@example.com\r\n");
    }

    @Test
    void aFileIsToldAuditedAndDeleted() throws Exception {
        String id = export(Map.of("format", "csv", "name", "mine", "fields", List.of("email")));
        JsonNode export = api.get("exports/" + id).body();
        assertThat(export.get("state").asText()).isEqualTo("succeeded");
        assertThat(export.get("warning").asText()).contains("email");
        HttpResponse<byte[]> file = download(id);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"mine-\\d{4}-\\d\\d-\\d\\d\\.csv\".*");
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.body())))
                .isEqualTo(export.get("sha256").asText());
        assertThat(api.get("exports").at("/items/0/id")).isNotEmpty();
        Until.within(
                SOON,
                "the audit",
                () -> api.get("audit?size=100").text().contains("export.downloaded")
                        && api.get("audit?size=100").text().contains("export.created"));
        assertThat(api.get("notifications").text()).contains(id, "export.ready");

        String key = api.post("keys", Map.of("name", "k" + UUID.randomUUID(), "scopes", List.of("customers:export")))
                .at("/token");
        assertThat(api.withKey(key).get("exports/" + id).status()).isEqualTo(404);
        assertThat(api.withKey(key).get("exports/" + id + "/file").status()).isEqualTo(404);
        assertThat(api.withKey(key)
                        .post("exports", Map.of("format", "csv", "fields", List.of("email")))
                        .at("/errors/0/pointer"))
                .isEqualTo("/fields");
        assertThat(api.delete("exports/" + id).status()).isEqualTo(204);
        assertThat(api.get("exports/" + id + "/file").status()).isEqualTo(404);
    }

    @Test
    void tenAtOnceQueue() throws Exception {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(begin(Map.of("format", "csv", "fields", List.of("email"))));
        }
        for (String id : ids) {
            await(id);
            assertThat(text(id).lines()).hasSize(31);
        }
    }

    @Test
    void aFormatOfSomebodyElseComesAndGoes() throws Exception {
        String id = shell.install(new SamplePlugin("plainformat").build("1.0.0"));
        Until.within(SOON, "the format", () -> api.get("exports/formats").text().contains("\"plain\""));
        String export = export(Map.of(
                "format",
                "plain",
                "fields",
                List.of("email", "firstName"),
                "options",
                Map.of("between", " = "),
                "query",
                Map.of("filter", "email eq \"e3@example.com\"")));
        assertThat(text(export)).isEqualTo("e3@example.com = Zo\u00EB\n");
        assertThat(download(export).headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(api.post("exports", Map.of("format", "plain", "options", Map.of("x", 1)))
                        .at("/errors/0/pointer"))
                .isEqualTo("/options/x");

        shell.type("bundle:uninstall " + id);
        Until.within(SOON, "no format", () -> !api.get("exports/formats").text().contains("\"plain\""));
        assertThat(api.post("exports", Map.of("format", "plain")).at("/errors/0/pointer"))
                .isEqualTo("/format");
        assertThat(text(export)).as("what was written stays").isEqualTo("e3@example.com = Zo\u00EB\n");
    }

    @Test
    void aScheduleWritesItsFolderAndReportsWhatIsMissing() throws Exception {
        String schedule = api.post(
                        "exports/schedules",
                        Map.of(
                                "name", "nightly",
                                "format", "csv",
                                "fields", List.of("email", "watchlist.watched"),
                                "every", "daily",
                                "at", "06:00",
                                "timeZone", "Europe/Berlin",
                                "to", Map.of("folder", "reports/daily", "webhook", true)))
                .at("/id");
        assertThat(api.get("features/clientele-watchlist/impact")
                        .body()
                        .get("schedules")
                        .toString())
                .contains(schedule);
        due();
        Until.within(Duration.ofSeconds(60), "the file", () -> !written().isEmpty());
        assertThat(Files.readString(written().get(0)).lines().toList())
                .hasSize(31)
                .first()
                .isEqualTo("email,watchlist.watched");
        Until.within(SOON, "the event", () -> api.get("events?limit=100").text().contains("reports/daily/nightly-"));

        api.put("features/clientele-watchlist", Map.of("enabled", false));
        try {
            Until.within(
                    SOON,
                    "no attribute",
                    () -> api.get("customers?fields=watchlist.watched").status() == 400);
            String first = api.get("exports/schedules/" + schedule).at("/lastExport");
            due();
            Until.within(Duration.ofSeconds(60), "the next one", () -> !api.get("exports/schedules/" + schedule)
                    .at("/lastExport")
                    .equals(first));
            String export = api.get("exports/schedules/" + schedule).at("/lastExport");
            await(export);
            assertThat(api.get("operations/" + export).at("/result/missing/0")).isEqualTo("watchlist.watched");
            assertThat(text(export).lines().findFirst()).hasValue("email");
        } finally {
            api.put("features/clientele-watchlist", Map.of("enabled", true));
            Until.within(SOON, "the watchlist", () -> api.get("watchlist").status() == 200);
        }
        assertThat(api.delete("exports/schedules/" + schedule).status()).isEqualTo(204);
    }

    @Test
    void theFeatureIsSwitchedOffAndOn() throws Exception {
        String id = export(Map.of("format", "csv", "fields", List.of("email")));
        assertThat(api.put("features/clientele-export", Map.of("enabled", false))
                        .at("/state"))
                .isEqualTo("disabled");
        assertThat(api.get("exports/" + id).at("/code")).isEqualTo("feature-disabled");
        assertThat(api.get("customers").status()).isEqualTo(200);
        assertThat(api.put("features/clientele-export", Map.of("enabled", true)).at("/state"))
                .isEqualTo("active");
        Until.within(
                SOON,
                "exports",
                () -> api.get("exports/" + id).status() == 200
                        && api.get("exports/" + id + "/file").status() == 200
                        && api.post("exports", Map.of("format", "none")).status() == 400);
        assertThat(text(id).lines()).hasSize(31);
        assertThat(text(export(Map.of("format", "csv", "fields", List.of("email"))))
                        .lines())
                .hasSize(31);
    }

    private static void due() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        shell.distribution().databaseUrl(),
                        "clientele",
                        shell.distribution().databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute("update export.schedule set next_at = now()");
            statement.execute("update customer.recurring_task set execution_time = now()"
                    + " where task_name = 'export.schedules' and not picked");
        }
    }

    private static List<Path> written() throws Exception {
        Path there = folder.resolve("reports/daily");
        if (Files.notExists(there)) {
            return List.of();
        }
        try (var files = Files.list(there)) {
            return files.filter(file -> file.toString().endsWith(".csv")).toList();
        }
    }

    private static String begin(Map<String, Object> wanted) {
        return new Exporting(shell.distribution()).begin(wanted);
    }

    private static void await(String id) throws Exception {
        new Exporting(shell.distribution()).await(id);
    }

    private static String export(Map<String, Object> wanted) throws Exception {
        String id = begin(wanted);
        await(id);
        return id;
    }

    private static HttpResponse<byte[]> download(String id) throws Exception {
        return new Exporting(shell.distribution()).download(id);
    }

    private static byte[] file(String id) throws Exception {
        return download(id).body();
    }

    private static String text(String id) throws Exception {
        return new String(file(id), StandardCharsets.UTF_8);
    }

    private static String sheet(byte[] workbook) throws Exception {
        Path file = Files.createTempFile("export", ".xlsx");
        try {
            Files.write(file, workbook);
            // By its directory, as spreadsheets read it: the library says in no entry how long it is.
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return new String(
                        zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
            }
        } finally {
            Files.delete(file);
        }
    }
}
