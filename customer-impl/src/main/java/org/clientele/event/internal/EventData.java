package org.clientele.event.internal;

import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What happened to a customer: ids and facts, which stay when the customer is erased. */
@Component(service = CustomerData.class)
public final class EventData implements CustomerData {
    /** Events are found by their numbers only; so many are looked through within the time that a statement has. */
    private static final long AT_ONCE = 500_000;

    private static final String SELECT = "select at, id, type, seller_accounts, data::jsonb - 'by' as data"
            + " from customer.event where customer_id = ? and ";

    private final Transactions transactions;

    @Activate
    public EventData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    private record Span(long first, long last) {}

    @Override
    public void export(SubjectExport export) {
        Span known = transactions.read(connection -> Sql.first(
                        connection,
                        "select coalesce(min(number), 1), coalesce(max(number), 0) from customer.event",
                        row -> new Span(row.getLong(1), row.getLong(2)))
                .orElseThrow());
        for (long from = known.first(); from <= known.last(); from += AT_ONCE) {
            export.query(
                    "customer.event",
                    SELECT + "number >= ? and number < ? order by number",
                    export.customer(),
                    from,
                    from + AT_ONCE);
        }
        export.query("customer.event", SELECT + "number is null order by position", export.customer());
    }
}
