package org.clientele.mail.internal;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.mail.Mail;
import org.clientele.mail.MailTransport;
import org.clientele.mail.Outbox;
import org.clientele.mail.internal.MailWriter.Letterhead;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;
import org.clientele.work.internal.Patience;

/** An outbox on an empty database, and nodes that deliver what is in it. */
final class PostOffice implements AutoCloseable {
    static final Patience QUICK = new Patience(3, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(10));

    private final DatabaseFixture database = DatabaseFixture.create(12, Duration.ofSeconds(10), Duration.ofSeconds(20));
    private final Transactions transactions = database.open("customer");
    private final OutboxMetrics metrics = new OutboxMetrics(transactions);
    private final List<OutboxSender> senders = new ArrayList<>();
    private final OutboxSender own = sender(QUICK);
    private final JdbcOutbox outbox = new JdbcOutbox(
            transactions,
            own,
            Path.of("no-such-folder"),
            new Letterhead("https://shop.example.com/", "Tea & Co", "en", ZoneId.of("UTC")));

    Transactions transactions() {
        return transactions;
    }

    Access access() {
        return RestFixture.ACCESS;
    }

    OutboxMetrics metrics() {
        return metrics;
    }

    Outbox outbox() {
        return outbox;
    }

    /** The sender that is woken when something is posted here; it has no transport yet. */
    OutboxSender sender() {
        return own;
    }

    /** One more node. */
    OutboxSender sender(Patience patience) {
        OutboxSender sender =
                new OutboxSender(transactions, RestFixture.ACCESS, metrics, 4, Duration.ofMillis(50), patience);
        senders.add(sender);
        sender.start();
        return sender;
    }

    OutboxSender sender(Patience patience, MailTransport transport) {
        OutboxSender sender = sender(patience);
        sender.addTransport(transport, Map.of());
        return sender;
    }

    void stop(OutboxSender sender) {
        senders.remove(sender);
        sender.stop();
    }

    OutboxResource resource() {
        return new OutboxResource(transactions, RestFixture.ACCESS, own);
    }

    UUID post(UUID customer, String to, String link) {
        return outbox.post(new Mail.Draft(
                "verification", Optional.of(customer), to, Optional.of("en"), Map.of("name", "Ada", "link", link)));
    }

    /** A customer of the seller account. */
    UUID customer(String sellerAccount) {
        UUID id = Uuid7.next();
        execute("insert into customer.customer (id, account) values ('" + id + "', true)");
        execute("insert into customer.customer_summary (customer_id, seller_account, account, active, created_at)"
                + " values ('" + id + "', '" + sellerAccount + "', true, true, now())");
        return id;
    }

    String state(UUID mail) {
        return query("select state from customer.outbox_mail where id = '" + mail + "'")
                .get(0);
    }

    List<String> query(String sql) {
        return transactions.read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        });
    }

    void execute(String sql) {
        transactions.<Boolean>sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    static int freePort() throws java.io.IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List.copyOf(senders).forEach(OutboxSender::stop);
        database.close();
    }
}
