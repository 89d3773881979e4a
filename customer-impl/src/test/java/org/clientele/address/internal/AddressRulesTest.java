package org.clientele.address.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.customer.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressRulesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    DE,10115
                    AT,1010
                    CH,8001
                    FR,75001
                    FR,75 001
                    GB,SW1A 1AA
                    GB,sw1a1aa
                    GB,M1 1AE
                    IE,D02 X285
                    IE,D6W X285
                    NL,1012 JS
                    PL,00-001
                    PT,1100-148
                    SE,111 22
                    CZ,110 00
                    GR,104 31
                    ES,28013
                    IT,00118
                    US,10001
                    US,10001-1234
                    CA,K1A 0B1
                    CA,k1a0b1
                    BR,01310-100
                    JP,100-0001
                    KR,03051
                    IN,110001
                    AU,2000
                    NZ,6011
                    ZA,8001
                    AR,C1425
                    LV,LV-1050
                    LU,L-1111
                    MT,VLT 1117
                    SG,018956
                    AE,
                    HK,
                    IE,
                    """)
    void codesThatTheirPostsGiveAreTaken(String country, String code) {
        assertThat(complaints(country, Optional.ofNullable(code))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    DE,1234
                    DE,D-10115
                    AT,10101
                    FR,7500
                    GB,12345
                    NL,0123 AB
                    PL,00001
                    PT,1100
                    US,1234
                    US,ABCDE
                    CA,12345
                    BR,1234
                    JP,1000
                    IN,1100
                    AU,200
                    IE,12345
                    """)
    void codesOfNoPlaceAreRefused(String country, String code) {
        assertThat(complaints(country, Optional.of(code)))
                .extracting(Problem.Violation::pointer, Problem.Violation::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/a/postalCode", "postal-code"));
    }

    @Test
    void whatACountryNeedsMustBeThere() {
        assertThat(complaints(content(Optional.empty(), Optional.empty(), Optional.empty(), "US", Optional.empty())))
                .extracting(Problem.Violation::pointer)
                .containsExactly("/a/line1", "/a/city", "/a/province", "/a/postalCode");
        assertThat(complaints(content(Optional.of("1"), Optional.of("B"), Optional.empty(), "DE", Optional.empty())))
                .extracting(Problem.Violation::pointer, Problem.Violation::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/a/postalCode", "required"));
        assertThat(complaints(content(Optional.of("1"), Optional.empty(), Optional.empty(), "HK", Optional.empty())))
                .isEmpty();
    }

    @Test
    void aCountryThatNobodyDescribedAsksForNothing() {
        assertThat(complaints(content(Optional.empty(), Optional.empty(), Optional.empty(), "TV", Optional.of("x"))))
                .isEmpty();
    }

    private static List<Problem.Violation> complaints(String country, Optional<String> code) {
        return complaints(
                content(Optional.of("1 Street"), Optional.of("City"), Optional.of("Province"), country, code));
    }

    private static List<Problem.Violation> complaints(Address.Content address) {
        Problem.Checks checks = new Problem.Checks();
        AddressRules.check(checks, "/a", address);
        return checks.violations();
    }

    private static Address.Content content(
            Optional<String> line,
            Optional<String> city,
            Optional<String> province,
            String country,
            Optional<String> code) {
        return new Address.Content(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                line,
                Optional.empty(),
                Optional.empty(),
                city,
                province,
                code,
                Optional.of(country),
                Optional.empty());
    }
}
