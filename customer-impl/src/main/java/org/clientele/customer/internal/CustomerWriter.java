package org.clientele.customer.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.Problem.Violation;
import org.clientele.access.Access;
import org.clientele.customer.Customer;
import org.clientele.customfield.CustomField;
import org.clientele.customfield.internal.CustomFieldRules;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes customers in batches: each on its own merits, all of them in one transaction. A customer is known by the first external
 * id, or else, with an account, by the e-mail address. What a line tells replaces what was known, tags, groups and external ids
 * are added, and what it leaves out stays. Thread-safe.
 */
@Component(service = CustomerWriter.class)
public final class CustomerWriter {
    private final Transactions transactions;
    private final Access access;
    private final CustomerNews news;
    private final CustomFieldRules customFields;

    public CustomerWriter(Transactions transactions, Access access, CustomerNews news) {
        this(transactions, access, news, new CustomFieldRules());
    }

    @Activate
    public CustomerWriter(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference CustomerNews news,
            @Reference CustomFieldRules customFields) {
        this.transactions = transactions;
        this.customFields = customFields;
        this.access = access;
        this.news = news;
    }

    /** A customer as a line tells of it. */
    public static final class Line {
        private final NewCustomer told;
        private final Customer.Registration registration;
        private final List<Violation> dropped;

        private Line(NewCustomer told) {
            this.told = told;
            Customer.Registration asked = told.registration(Optional.empty());
            CustomerPhones.Kept kept = CustomerPhones.kept(
                    asked.withEmail(CustomerChecks.canonicalEmail(asked.email())), told.phoneCountry());
            this.registration = kept.registration();
            this.dropped = kept.dropped();
        }

        /** @throws Problem.Invalid if it is no customer; whether its values make sense is not looked at */
        public static Line read(JsonNode json) {
            NewCustomer told = Json.read(json, NewCustomer.class);
            if (told.asksForMail()) {
                throw Problem.Invalid.at("", "no-mail", "An import sends no mail to customers.");
            }
            return new Line(told);
        }

        /** What no two customers of a batch may have in common. */
        public Set<Object> keys() {
            Set<Object> keys = new HashSet<>(registration.externalIds());
            if (registration.account()) {
                registration.email().ifPresent(keys::add);
            }
            return keys;
        }

        Customer.Registration registration() {
            return registration;
        }

        Optional<Boolean> newsletter() {
            return told.newsletter();
        }

        boolean tellsCustomFields() {
            return told.customFields().isPresent();
        }
    }

    /** What became of a line. */
    public record Result(Outcome outcome, List<Violation> violations) {
        /** The same, with what was left out of the line. */
        Result and(List<Violation> dropped) {
            return new Result(
                    outcome,
                    Stream.concat(violations.stream(), dropped.stream()).toList());
        }

        static Result refused(String pointer, String code, String detail) {
            return new Result(Outcome.REFUSED, List.of(new Violation(pointer, code, detail)));
        }
    }

    /** What became of a line, in short. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        REFUSED
    }

    /**
     * Writes those that are right, in the running transaction or one of its own.
     *
     * @param lines no two with a common key
     * @throws Problem.Conflict if another transaction just made one of them; doing it again will do
     */
    public List<Result> write(List<Line> lines) {
        Visibility visibility = new Visibility(access);
        List<Optional<Result>> results = new ArrayList<>(lines.size());
        List<CustomerBatch.Entry> entries = new ArrayList<>(lines.size());
        Map<String, CustomField> fields =
                lines.stream().anyMatch(Line::tellsCustomFields) ? transactions.read(CustomFieldRules::read) : Map.of();
        for (Line line : lines) {
            try {
                CustomerChecks.registration(line.registration());
                if (line.tellsCustomFields()) {
                    Problem.Invalid.check(checks -> customFields.check(
                            checks,
                            fields,
                            Optional.empty(),
                            line.registration().customFields()));
                }
                if (line.keys().isEmpty()) {
                    throw Problem.Invalid.at(
                            "",
                            "required",
                            "A customer is known by an external id or the e-mail address of an account.");
                }
                entries.add(new CustomerBatch.Entry(
                        line, visibility.ofNew(line.registration().sellerAccounts())));
                results.add(Optional.empty());
            } catch (Problem.Invalid invalid) {
                results.add(Optional.of(new Result(Outcome.REFUSED, invalid.violations())));
            }
        }
        if (!entries.isEmpty()) {
            List<Result> written = transactions.sql(connection -> {
                CustomerBatch batch =
                        new CustomerBatch(connection, access.caller().sellerAccounts());
                List<Result> outcome = batch.write(entries);
                news.tell(batch.created(), batch.updated());
                return outcome;
            });
            int next = 0;
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).isEmpty()) {
                    results.set(i, Optional.of(written.get(next++).and(lines.get(i).dropped)));
                }
            }
        }
        return results.stream().flatMap(Optional::stream).toList();
    }
}
