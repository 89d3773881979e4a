package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.clientele.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** Mails of the assembled product, without a mail server and with one. */
final class MailIT {
    private static final String SUBJECT = "Grüße 🍵";

    @Test
    void withoutAServerTheOutboxIsThereAndEmpty() {
        Api api = Distribution.shared().api();

        Api.Answer answer = api.get("outbox?state=dead&size=10");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().at("/items").isArray()).isTrue();
        assertThat(api.get("outbox/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(api.get("outbox?state=lost").status()).isEqualTo(400);
        assertThat(Distribution.shared().anonymous().get("/metrics").text())
                .contains("clientele_mail_kept", "clientele_mail_sent_total");
    }

    @Test
    void withADatabaseOfTheOperatorsBesideAnotherAMailThatWaitsLeavesByTheConfiguredServer() throws Exception {
        TestDatabase database = TestDatabase.create();
        int port = Distribution.freePort();
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(30_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        try (Distribution distribution = Distribution.in("mail")
                .env("CLIENTELE_DB_URL", database.url())
                .env("CLIENTELE_DB_USER", database.user())
                .env("CLIENTELE_DB_PASSWORD", database.password())
                .env("CLIENTELE_SMTP_HOST", "127.0.0.1")
                .env("CLIENTELE_SMTP_PORT", Integer.toString(port))
                .startAndAwait()) {
            assertThat(distribution.database()).isEmpty();
            Distribution.shared().awaitReady();
            UUID id = UUID.randomUUID();
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into customer.outbox_mail"
                        + " (id, template, locale, recipient, subject, text_body, html_body) values ('" + id
                        + "', 'welcome', 'de', 'ada@example.com', '" + SUBJECT + "', 'Text 🍵', '<p>ß</p>')");
            }

            await(() -> distribution.api().get("outbox/" + id).at("/state").equals("sent"));

            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo(SUBJECT);
            assertThat(server.getReceivedMessages()[0].getContentType()).startsWith("multipart/alternative");
            assertThat(distribution.anonymous().get("/metrics").text()).contains("clientele_mail_sent_total 1.0");
            assertThat(distribution.log()).doesNotContain("ada@example.com");
        } finally {
            server.stop();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
