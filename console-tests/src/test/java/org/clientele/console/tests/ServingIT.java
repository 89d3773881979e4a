package org.clientele.console.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the files come, before any script runs. */
final class ServingIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/console/static/[^\"]+/app/boot\\.js)\"");

    @Test
    void theRootLeadsToTheConsole() throws Exception {
        for (String path : new String[] {"/", "/console"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/console/");
        }
    }

    @Test
    void everyAddressIsThePageWithThePolicy() throws Exception {
        for (String path : new String[] {"/console/", "/console/customers/123", "/console/features?x=1"}) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValue(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                    + " font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none';"
                                    + " require-trusted-types-for 'script'");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(page.body()).contains("<clientele-console>", "/styles/console.css\"");
            String tag = page.headers().firstValue("ETag").orElseThrow();
            assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
    }

    @Test
    void filesAreKeptForGoodAndZipped() throws Exception {
        assumeThat(Product.isWrittenNow()).isFalse();
        String script = script();
        HttpResponse<String> plain = get(script);
        assertThat(plain.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(plain.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));
        HttpResponse<String> zipped = get(script, "Accept-Encoding", "gzip");
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isLessThan(plain.headers().firstValueAsLong("Content-Length").orElseThrow());
    }

    @Test
    void whatIsNoFileIsNotFound() throws Exception {
        assumeThat(Product.isWrittenNow()).isFalse();
        String root = script().replace("app/boot.js", "");
        for (String path :
                new String[] {root + "app/none.js", root + "../../etc/x", "/console/static/0/app/boot.js", root}) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    private static String script() throws Exception {
        Matcher found = SCRIPT.matcher(get("/console/").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(Product.address().resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
