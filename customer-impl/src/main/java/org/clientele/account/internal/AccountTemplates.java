package org.clientele.account.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clientele.mail.MailTemplates;
import org.osgi.service.component.annotations.Component;

/** The wording of the one mail that only registration needs. */
@Component
public final class AccountTemplates implements MailTemplates {
    static final String EXISTS = "account-exists";

    @Override
    public Optional<String> find(String name, String language) {
        if (!name.equals(EXISTS) || !language.matches("[a-z]{2,3}")) {
            return Optional.empty();
        }
        try (InputStream text = AccountTemplates.class.getResourceAsStream(name + '_' + language + ".peb")) {
            return text == null
                    ? Optional.empty()
                    : Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
