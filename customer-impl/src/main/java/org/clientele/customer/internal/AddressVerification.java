package org.clientele.customer.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.clientele.Problem;
import org.clientele.customer.Address;
import org.clientele.customer.AddressVerifier;
import org.clientele.customer.AddressVerifier.Result;
import org.clientele.customer.AddressVerifier.Verdict;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Deadline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has addresses verified: in the background what people entered, at once what somebody asks for. What is due stands in the
 * database, so that any node does it, once; a verifier that is slow or throws keeps nobody waiting but its own threads.
 */
@Component(service = AddressVerification.class, immediate = true)
public final class AddressVerification {
    private static final Logger LOG = LoggerFactory.getLogger(AddressVerification.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of a plugin, in the background. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int AT_ONCE = 4;

    private final Transactions transactions;
    private final Duration patience;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(daemon());
    private final ThreadPoolExecutor asked =
            new ThreadPoolExecutor(0, AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), daemon());

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<AddressVerifier> verifiers = List.of();

    @Activate
    public AddressVerification(@Reference(target = "(schema=customer)") Transactions transactions) {
        this(transactions, PATIENCE);
    }

    AddressVerification(Transactions transactions, Duration patience) {
        this.transactions = transactions;
        this.patience = patience;
    }

    private static ThreadFactory daemon() {
        return work -> {
            Thread thread = new Thread(work, "clientele-address-verification");
            thread.setDaemon(true);
            return thread;
        };
    }

    @Activate
    void start() {
        var unused = background.scheduleWithFixedDelay(this::workOff, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        background.shutdownNow();
        asked.shutdownNow();
    }

    /**
     * Asks the verifier now.
     *
     * @throws Problem.Conflict {@code no-address-verifier} if there is none
     * @throws Problem.Unavailable {@code address-verifier} if it is slow, busy or broken
     */
    Verdict verify(Address address) {
        List<AddressVerifier> present = verifiers;
        if (present.isEmpty()) {
            throw new Problem.Conflict("no-address-verifier", "Nothing is installed that verifies addresses.");
        }
        Verdict verdict = ask(present.get(0), address.content());
        store(address.id(), address.version(), verdict.result());
        return verdict;
    }

    private Verdict ask(AddressVerifier verifier, Address.Content content) {
        try {
            Future<Verdict> answer = asked.submit(() -> verifier.verify(content));
            try {
                return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                answer.cancel(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } catch (ExecutionException e) {
            LOG.warn("An address verifier failed: {}", verifier.getClass().getName(), e.getCause());
            throw unavailable();
        } catch (TimeoutException | RejectedExecutionException e) {
            throw unavailable();
        }
    }

    private static Problem.Unavailable unavailable() {
        return new Problem.Unavailable(
                "address-verifier", "The verifier of addresses did not answer.", Duration.ofSeconds(30));
    }

    private void workOff() {
        try {
            while (!verifiers.isEmpty()) {
                List<Due> due = claim();
                for (Due one : due) {
                    AddressVerifier verifier = verifiers.get(0);
                    Verdict verdict = Deadline.within(LONGEST, verifier, () -> verifier.verify(one.content()));
                    store(one.id(), one.version(), verdict.result());
                }
                if (due.isEmpty()) {
                    return;
                }
            }
        } catch (Problem.Unavailable away) {
            LOG.debug("Addresses wait: {}", away.code());
        } catch (RuntimeException | Error e) {
            LOG.warn("An address could not be verified and is tried again in some minutes", e);
        }
    }

    private record Due(UUID id, long version, Address.Content content) {}

    /** Takes some for a while: whoever falls over leaves them to the next. */
    private List<Due> claim() {
        return transactions.sql(connection -> {
            try (PreparedStatement claim = connection.prepareStatement("""
                    update customer.address set verify_after = now() + interval '5 minutes'
                    where id in (select id from customer.address where verify_after <= now()
                        order by verify_after limit 10 for update skip locked)
                    returning id, version, salutation, first_name, last_name, company, line1, line2, line3, city, province,
                        postal_code, country, phone""")) {
                List<Due> due = new ArrayList<>();
                try (ResultSet row = claim.executeQuery()) {
                    while (row.next()) {
                        due.add(new Due(row.getObject(1, UUID.class), row.getLong(2), content(row)));
                    }
                }
                return due;
            }
        });
    }

    private static Address.Content content(ResultSet row) throws SQLException {
        List<Optional<String>> parts = new ArrayList<>();
        for (int column = 3; column <= 14; column++) {
            parts.add(Optional.ofNullable(row.getString(column)));
        }
        return new Address.Content(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                parts.get(5),
                parts.get(6),
                parts.get(7),
                parts.get(8),
                parts.get(9),
                parts.get(10),
                parts.get(11));
    }

    /** Unless the address became another one meanwhile. */
    private void store(UUID address, long version, Result result) {
        transactions.sql(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update customer.address
                    set version = version + case when verification = ? then 0 else 1 end, verification = ?, verify_after = null
                    where id = ? and version = ?""")) {
                String text = result.name().toLowerCase(Locale.ROOT);
                update.setString(1, text);
                update.setString(2, text);
                update.setObject(3, address);
                update.setLong(4, version);
                return update.executeUpdate();
            }
        });
    }
}
