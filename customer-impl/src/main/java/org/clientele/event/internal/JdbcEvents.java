package org.clientele.event.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.event.Event;
import org.clientele.event.EventListener;
import org.clientele.event.Events;
import org.clientele.persistence.Transactions;
import org.clientele.work.internal.Audience;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Events in the table {@code event}; {@link EventSequence} puts them into order. */
@Component(service = {Events.class, JdbcEvents.class})
public final class JdbcEvents implements Events {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,62}(\\.[a-z][a-z0-9-]{0,62}){1,3}");

    private final Transactions transactions;
    private final Audience<EventListener> audience;
    private final LongAdder failures = new LongAdder();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<EventListener> listeners = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<EventSequence> sequences = List.of();

    @Activate
    public JdbcEvents(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.audience = new Audience<>("events", access, () -> listeners);
    }

    @Override
    public void publish(Collection<Event.Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Event> events = new ArrayList<>(drafts.size());
        for (Event.Draft draft : drafts) {
            if (!TYPE.matcher(draft.type()).matches()) {
                throw new IllegalArgumentException("No type of events: " + draft.type());
            }
            events.add(new Event(
                    Uuid7.next(),
                    draft.type(),
                    now,
                    draft.customerId(),
                    draft.sellerAccounts()
                            .map(accounts -> accounts.stream().sorted().toList())
                            .orElse(List.of()),
                    draft.data()));
        }
        List<Optional<String>> accounts = insert(List.copyOf(drafts), events, now);
        transactions.afterCommit(() -> {
            sequences.forEach(EventSequence::wake);
            tell(events, accounts);
        });
    }

    private List<Optional<String>> insert(List<Event.Draft> drafts, List<Event> events, Instant now) {
        return transactions.sql(connection -> {
            List<Optional<String>> accounts = new ArrayList<>(events.size());
            for (int i = 0; i < events.size(); i++) {
                accounts.add(
                        drafts.get(i).sellerAccounts().isEmpty()
                                ? Optional.empty()
                                : Optional.of(connection
                                        .createArrayOf(
                                                "text",
                                                events.get(i).sellerAccounts().toArray())
                                        .toString()));
            }
            try (var insert = connection.prepareStatement("""
                    insert into customer.event (id, type, at, customer_id, seller_accounts, data)
                    select e.id, e.type, ?, e.customer_id,
                        coalesce(e.accounts::text[], array(
                            select s.seller_account from customer.customer_summary s
                            where s.customer_id = e.customer_id and s.seller_account <> '*' order by 1)), e.data
                    from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[])
                        with ordinality e(id, type, customer_id, accounts, data, n)
                    order by e.n
                    """)) {
                insert.setObject(1, now.atOffset(ZoneOffset.UTC));
                insert.setArray(
                        2,
                        connection.createArrayOf(
                                "uuid", events.stream().map(Event::id).toArray()));
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "text", events.stream().map(Event::type).toArray()));
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "uuid",
                                events.stream()
                                        .map(event -> event.customerId().orElse(null))
                                        .toArray()));
                insert.setArray(
                        5,
                        connection.createArrayOf(
                                "text",
                                accounts.stream()
                                        .map(literal -> literal.orElse(null))
                                        .toArray()));
                insert.setArray(
                        6,
                        connection.createArrayOf(
                                "text",
                                events.stream()
                                        .map(event -> EventRows.json(event.data()))
                                        .toArray()));
                insert.executeUpdate();
            }
            return accounts;
        });
    }

    /** How often a listener of this node failed. */
    long failures() {
        return failures.sum();
    }

    /** As they were written: with the seller accounts that the database filled in. */
    private void tell(List<Event> events, List<Optional<String>> accounts) {
        if (listeners.isEmpty()) {
            return;
        }
        List<Event> told = accounts.stream().allMatch(Optional::isPresent)
                ? events
                : transactions.read(connection -> EventRows.find(
                        connection, events.stream().map(Event::id).toList()));
        for (Event event : told) {
            audience.tell(listener -> listener.happened(event), failures::increment);
        }
    }
}
