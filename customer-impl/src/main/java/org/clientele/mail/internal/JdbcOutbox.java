package org.clientele.mail.internal;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.clientele.Uuid7;
import org.clientele.mail.Mail;
import org.clientele.mail.MailTemplates;
import org.clientele.mail.Outbox;
import org.clientele.mail.internal.MailWriter.Letterhead;
import org.clientele.mail.internal.MailWriter.Written;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The outbox in the table {@code outbox_mail}; {@link OutboxSender} delivers. */
@Component(service = Outbox.class, configurationPid = "org.clientele.mail")
@Designate(ocd = MailConfig.class)
public final class JdbcOutbox implements Outbox {
    private static final int LONGEST_ADDRESS = 320;

    private final Transactions transactions;
    private final OutboxSender sender;
    private final Ranked<MailTemplates> templates = new Ranked<>();
    private final MailWriter writer;

    @Activate
    public JdbcOutbox(
            @Reference(target = "(schema=customer)") Transactions transactions,
            @Reference OutboxSender sender,
            MailConfig config) {
        this(
                transactions,
                sender,
                Path.of(System.getProperty("karaf.etc", "etc")).resolve(config.templates()),
                new Letterhead(config.publicUrl(), config.shop(), config.locale(), ZoneId.of(config.timeZone())));
    }

    JdbcOutbox(Transactions transactions, OutboxSender sender, Path folder, Letterhead letterhead) {
        this.transactions = transactions;
        this.sender = sender;
        this.writer = new MailWriter(new Wordings(folder, templates), letterhead);
    }

    @Reference(
            service = MailTemplates.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addTemplates(MailTemplates added, Map<String, ?> properties) {
        templates.add(added, properties);
    }

    void removeTemplates(MailTemplates removed) {
        templates.remove(removed);
    }

    @Override
    public UUID post(Mail.Draft draft) {
        String to = draft.to();
        if (to.isBlank() || to.length() > LONGEST_ADDRESS || !MailText.line(to).equals(to)) {
            throw new IllegalArgumentException("A mail goes to an address.");
        }
        Written written = writer.write(draft);
        UUID id = Uuid7.next();
        transactions.<Boolean>sql(connection -> {
            OutboxRows.insert(connection, id, draft, written);
            return true;
        });
        transactions.afterCommit(sender::wake);
        return id;
    }
}
