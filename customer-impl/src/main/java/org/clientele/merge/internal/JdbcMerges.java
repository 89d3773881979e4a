package org.clientele.merge.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.CustomerData;
import org.clientele.customer.internal.CustomerNews;
import org.clientele.customer.internal.Visibility;
import org.clientele.merge.Merge;
import org.clientele.merge.Merges;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Merges in the database: the merged customer's row goes into the ledger, so that nothing else has to know of merged customers. */
@Component
public final class JdbcMerges implements Merges {
    private static final int MOST = 20;
    private static final List<String> MOVES = List.of("orders", "addresses", "notes", "externalIds");

    private final Transactions transactions;
    private final Access access;
    private final Attributes attributes;
    private final CustomerNews news;
    private final Audit audit;
    private final Visibility visibility;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<CustomerData> data = List.of();

    @Activate
    public JdbcMerges(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Attributes attributes,
            @Reference CustomerNews news,
            @Reference Audit audit) {
        this.transactions = transactions;
        this.access = access;
        this.attributes = attributes;
        this.news = news;
        this.audit = audit;
        this.visibility = new Visibility(access);
    }

    @Override
    public Merge.Preview preview(UUID into, List<UUID> from, Map<String, UUID> choose) {
        check(into, from);
        return transactions.sql(connection -> {
            Map<UUID, Person> persons = new Merging(connection, access.caller(), into, from).persons(false);
            Composition composition = composition(into, from, persons, choose);
            Set<String> visible =
                    attributes.visible().stream().map(Attribute::name).collect(Collectors.toSet());
            List<Merge.Field> fields = composition.choices().entrySet().stream()
                    .map(choice -> new Merge.Field(
                            choice.getKey(),
                            choice.getValue(),
                            visible.contains(choice.getKey().replaceFirst("\\..*", ""))
                                    ? composition.values(choice.getKey())
                                    : Map.of()))
                    .toList();
            return new Merge.Preview(into, from, fields, moves(connection, from));
        });
    }

    private static Map<String, Long> moves(Connection connection, List<UUID> from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select (select count(*) from customer.orders where customer_id = any (f)),
                    (select count(*) from customer.address where customer_id = any (f)),
                    (select count(*) from customer.note where customer_id = any (f)),
                    (select count(*) from customer.external_id where customer_id = any (f)) from (values (?)) given (f)""")) {
            select.setArray(1, connection.createArrayOf("uuid", from.toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Map<String, Long> moves = new LinkedHashMap<>();
                for (int i = 0; i < MOVES.size(); i++) {
                    moves.put(MOVES.get(i), row.getLong(i + 1));
                }
                return moves;
            }
        }
    }

    @Override
    public Merge merge(UUID into, List<UUID> from, Map<String, UUID> choose) {
        check(into, from);
        UUID id = Uuid7.next();
        return transactions.sql(connection -> {
            Merging.inUtc(connection);
            Merging merging = new Merging(connection, access.caller(), into, from);
            Map<UUID, Person> persons = merging.persons(true);
            merging.run(id, persons, composition(into, from, persons, choose), data);
            news.merged(id, into, from);
            note("customer.merged", id, from);
            return required(connection, id, false).merge();
        });
    }

    private static Composition composition(
            UUID into, List<UUID> from, Map<UUID, Person> persons, Map<String, UUID> choose) {
        return new Composition(
                MergeRows.required(persons, into),
                from.stream().map(id -> MergeRows.required(persons, id)).toList(),
                choose);
    }

    private static void check(UUID into, List<UUID> from) {
        Problem.Invalid.check(checks -> {
            checks.that(
                    !from.isEmpty() && from.size() <= MOST,
                    "/from",
                    "length",
                    "One to " + MOST + " customers at once.");
            for (int i = 0; i < from.size(); i++) {
                checks.that(
                        !from.get(i).equals(into) && from.indexOf(from.get(i)) == i,
                        "/from/" + i,
                        "same",
                        "Each customer once, and not the survivor.");
            }
        });
    }

    @Override
    public Page<Merge> of(UUID customer, Page.Request page) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            Optional<Set<String>> own = access.caller().sellerAccounts();
            List<Merge> merges = MergeRows.of(connection, customer, page.size(), page.offset()).stream()
                    .filter(merge -> sees(own, merge))
                    .map(MergeRows.Stored::merge)
                    .toList();
            return new Page<>(
                    merges,
                    new Page.Total(MergeRows.count(connection, customer), true),
                    Optional.empty(),
                    Optional.empty());
        });
    }

    private static boolean sees(Optional<Set<String>> own, MergeRows.Stored merge) {
        return merge.sources().stream().allMatch(source -> Merging.sees(own, source.sellerAccounts()));
    }

    @Override
    public Merge get(UUID id) {
        return transactions.read(connection -> required(connection, id, false).merge());
    }

    private MergeRows.Stored required(Connection connection, UUID id, boolean locking) throws SQLException {
        MergeRows.Stored merge = MergeRows.find(connection, id, locking).orElseThrow(JdbcMerges::notFound);
        Optional<Set<String>> own = access.caller().sellerAccounts();
        UUID survivor = MergeRows.survivor(connection, merge.into()).orElse(merge.into());
        Person person = Person.read(connection, List.of(survivor), false).get(survivor);
        if (person == null || !Merging.sees(own, person.sellerAccounts()) || !sees(own, merge)) {
            throw notFound();
        }
        return merge;
    }

    @Override
    public Merge undo(UUID id) {
        return transactions.sql(connection -> {
            Merging.inUtc(connection);
            MergeRows.Stored merge = required(connection, id, true);
            Optional<Person> survivor = Undoing.lock(connection, merge.into());
            requireUndoable(connection, merge);
            List<UUID> from = merge.sources().stream().map(MergeRows.Source::id).toList();
            new Undoing(connection, access.caller(), merge).run(survivor.orElseThrow(JdbcMerges::notFound), data);
            news.unmerged(id, merge.into(), from);
            note(
                    "customer.unmerged",
                    id,
                    Stream.concat(Stream.of(merge.into()), from.stream()).toList());
            return required(connection, id, false).merge();
        });
    }

    private static void requireUndoable(Connection connection, MergeRows.Stored merge) throws SQLException {
        switch (merge.merge().state()) {
            case UNDONE -> throw new Problem.Conflict("already-undone", "The merge was undone already.");
            case EXPIRED ->
                throw new Problem.Conflict("undo-expired", "A merge can be undone for " + MergeRows.DAYS + " days.");
            case ERASED -> throw new Problem.Conflict("erased", "The survivor was erased.");
            case DONE -> {
                if (MergeRows.survivor(connection, merge.into()).isPresent()) {
                    throw new Problem.Conflict(
                            "merged-on", "The survivor is part of another customer: undo that merge first.");
                }
                if (MergeRows.hasLater(connection, merge)) {
                    throw new Problem.Conflict(
                            "later-merge", "Others became part of the survivor since: undo that merge first.");
                }
            }
        }
    }

    /** For all whom the request does not name. */
    private void note(String action, UUID merge, List<UUID> customers) {
        for (UUID id : customers) {
            audit.record(new AuditEntry(
                    action, Optional.empty(), Optional.of(id), "merges", Optional.of(merge.toString()), Map.of()));
        }
    }

    @Override
    public Optional<UUID> survivor(UUID customer) {
        return transactions.read(connection -> {
            Optional<UUID> survivor = MergeRows.survivor(connection, customer);
            return survivor.isPresent()
                            && visibility
                                    .sellerAccounts(connection, survivor.get())
                                    .isPresent()
                    ? survivor
                    : Optional.empty();
        });
    }

    private static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such merge.");
    }
}
