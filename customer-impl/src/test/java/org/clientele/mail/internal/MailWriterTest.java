package org.clientele.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clientele.mail.Mail;
import org.clientele.mail.MailTemplates;
import org.clientele.mail.internal.MailWriter.Letterhead;
import org.clientele.mail.internal.MailWriter.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailWriterTest {
    private static final Letterhead LETTERHEAD =
            new Letterhead("https://shop.example.com/", "Tea & Co", "en", ZoneId.of("UTC"));

    @TempDir
    private Path folder = Path.of("");

    private final Ranked<MailTemplates> services = new Ranked<>();

    private Written write(String template, String locale, Map<String, Object> values) {
        return new MailWriter(new Wordings(folder, services), LETTERHEAD)
                .write(new Mail.Draft(template, Optional.empty(), "a@example.com", Optional.of(locale), values));
    }

    private void file(String name, String source) {
        try {
            Files.writeString(folder.resolve(name), source);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verification",
                "welcome",
                "set-password",
                "password-reset",
                "password-changed",
                "email-change",
                "email-change-notice",
                "account-exists",
                "checkout-link",
                "export-ready",
                "watch-alert",
                "notification"
            })
    void isShippedInEnglishAndGermanAndMissesNoValue(String template) {
        Written english = write(template, "en", Map.of());
        Written german = write(
                template,
                "de",
                Map.of("name", "Jürgen", "link", "/x?t=1", "expiresAt", Instant.parse("2026-11-24T13:30:00Z")));

        assertThat(english.subject()).isNotBlank().isNotEqualTo(german.subject());
        assertThat(english.text()).startsWith("Hello,\n").doesNotContain("{", "}", "\n\n\n", "works until");
        assertThat(english.html().orElseThrow()).contains("<p>Hello,</p>").doesNotContain("{", "href");
        assertThat(german.text())
                .startsWith("Hallo Jürgen,\n")
                .contains("\nhttps://shop.example.com/x?t=1\nDer Link gilt bis 24. November 2026")
                .contains("Tea & Co");
        assertThat(german.html().orElseThrow())
                .contains("href=\"https://shop.example.com/x?t=1\"")
                .contains("Tea &amp; Co");
    }

    @Test
    void theLocaleIsTheExactOneThenTheLanguageThenEnglish() {
        file("verification_de-AT.peb", "Servus\n\nText");

        assertThat(write("verification", "de-AT", Map.of()).subject()).isEqualTo("Servus");
        assertThat(write("verification", "de-AT", Map.of()).locale()).isEqualTo("de-AT");
        assertThat(write("verification", "de_AT", Map.of()).locale()).isEqualTo("de-AT");
        assertThat(write("verification", "de-CH", Map.of()).locale()).isEqualTo("de");
        assertThat(write("verification", "fr-FR", Map.of()).locale()).isEqualTo("en");
        assertThat(write("verification", "../../x", Map.of()).locale()).isEqualTo("en");
        assertThat(write("verification", "", Map.of()).locale()).isEqualTo("en");
    }

    @Test
    void anOperatorsFileComesBeforeAPluginsWordingAndThatBeforeTheShippedOne() {
        services.add((name, language) -> Optional.of("low\n\nlow"), Map.of("service.ranking", -1));
        services.add(
                (name, language) -> name.equals("welcome") || language.equals("de")
                        ? Optional.of("plugin\n\ntext")
                        : Optional.empty(),
                Map.of("service.ranking", 7));
        file("welcome_en.peb", "file {{ name }}\r\n\r\ntext {{ name }}\r\n<!-- html -->\r\n<b>{{ name }}</b>");

        Written welcome = write("welcome", "en", Map.of("name", "<Ada>"));

        assertThat(welcome.subject()).isEqualTo("file <Ada>");
        assertThat(welcome.text()).isEqualTo("text <Ada>\n");
        assertThat(welcome.html()).hasValue("<b>&lt;Ada&gt;</b>\n");
        assertThat(write("welcome", "de", Map.of()).subject()).isEqualTo("plugin");
        assertThat(write("export-ready", "en", Map.of()).subject()).isEqualTo("low");
        assertThat(write("welcome", "de", Map.of()).html()).isEmpty();
    }

    @Test
    void aPluginThatThrowsOrABrokenFileHarmsNoMail() {
        services.add(
                (name, language) -> {
                    throw new IllegalStateException("no");
                },
                Map.of());
        file("welcome_en.peb", "broken {{ name\n\n{% if %}");

        assertThat(write("welcome", "en", Map.of()).subject()).isEqualTo("Welcome to Tea & Co");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.getClass() }}",
                "{{ name.getClass().forName('java.lang.Runtime') }}",
                "{{ name.class }}",
                "{{ name.bytes }}",
                "{{ map.getClass() }}",
                "{{ map.size() }}",
                "{{ (1).TYPE }}",
                "{{ true.TRUE }}{{ name.CASE_INSENSITIVE_ORDER }}{{ name['class'] }}",
                "{% include '/etc/passwd' %}",
                "{% import 'x' %}",
                "{% extends 'welcome' %}",
                "{{ i18n('java.lang.String', 'x') }}",
                "{{ beans.x }}{{ request.y.z }}{{ _context.globals }}{{ map.a.b.c }}",
                "{% for i in range(0, 1000000000) %}x{% endfor %}",
                "{% for i in 0..1000000000 %}x{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{{ name - 1 }}{{ map + 1 }}"
            })
    void aHostileWordingReachesNothing(String source) {
        file("welcome_en.peb", "hostile\n\n[" + source + "]");

        Written written = write("welcome", "en", Map.of("name", "Ada", "map", Map.of("a", 1)));

        assertThat(written.text().startsWith("Hello Ada") || written.text().equals("[]\n"))
                .as(written.text())
                .isTrue();
    }

    @Test
    void aHostileValueIsText() {
        String hostile = "{{ ''.getClass() }}{% include 'x' %}<script>alert(1)</script>\" onclick=\"x";

        Written written = write("verification", "en", Map.of("name", hostile));

        assertThat(written.text()).contains("Hello " + hostile + ",");
        assertThat(written.html().orElseThrow())
                .contains("{{", "&lt;script&gt;")
                .doesNotContain("<script>", "\" onclick");
    }

    @Test
    void noValueStartsAHeaderOrALineOfItsOwn() {
        file("welcome_en.peb", "Hi {{ name }}\n\n{{ name }}");

        Written written = write("welcome", "en", Map.of("name", "Ada\r\nBcc: all@example.com\u2028x\u0085y\u0000z"));

        assertThat(written.subject()).isEqualTo("Hi Ada Bcc: all@example.com x y z");
        assertThat(written.text()).isEqualTo("Ada Bcc: all@example.com x y z\n");
    }

    @Test
    void aSubjectEndsWithAWholeCharacter() {
        Written written = write("welcome", "en", Map.of("shop", "\ud83c\udf75".repeat(500) + "\ud83c"));

        assertThat(written.subject().codePointCount(0, written.subject().length()))
                .isEqualTo(200);
        assertThat(written.subject()).endsWith("\ud83c\udf75");
        assertThat(written.text()).contains("\ufffd");
    }

    @Test
    void linksStartFromThePublicAddressAndStayWhatTheyAre() {
        Map<String, Object> values = new HashMap<>();
        values.put("link", "/verify?token=a&b=\"><script>");
        Written written = write("verification", "en", values);

        assertThat(written.text()).contains("https://shop.example.com/verify?token=a&b=%22%3E%3Cscript%3E\n");
        assertThat(written.html().orElseThrow()).contains("token=a&amp;b=%22%3E%3Cscript%3E\"");
        assertThat(written.secrets())
                .contains("https://shop.example.com/verify?token=a&b=%22%3E%3Cscript%3E")
                .contains("https://shop.example.com/verify?token=a&amp;b=%22%3E%3Cscript%3E");
        assertThat(write("verification", "en", Map.of("link", "javascript:alert(1)"))
                        .text())
                .contains("https://shop.example.com/javascript:alert(1)");
        assertThat(write("verification", "en", Map.of("link", "http://127.0.0.1/x"))
                        .text())
                .contains("\nhttp://127.0.0.1/x\n");
    }

    @Test
    void listsAndMapsAreValuesToo() {
        file(
                "welcome_en.peb",
                "x\n\n{% for i in items %}{{ i.sku }}={{ i.n }} {{ i.open }} {{ i.link }};{% endfor %}{{ items[0].sku }}{{ items[7].sku }}{{ items.x }}");

        Written written = write(
                "welcome",
                "en",
                Map.of("items", List.of(Map.of("sku", "A", "n", 2, "open", true, "link", "l"), Map.of("n", 1.5))));

        assertThat(written.text()).isEqualTo("A=2 true https://shop.example.com/l;=1.5  ;A\n");
        assertThat(written.secrets()).contains("https://shop.example.com/l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "", "../welcome", "welcome_en", "Welcome", "a/b", "welcome\u0000", "a.b.c"})
    void aTemplateThatIsNotThereIsRefused(String name) {
        assertThatThrownBy(() -> write(name, "en", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
