package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One e-mail address is one text. */
final class EmailTest {
    @ParameterizedTest
    @CsvSource({
        "Ada@Example.COM, ada@example.com",
        "'  ada@example.com ', ada@example.com",
        "ada+shop@example.com, ada+shop@example.com",
        "ada@BÜCHER.example, ada@xn--bcher-kva.example",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "ada@XN--BCHER-KVA.example, ada@xn--bcher-kva.example",
        "ada@例え.jp, ada@xn--r8jz45g.jp",
        "JOSÉ@example.com, josé@example.com",
        "o'neil@example.com, o'neil@example.com"
    })
    void spellingsOfOneAddressAreOne(String typed, String canonical) {
        String email = CustomerChecks.canonicalEmail(Optional.of(typed)).orElseThrow();

        assertThat(email).isEqualTo(canonical);
        assertThat(CustomerChecks.isEmail(email)).isTrue();
        assertThat(CustomerChecks.canonicalEmail(Optional.of(email))).hasValue(email);
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(CustomerChecks.canonicalEmail(Optional.of("jose\u0301@example.com")))
                .isEqualTo(CustomerChecks.canonicalEmail(Optional.of("jos\u00e9@example.com")));
    }

    @Test
    void theLocaleOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(CustomerChecks.canonicalEmail(Optional.of("INFO@EXAMPLE.COM")))
                    .hasValue("info@example.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@example",
                "ada@example.com.",
                "ada@.example.com",
                "ada@-example.com",
                "ada@example-.com",
                "ada..b@example.com",
                ".ada@example.com",
                "ada.@example.com",
                "a b@example.com",
                "a@b@example.com",
                "ada@exam_ple.com",
                "ada@example.com\nbcc: x@example.com",
                "ada\u202e@example.com",
                "<ada@example.com>",
                "\"ada\"@example.com",
                "ada@[127.0.0.1]"
            })
    void whatIsNoneIsNone(String typed) {
        assertThat(CustomerChecks.canonicalEmail(Optional.of(typed)).filter(CustomerChecks::isEmail))
                .isEmpty();
    }

    @Test
    void tooLongIsNone() {
        assertThat(CustomerChecks.isEmail("a".repeat(64) + "@example.com")).isTrue();
        assertThat(CustomerChecks.isEmail("a".repeat(65) + "@example.com")).isFalse();
        assertThat(CustomerChecks.isEmail("a@" + "a.".repeat(130) + "com")).isFalse();
    }
}
