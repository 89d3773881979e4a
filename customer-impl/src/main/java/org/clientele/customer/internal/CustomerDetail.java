package org.clientele.customer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.clientele.search.internal.JsonRow;

/** One customer with everything that attributes tell, its addresses included. */
public final class CustomerDetail {
    private final JdbcCustomerSearch search;
    private final Attributes attributes;

    public CustomerDetail(JdbcCustomerSearch search, Attributes attributes) {
        this.search = search;
        this.attributes = attributes;
    }

    /** @throws org.clientele.Problem.NotFound if the caller may not see it */
    public Versioned<byte[]> of(UUID id) {
        List<String> fields = attributes.visible().stream()
                .filter(attribute -> !attribute.source().expression().isEmpty())
                .map(Attribute::name)
                .toList();
        return of(id, fields);
    }

    Versioned<byte[]> of(UUID id, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        if (!all.contains("version")) {
            all.add("version");
        }
        JsonRow row = search.findJson(id, all).orElseThrow(JpaCustomers::notFound);
        return new Versioned<>(row.json(), row.version());
    }
}
