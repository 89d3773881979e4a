package org.clientele.customer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerRow;
import org.clientele.customer.CustomerSearch;
import org.clientele.rest.Versioned;

/** One customer with everything that attributes tell, its addresses included. */
public final class CustomerDetail {
    private final CustomerSearch search;
    private final Attributes attributes;

    public CustomerDetail(CustomerSearch search, Attributes attributes) {
        this.search = search;
        this.attributes = attributes;
    }

    /** @throws org.clientele.Problem.NotFound if the caller may not see it */
    public Versioned<byte[]> of(UUID id) {
        List<String> fields = attributes.visible().stream()
                .filter(attribute -> attribute.type() != Type.COMPLEX
                        || !attribute.source().expression().isEmpty())
                .map(Attribute::name)
                .toList();
        return of(id, fields);
    }

    Versioned<byte[]> of(UUID id, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        if (!all.contains("version")) {
            all.add("version");
        }
        CustomerRow row = search.find(id, all).orElseThrow(JpaCustomers::notFound);
        Object version = row.get("version");
        return new Versioned<>(
                RowJson.bytes(json -> RowJson.write(json, row, RowJson.names(row.columns()))),
                version instanceof Long number ? number : 0);
    }
}
