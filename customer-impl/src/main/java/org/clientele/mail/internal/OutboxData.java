package org.clientele.mail.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.mail.Mail;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mails about a customer go with the customer, also those that wait. */
@Component
public final class OutboxData implements CustomerData {
    private static final String[] COLUMNS = {
        "created_at", "id", "template", "locale", "recipient", "subject", "text_body", "html_body", "state", "sent_at"
    };

    private final Transactions transactions;

    @Activate
    public OutboxData(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void erase(UUID customer) {
        purge(customer);
    }

    @Override
    public void purge(UUID customer) {
        transactions.sql(connection -> OutboxRows.delete(connection, customer));
    }

    @Override
    public void merge(MergeLedger ledger) {
        ledger.move("customer.outbox_mail", "customer_id", "id");
    }

    /** Mails as they were written, without the links that let somebody in. */
    @Override
    public void export(SubjectExport export) {
        transactions.<Boolean>sql(connection -> {
            SubjectExport.Rows told = export.rows("customer.outbox_mail", COLUMNS);
            try (PreparedStatement select = Sql.prepare(
                    connection,
                    "select m.secrets, " + OutboxRows.COLUMNS
                            + " from customer.outbox_mail m where m.customer_id = ? order by m.position",
                    export.customer())) {
                select.setFetchSize(100);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        tell(told, OutboxRows.mail(row), Sql.texts(row, "secrets"));
                    }
                }
            }
            return true;
        });
    }

    private static void tell(SubjectExport.Rows told, Mail mail, List<String> secrets) {
        told.add(
                mail.createdAt(),
                mail.id(),
                mail.template(),
                mail.locale(),
                mail.to(),
                Deliveries.blotted(mail.subject(), secrets),
                Deliveries.blotted(mail.text(), secrets),
                mail.html().map(html -> Deliveries.blotted(html, secrets)).orElse(null),
                OutboxRows.name(mail.state()),
                mail.sentAt().orElse(null));
    }
}
