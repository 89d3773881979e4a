package org.clientele.customer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.rest.Versioned;
import org.clientele.search.internal.JdbcCustomerSearch;
import org.clientele.search.internal.JsonRow;

/** One customer with everything that attributes tell, its addresses included. */
public final class CustomerDetail {
    private final JdbcCustomerSearch search;

    public CustomerDetail(JdbcCustomerSearch search) {
        this.search = search;
    }

    /** @throws org.clientele.Problem.NotFound if the caller may not see it */
    public Versioned<byte[]> of(UUID id) {
        return versioned(search.findJson(id));
    }

    Versioned<byte[]> of(UUID id, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        if (!all.contains("version")) {
            all.add("version");
        }
        return versioned(search.findJson(id, all));
    }

    private static Versioned<byte[]> versioned(Optional<JsonRow> found) {
        JsonRow row = found.orElseThrow(JpaCustomers::notFound);
        return new Versioned<>(row.json(), row.version());
    }
}
