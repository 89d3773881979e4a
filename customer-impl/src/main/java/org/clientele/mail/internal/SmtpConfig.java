package org.clientele.mail.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele SMTP",
        description = "The server that mails are handed to (etc/org.clientele.smtp.cfg). Without a host they are kept.")
@interface SmtpConfig {
    @AttributeDefinition(name = "Host", description = "CLIENTELE_SMTP_HOST")
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "CLIENTELE_SMTP_PORT; 0 is 465 with SSL, 587 with STARTTLS, 25 without either.",
            min = "0",
            max = "65535")
    int port() default 0;

    @AttributeDefinition(name = "User", description = "CLIENTELE_SMTP_USER; empty for a server that asks for none.")
    String user() default "";

    @AttributeDefinition(name = "Password", type = AttributeType.PASSWORD, description = "CLIENTELE_SMTP_PASSWORD")
    String password() default "";

    @AttributeDefinition(
            name = "STARTTLS",
            description = "CLIENTELE_SMTP_START_TLS; nothing is sent to a server that does not offer it.")
    boolean startTls() default false;

    @AttributeDefinition(name = "SSL", description = "CLIENTELE_SMTP_SSL; encrypted from the start.")
    boolean ssl() default false;

    @AttributeDefinition(name = "From", description = "CLIENTELE_SMTP_FROM, such as: My shop <shop@example.com>")
    String from() default "no-reply@localhost";

    @AttributeDefinition(
            name = "Timeout (ms)",
            description = "To connect, and for each answer of the server.",
            min = "100",
            max = "10000")
    int timeoutMillis() default 10_000;
}
