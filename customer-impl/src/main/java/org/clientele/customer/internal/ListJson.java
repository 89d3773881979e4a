package org.clientele.customer.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clientele.Page;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerRow;

/** The answer of a list: its items, and where in the whole they stand. */
final class ListJson {
    private ListJson() {}

    static byte[] of(Page<CustomerRow> page, PageParameters asked, CustomerQuery query) {
        return RowJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            if (!page.items().isEmpty()) {
                SerializableString[] names = RowJson.names(page.items().get(0).columns());
                for (CustomerRow row : page.items()) {
                    RowJson.write(json, row, names);
                }
            }
            json.writeEndArray();
            json.writeObjectFieldStart("page");
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
            json.writeEndObject();
        });
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
