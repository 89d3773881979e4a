package org.clientele.subject.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
import org.clientele.customer.internal.JpaCustomers;
import org.clientele.customer.internal.Visibility;
import org.clientele.merge.internal.Contributors;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks every bundle what it keeps of a customer. */
@Component(service = SubjectExporter.class)
public final class SubjectExporter {
    private static final String PERSONAL = "customers.pii:read";

    private final Transactions transactions;
    private final Access access;
    private final Audit audit;
    private final Visibility visibility;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<CustomerData> data = List.of();

    @Activate
    public SubjectExporter(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference Access access,
            @Reference Audit audit) {
        this.transactions = transactions;
        this.access = access;
        this.audit = audit;
        this.visibility = new Visibility(access);
    }

    /**
     * Everything as it is at one moment. Not within a transaction: it opens one that sees nothing else.
     *
     * @param format for the audit
     * @return to be closed
     * @throws org.clientele.Problem.Conflict {@code export-refused} if a bundle cannot tell; {@code other-seller-accounts} if the
     *     customer is not wholly the caller's business
     */
    SubjectDocument export(UUID customer, String format) {
        access.require(PERSONAL);
        SubjectDocument document = transactions.sql(connection -> {
            try (Statement snapshot = connection.createStatement()) {
                snapshot.execute("set transaction isolation level repeatable read, read only");
            }
            visibility.requireWhole(connection, customer);
            return told(connection, customer);
        });
        try {
            audit.record(new AuditEntry(
                    "customer.exported",
                    Optional.empty(),
                    Optional.of(customer),
                    "customers",
                    Optional.of(customer.toString()),
                    Map.of("format", format, "rows", document.told().rows())));
        } catch (RuntimeException | Error e) {
            document.close();
            throw e;
        }
        return document;
    }

    private SubjectDocument told(Connection connection, UUID customer) throws SQLException {
        Told told = new Told();
        try {
            for (UUID id : persons(connection, customer)) {
                JdbcSubjectExport export = new JdbcSubjectExport(connection, id, told);
                Contributors.each(
                        data, "export-refused", "could not tell what it keeps", kept -> tell(connection, kept, export));
            }
            SetAside.tell(connection, customer, told);
            told.finish();
            List<String> untold = Untold.of(connection, told);
            return Sql.first(
                            connection,
                            "select reference, now() as moment from customer.customer where id = ?",
                            row -> new SubjectDocument(
                                    customer, row.getString(1), moment(Sql.instant(row, "moment")), told, untold),
                            customer)
                    .orElseThrow(JpaCustomers::notFound);
        } catch (SQLException | RuntimeException | Error e) {
            told.close();
            throw e;
        }
    }

    /** To the database a replica that has to be written to is as good as away; here it is a mistake of who writes. */
    private static void tell(Connection connection, CustomerData kept, SubjectExport export) {
        try {
            kept.export(export);
        } catch (Problem.Unavailable refused) {
            if (refused.code().equals("database-away") && isThere(connection)) {
                throw new IllegalStateException("An export only reads", refused);
            }
            throw refused;
        }
    }

    private static boolean isThere(Connection connection) {
        try {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Instant moment(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The customer, and whoever became part of it: a bundle may have left something under such an id. */
    private static List<UUID> persons(Connection connection, UUID customer) throws SQLException {
        List<UUID> persons = new ArrayList<>(List.of(customer));
        persons.addAll(
                Sql.list(connection, "select customer.merged_into(?)", row -> row.getObject(1, UUID.class), customer));
        return persons;
    }
}
