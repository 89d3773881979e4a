package org.clientele.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.mail.Mail;
import org.clientele.work.internal.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real SMTP. */
final class SmtpTransportIT {
    private final int port;
    private final GreenMail server;

    SmtpTransportIT() throws IOException {
        port = PostOffice.freePort();
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(30_000);
        server = new GreenMail(setup);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpTransport transport(boolean startTls) throws Exception {
        return new SmtpTransport(new SmtpTransport.Server(
                "127.0.0.1", port, Optional.empty(), startTls, false, "Täé Shop <shop@example.com>", 2_000));
    }

    private static Mail mail(String to, String subject, String text, Optional<String> html) {
        return new Mail(
                UUID.fromString("01890000-0000-7000-8000-000000000001"),
                Optional.empty(),
                "welcome",
                "de",
                to,
                subject,
                text,
                html,
                Mail.State.KEPT,
                1,
                Optional.empty(),
                Instant.now(),
                Optional.empty());
    }

    @Test
    void umlautsAndEmojiArriveAsTheyWere() throws Exception {
        String subject = "Grüße an Łukasz 🍵 " + "ü".repeat(150);
        String text = "Schöne Grüße 🍵\n.\n" + "long ".repeat(1000) + "\n";
        transport(false).deliver(mail("jürgen@bücher.example", subject, text, Optional.of("<p>ß 🍵</p>")));

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo(subject);
        assertThat(arrived.getMessageID()).isEqualTo("<01890000-0000-7000-8000-000000000001@example.com>");
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(arrived.getContentLanguage()).containsExactly("de");
        InternetAddress from = (InternetAddress) arrived.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Täé Shop");
        assertThat(from.getAddress()).isEqualTo("shop@example.com");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo(text);
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>ß 🍵</p>");
    }

    @Test
    void nothingInASubjectOrAnAddressAddsAHeaderOrAReader() throws Exception {
        assertThatThrownBy(() ->
                        transport(false).deliver(mail("a@example.com, b@example.com", "x", "x", Optional.empty())))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> transport(false)
                        .deliver(mail("a@example.com\r\nBcc: b@example.com", "x", "x", Optional.empty())))
                .isInstanceOf(IOException.class);
        transport(false)
                .deliver(mail("a@example.com", "x\r\nBcc: b@example.com\r\n\r\nbody", "text", Optional.empty()));

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        assertThat(server.getReceivedMessages()[0].getContent().toString().strip())
                .isEqualTo("text");
    }

    @Test
    void aServerWithoutStartTlsGetsNothingThatAsksForIt() throws Exception {
        SmtpTransport strict = transport(true);

        assertThatThrownBy(() -> strict.deliver(mail("a@example.com", "x", "x", Optional.empty())))
                .isInstanceOf(IOException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void mailsOfAnOutageArriveInOrderOnceTheServerIsBack() throws Exception {
        try (PostOffice office = new PostOffice()) {
            server.stop();
            Patience patience =
                    new Patience(1000, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(20));
            office.sender(patience, transport(false));
            UUID customer = office.customer("a");
            List<String> posted = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                UUID id = office.outbox()
                        .post(new Mail.Draft(
                                "welcome",
                                Optional.of(customer),
                                "ada@example.com",
                                Optional.of("de"),
                                Map.of("shop", "Tee " + i)));
                posted.add("<" + id + "@example.com>");
            }
            PostOffice.await(
                    "failed", () -> !office.query("select 1 from customer.outbox_mail where failure is not null")
                            .isEmpty());
            assertThat(office.query("select 1 from customer.outbox_mail where state <> 'kept'"))
                    .isEmpty();

            server.start();
            PostOffice.await("all sent", () -> office.query("select 1 from customer.outbox_mail where state <> 'sent'")
                    .isEmpty());

            List<String> arrived = new ArrayList<>();
            for (MimeMessage message : server.getReceivedMessages()) {
                arrived.add(message.getMessageID());
            }
            assertThat(arrived).isEqualTo(posted);
        }
    }
}
