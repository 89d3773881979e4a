package org.clientele.audit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.clientele.access.Access;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.audit.Verification;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.MDC;

/** The audit in the table {@code audit_entry}. Changes are written in their transaction, views in batches a moment later. */
@Component(
        service = {Audit.class, JdbcAudit.class},
        configurationPid = "org.clientele.audit",
        immediate = true)
@Designate(ocd = AuditConfig.class)
public final class JdbcAudit implements Audit {
    private static final int BATCH = 500;
    private static final int MOST_WAITING = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Access access;
    private final Seal seal;
    private final AuditChain chain;
    private final Watch watch;
    private final BlockingQueue<AuditRow> views = new ArrayBlockingQueue<>(MOST_WAITING);

    @Activate
    public JdbcAudit(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            AuditConfig config) {
        this(transactions, access, config.key(), Duration.ofMillis(config.pollMillis()));
    }

    JdbcAudit(Transactions transactions, Access access, String key, Duration poll) {
        this.transactions = transactions;
        this.access = access;
        this.seal = new Seal(key);
        this.chain = new AuditChain(transactions, seal);
        this.watch = new Watch("clientele-audit", poll, this::round);
    }

    @Activate
    void start() {
        watch.start();
    }

    @Deactivate
    void stop() {
        watch.stop(PATIENCE);
        round();
    }

    @Override
    public void record(AuditEntry entry) {
        record(entry, Optional.ofNullable(MDC.get("requestId")));
    }

    void record(AuditEntry entry, Optional<String> requestId) {
        write(List.of(AuditRow.now(access.caller(), entry, requestId)));
    }

    /** Notes it soon, without a word to the database now. If too many wait already, at once. */
    void viewed(AuditEntry entry, String requestId) {
        AuditRow row = AuditRow.now(access.caller(), entry, Optional.of(requestId));
        if (!views.offer(row)) {
            write(List.of(row));
        }
    }

    @Override
    public Verification verify() {
        Verification verification = new ChainCheck(transactions, seal).run();
        transactions.sql(connection -> AuditChain.verified(connection, verification.intact()));
        return verification;
    }

    Seal seal() {
        return seal;
    }

    private void write(List<AuditRow> rows) {
        transactions.<Boolean>sql(connection -> {
            AuditRow.insert(connection, rows);
            return true;
        });
    }

    /** Chains what is written, and the views that came in behind it. */
    void round() {
        chain.extend();
        List<AuditRow> batch = new ArrayList<>();
        while (views.drainTo(batch, BATCH) > 0) {
            List<AuditRow> rows = List.copyOf(batch);
            batch.clear();
            try {
                chain.append(rows);
            } catch (RuntimeException e) {
                rows.forEach(views::offer);
                throw e;
            }
        }
    }
}
