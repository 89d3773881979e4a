package org.clientele.customer.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clientele.Page;
import org.clientele.customer.CustomerQuery;
import org.clientele.search.internal.JsonRow;

/** The answer of a list: its items, and where in the whole they stand. */
final class ListJson {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final byte[] ITEMS = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE = "],\"page\":".getBytes(StandardCharsets.US_ASCII);

    private ListJson() {}

    static byte[] of(Page<JsonRow> page, PageParameters asked, CustomerQuery query) {
        int rows = page.items().stream().mapToInt(row -> row.json().length + 1).sum();
        ByteArrayOutputStream json = new ByteArrayOutputStream(rows + 1_024);
        json.writeBytes(ITEMS);
        for (int i = 0; i < page.items().size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(page.items().get(i).json());
        }
        json.writeBytes(PAGE);
        write(page, asked, query, json);
        json.write('}');
        return json.toByteArray();
    }

    private static void write(Page<JsonRow> page, PageParameters asked, CustomerQuery query, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (asked.numbered()) {
                json.writeNumberField("number", asked.request().number());
            } else {
                json.writeNullField("number");
            }
            int size = asked.request().size();
            json.writeNumberField("size", size);
            json.writeNumberField("totalItems", page.total().items());
            json.writeNumberField("totalPages", (page.total().items() + size - 1) / size);
            json.writeStringField("totalKind", page.total().exact() ? "exact" : "estimate");
            link(json, "next", "after", page.next(), size, query);
            link(json, "prev", "before", page.prev(), size, query);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(
            JsonGenerator json, String rel, String parameter, Optional<String> cursor, int size, CustomerQuery query)
            throws IOException {
        if (cursor.isEmpty()) {
            json.writeNullField(rel);
            return;
        }
        StringBuilder link = new StringBuilder("/api/admin/v1/customers?")
                .append(parameter)
                .append('=')
                .append(cursor.get())
                .append("&limit=")
                .append(size);
        query.q().ifPresent(q -> add(link, "q", q));
        query.filter().ifPresent(filter -> add(link, "filter", filter));
        query.view().ifPresent(view -> add(link, "view", view));
        query.sort().ifPresent(sort -> add(link, "sort", sort));
        if (!query.fields().isEmpty()) {
            add(link, "fields", String.join(",", query.fields()));
        }
        json.writeStringField(rel, link.toString());
    }

    private static void add(StringBuilder link, String name, String value) {
        link.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
