package org.clientele.operation.internal;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.Operations;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Operations on plain SQL; {@link OperationRunner} does the work. */
@Component(service = Operations.class)
public final class JdbcOperations implements Operations {
    private static final String READ_ALL = "operations:read";
    private static final String CANCEL_ALL = "operations:write";

    private final Transactions transactions;
    private final Access access;
    private final OperationRunner runner;

    @Activate
    public JdbcOperations(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference OperationRunner runner) {
        this.transactions = transactions;
        this.access = access;
        this.runner = runner;
    }

    @Override
    public Operation start(String kind, Map<String, @Nullable Object> parameters) {
        return queue(Uuid7.next(), kind, parameters, 0);
    }

    @Override
    public Operation start(String kind, Map<String, @Nullable Object> parameters, InputStream input, long maxBytes) {
        UUID id = Uuid7.next();
        return queue(id, kind, parameters, StoredInput.store(transactions, id, input, maxBytes));
    }

    private Operation queue(UUID id, String kind, Map<String, @Nullable Object> parameters, long inputSize) {
        Operation queued = transactions.sql(connection -> {
            OperationRows.queue(connection, id, kind, parameters, access.caller(), inputSize);
            return OperationRows.find(connection, id, Optional.empty()).orElseThrow();
        });
        transactions.afterCommit(runner::wake);
        return queued;
    }

    @Override
    public Optional<Operation> find(UUID id) {
        Optional<String> startedBy = visible();
        return transactions.read(connection -> OperationRows.find(connection, id, startedBy));
    }

    @Override
    public Page<Operation> list(Page.Request page) {
        Optional<String> startedBy = visible();
        return transactions.read(connection -> OperationRows.list(connection, startedBy, page));
    }

    @Override
    public Page<ItemError> errors(UUID id, Page.Request page) {
        require(id);
        return transactions.read(connection -> OperationRows.errors(connection, id, page));
    }

    @Override
    public Operation cancel(UUID id) {
        if (!require(id).startedBy().equals(access.caller().id())) {
            access.require(CANCEL_ALL);
        }
        transactions.sql(connection -> {
            OperationRows.cancel(connection, id);
            return true;
        });
        return require(id);
    }

    private Operation require(UUID id) {
        return find(id).orElseThrow(() -> new Problem.NotFound("There is no such operation."));
    }

    private Optional<String> visible() {
        Caller caller = access.caller();
        // What others did tells of all the seller accounts that they see.
        return caller.may(READ_ALL) && caller.sellerAccounts().isEmpty() ? Optional.empty() : Optional.of(caller.id());
    }
}
