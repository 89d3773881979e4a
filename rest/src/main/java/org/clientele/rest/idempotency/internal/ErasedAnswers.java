package org.clientele.rest.idempotency.internal;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Empties the kept answers that tell of a customer. Their keys stay taken until they expire, so that a request that is repeated
 * does not make the customer again: it hears that the answer is gone. They are no part of an export: they hold for a day what it tells.
 */
@Component(service = CustomerData.class)
public final class ErasedAnswers implements CustomerData {
    private static final String GONE = "{\"type\":\"urn:clientele:problem:erased\",\"title\":\"Gone\",\"status\":410,"
            + "\"code\":\"erased\",\"detail\":\"The customer of this answer was erased.\",\"errors\":[],\"traceId\":null}";

    private static final String EMPTY = "update rest.idempotent_answer set status = 410, body = ?,"
            + " headers = '{\"Content-Type\": \"application/problem+json\"}', ids = '{}' where ";
    private static final String NAMED = EMPTY + "ids @> array[?]";
    private static final String READ = EMPTY + "ids is null and (position(?::bytea in body) > 0"
            + " or position(? in headers ->> '" + Sealing.HEADER + "') > 0)";

    private final Transactions transactions;

    @Activate
    public ErasedAnswers(@Reference(target = "(schema=rest)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        byte[] gone = GONE.getBytes(StandardCharsets.UTF_8);
        transactions.sql(connection -> {
            try (PreparedStatement named = connection.prepareStatement(NAMED);
                    PreparedStatement read = connection.prepareStatement(READ)) {
                named.setBytes(1, gone);
                named.setObject(2, customer);
                read.setBytes(1, gone);
                read.setBytes(2, customer.toString().getBytes(StandardCharsets.US_ASCII));
                read.setString(3, customer.toString());
                return named.executeUpdate() + read.executeUpdate();
            }
        });
    }

    @Override
    public void purge(UUID customer) {
        erase(customer);
    }
}
