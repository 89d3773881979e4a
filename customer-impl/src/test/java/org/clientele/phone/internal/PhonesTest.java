package org.clientele.phone.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhonesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    030 123456          | DE | +4930123456
                    (030) 123-456       | DE | +4930123456
                    0049 30 123456      | DE | +4930123456
                    +49 (0)30 123456    | FR | +4930123456
                    020 7946 0958       | GB | +442079460958
                    (212) 555-0123      | US | +12125550123
                    01 42 68 53 00      | FR | +33142685300
                    06 6982             | IT | +39066982
                    +447700900123       | US | +447700900123
                    """)
    void numbersAreUnderstoodWhereTheyAreDialled(String written, String country, String canonical) {
        assertThat(Phones.canonical(written, Optional.of(country))).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "030 123456",
                "12",
                "+49",
                "+999123456789",
                "tel",
                "1-800-FLOWERS",
                "+491234567890123456",
                "0x1234567"
            })
    void whatMakesNoSenseWithoutACountryIsNone(String written) {
        assertThat(Phones.canonical(written, Optional.empty())).isEmpty();
    }

    @Test
    void localNumbersMustBeInUse() {
        assertThat(Phones.canonical("030 1", Optional.of("DE"))).isEmpty();
        assertThat(Phones.canonical("2026-01-31", Optional.of("US"))).isEmpty();
        assertThat(Phones.canonical("030 123456", Optional.of("XX"))).isEmpty();
    }

    @Test
    void thePhonesOfTheDemoShopAreKept() {
        for (String dialling : new String[] {
            "+447700900",
            "+491520000",
            "+33639980",
            "+34600000",
            "+436600000",
            "+41780000",
            "+32470000",
            "+351910000",
            "+353830000",
            "+61491000"
        }) {
            assertThat(Phones.isCanonical(dialling + "123")).as(dialling).isTrue();
        }
    }
}
