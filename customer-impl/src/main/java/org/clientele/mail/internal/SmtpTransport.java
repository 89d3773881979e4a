package org.clientele.mail.internal;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.clientele.mail.Mail;
import org.clientele.mail.MailTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each mail to an SMTP server, on a connection of its own. Thread-safe. */
final class SmtpTransport implements MailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Server server;
    private final InternetAddress from;
    private final Properties properties = new Properties();

    SmtpTransport(Server server) throws AddressException {
        this.server = server;
        this.from = sender(server.from());
        String timeout = Integer.toString(server.timeoutMillis());
        String prefix = "mail." + protocol() + ".";
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty(prefix + "connectiontimeout", timeout);
        properties.setProperty(prefix + "timeout", timeout);
        properties.setProperty(prefix + "writetimeout", timeout);
        properties.setProperty(prefix + "auth", Boolean.toString(server.login().isPresent()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(server.startTls()));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(server.startTls()));
        // The mail is out when the server took it, whatever becomes of the goodbye.
        properties.setProperty(prefix + "quitwait", "false");
    }

    /**
     * Where mails are handed to.
     *
     * @param timeoutMillis to connect, and for each answer
     */
    record Server(
            String host,
            int port,
            Optional<Login> login,
            boolean startTls,
            boolean ssl,
            String from,
            int timeoutMillis) {
        private static final int LONGEST_TIMEOUT = 10_000;

        record Login(String user, String password) {
            @Override
            public String toString() {
                return "Login";
            }
        }

        static Server of(SmtpConfig config) {
            int usual = config.ssl() ? 465 : config.startTls() ? 587 : 25;
            return new Server(
                    config.host().strip(),
                    config.port() == 0 ? usual : config.port(),
                    config.user().isBlank()
                            ? Optional.empty()
                            : Optional.of(new Login(config.user(), config.password())),
                    config.startTls(),
                    config.ssl(),
                    config.from(),
                    Math.min(LONGEST_TIMEOUT, Math.max(1, config.timeoutMillis())));
        }
    }

    private static InternetAddress sender(String text) throws AddressException {
        InternetAddress address = new InternetAddress(text, true);
        try {
            address.setPersonal(address.getPersonal(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    @Override
    public void deliver(Mail mail) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Jakarta Mail looks for its providers and its mailcap by the loader of the thread.
        thread.setContextClassLoader(Session.class.getClassLoader());
        try {
            send(mail);
        } catch (MessagingException e) {
            throw new IOException(said(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void send(Mail mail) throws MessagingException {
        Session session = Session.getInstance(properties);
        MimeMessage message = message(session, mail);
        Transport transport = session.getTransport(protocol());
        try {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.login().map(Server.Login::user).orElse(null),
                    server.login().map(Server.Login::password).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server did not say goodbye");
        }
    }

    private String protocol() {
        return server.ssl() ? "smtps" : "smtp";
    }

    private MimeMessage message(Session session, Mail mail) throws MessagingException {
        MimeMessage message = new Numbered(session, "<" + mail.id() + "@" + domain() + ">");
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, recipient(mail.to()));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContentLanguage(new String[] {mail.locale()});
        if (mail.html().isPresent()) {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text(), UTF_8);
            MimeBodyPart html = new MimeBodyPart();
            html.setText(mail.html().get(), UTF_8, "html");
            message.setContent(new MimeMultipart("alternative", text, html));
        } else {
            message.setText(mail.text(), UTF_8);
        }
        message.saveChanges();
        return message;
    }

    private String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Exactly one: what a comma separates is no address. */
    private static InternetAddress recipient(String to) throws AddressException {
        int at = to.lastIndexOf('@');
        try {
            return new InternetAddress(to.substring(0, at + 1) + IDN.toASCII(to.substring(at + 1)), true);
        } catch (IllegalArgumentException noDomain) {
            return new InternetAddress(to, true);
        }
    }

    /** What it and those behind it say. */
    private static String said(MessagingException failure) {
        List<String> said = new ArrayList<>();
        Throwable each = failure;
        while (each != null && said.size() < 5) {
            said.add(each.getMessage() == null ? each.getClass().getName() : each.getMessage());
            each = each instanceof MessagingException linked && linked.getNextException() != null
                    ? linked.getNextException()
                    : each.getCause();
        }
        return String.join(" ", said);
    }

    private static final class Numbered extends MimeMessage {
        private final String number;

        Numbered(Session session, String number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", number);
        }
    }
}
