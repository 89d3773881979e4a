package org.clientele.rest.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clientele.console.ConsoleExtension;
import org.clientele.rest.Json;
import org.clientele.rest.RestFixture;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

final class ExtensionsTest {
    private static final Map<String, Object> TAB = Map.of(
            ConsoleExtension.MODULE,
            "tab.js",
            ConsoleExtension.TITLE,
            "Points",
            ConsoleExtension.PLACES,
            new String[] {"tab", "stat"},
            ConsoleExtension.SCOPE,
            "loyalty:read");

    private final Extensions extensions = new Extensions();

    private static Offered loyalty(Path folder) {
        return new Offered(folder, "loyalty")
                .file("secret.js", "outside of the folder")
                .file("console/tab.js", "export function activate(host) {}")
                .file("console/parts/row.js", "export const row = 1;")
                .file("console/messages_en.json", "{}")
                .file("console/messages_de.json", "{}")
                .file("console/Notes.class", "not for browsers");
    }

    @Test
    void aCallerIsToldOfWhatItsScopesAllow(@TempDir Path folder) throws Exception {
        ServiceReference<ConsoleExtension> tab = loyalty(folder).with(TAB);
        extensions.add(tab);
        try (RestFixture rest = RestFixture.with(new ExtensionResource(extensions, RestFixture.ACCESS))
                .key("reader", "loyalty:read")
                .key("other", "customers:read")
                .start()) {
            JsonNode one = read(rest.get("/console/extensions", "Authorization", "Bearer reader"))
                    .at("/items/0");
            assertThat(one.at("/id").asText()).isEqualTo("loyalty.tab");
            assertThat(one.at("/feature").asText()).isEqualTo("clientele-loyalty");
            assertThat(one.at("/places").toString()).isEqualTo("[\"stat\",\"tab\"]");
            assertThat(one.at("/module").asText()).matches("/console-ext/loyalty/1\\.2\\.3-[0-9a-f]{12}/tab\\.js");
            assertThat(one.at("/messages/de").asText()).endsWith("/messages_de.json");
            assertThat(read(rest.get("/console/extensions", "Authorization", "Bearer other"))
                            .at("/items"))
                    .isEmpty();

            extensions.remove(tab);
            assertThat(read(rest.get("/console/extensions")).at("/items")).isEmpty();
        }
    }

    @Test
    void changesAreToldWithTheWholeList(@TempDir Path folder) throws Exception {
        ServiceReference<ConsoleExtension> tab = loyalty(folder).with(TAB);
        try (RestFixture rest = RestFixture.with(new ExtensionResource(extensions, RestFixture.ACCESS))
                .start()) {
            HttpRequest request = rest.request("/console/extensions/stream").build();
            HttpResponse<InputStream> stream = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(data(lines)).isEqualTo("{\"items\":[]}");
                extensions.add(tab);
                assertThat(data(lines)).contains("loyalty.tab");
                extensions.remove(tab);
                assertThat(data(lines)).isEqualTo("{\"items\":[]}");
            }
        }
    }

    @Test
    void whatSaysTooLittleIsLeftOut(@TempDir Path folder) {
        Offered loyalty = loyalty(folder);
        for (String property : TAB.keySet()) {
            Map<String, Object> less = new java.util.HashMap<>(TAB);
            less.remove(property);
            extensions.add(loyalty.with(less));
        }
        for (Map.Entry<String, Object> wrong : List.<Map.Entry<String, Object>>of(
                Map.entry(ConsoleExtension.MODULE, "gone.js"),
                Map.entry(ConsoleExtension.MODULE, "../secret.js"),
                Map.entry(ConsoleExtension.MODULE, "messages_en.json"),
                Map.entry(ConsoleExtension.PLACES, "roof"))) {
            Map<String, Object> properties = new java.util.HashMap<>(TAB);
            properties.put(wrong.getKey(), wrong.getValue());
            extensions.add(loyalty.with(properties));
        }
        extensions.add(new Offered(folder, "no word").with(TAB));
        assertThat(extensions.visible(org.clientele.access.Caller.system("test")))
                .isEmpty();
    }

    @Test
    void anotherContentHasAnotherAddress(@TempDir Path folder) throws IOException {
        Offered loyalty = loyalty(folder);
        String before = BundleFiles.of(loyalty.with(TAB).getBundle()).version();
        assertThat(BundleFiles.of(loyalty.with(TAB).getBundle()).version()).isEqualTo(before);
        loyalty.file("console/tab.js", "export function activate(host) { }");
        assertThat(BundleFiles.of(loyalty.with(TAB).getBundle()).version()).isNotEqualTo(before);
    }

    @Test
    void filesOfTheFolderAreServedAndNothingElse(@TempDir Path folder) throws Exception {
        ServiceReference<ConsoleExtension> tab = loyalty(folder).with(TAB);
        extensions.add(tab);
        String root = "/console-ext/loyalty/" + BundleFiles.of(tab.getBundle()).version();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder("files", new FileServlet(extensions)), "/console-ext/*");
        server.setHandler(context);
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + connector.getLocalPort());
            HttpResponse<String> module = get(base, root + "/tab.js");
            assertThat(module.statusCode()).isEqualTo(200);
            assertThat(module.body()).startsWith("export function activate");
            assertThat(header(module, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
            assertThat(header(module, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(module, "Cache-Control")).contains("immutable");
            assertThat(header(module, "Content-Security-Policy")).contains("default-src 'none'", "sandbox");
            assertThat(get(base, root + "/parts/row.js").statusCode()).isEqualTo(200);
            assertThat(header(get(base, root + "/messages_en.json"), "Content-Type"))
                    .isEqualTo("application/json");
            for (String path : List.of(
                    "/console-ext",
                    "/console-ext/",
                    "/console-ext/loyalty",
                    root,
                    root + "/",
                    root + "/parts",
                    root + "/parts/",
                    root + "/Notes.class",
                    root + "/../secret.js",
                    root + "/%2e%2e/secret.js",
                    root + "/..%2fsecret.js",
                    root + "//tab.js",
                    root + "/./tab.js%00",
                    "/console-ext/loyalty/1.2.3/tab.js",
                    "/console-ext/other/1.2.3/tab.js")) {
                HttpResponse<String> answer = get(base, path);
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertThat(answer.body()).as(path).doesNotContain("outside of the folder", "not for browsers");
            }
            extensions.remove(tab);
            HttpResponse<String> gone = get(base, root + "/tab.js");
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(header(gone, "Cache-Control")).isEqualTo("no-store");
        } finally {
            server.stop();
        }
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return String.valueOf(line).substring("data:".length()).strip();
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(URI base, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
