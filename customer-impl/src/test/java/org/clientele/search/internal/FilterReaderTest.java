package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.clientele.Problem;
import org.clientele.search.internal.Filter.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterReaderTest {
    @Test
    void andBindsTighterThanOr() {
        Filter filter = FilterReader.read("a eq 1 or b eq 2 and c eq 3");

        assertThat(filter)
                .isInstanceOfSatisfying(
                        Filter.Or.class, or -> assertThat(or.any().get(1)).isInstanceOf(Filter.And.class));
    }

    @Test
    void textsAreFullUnicodeWithEscapesOfJson() {
        assertThat(text("lastName eq \"Müller-漢字 \\u00e9 \\\"\\\\ 😀\"")).isEqualTo("Müller-漢字 é \"\\ 😀");
    }

    @Test
    void operatorsAreReadInAnyCase() {
        assertThat(FilterReader.read("a EQ \"x\" AND NOT (b Pr)")).isInstanceOf(Filter.And.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    country eq              | 11
                    country eq "FR          | 12
                    country eq 'FR'         | 12
                    country eq "FR" and     | 20
                    (country eq "FR"        | 17
                    country eq "FR")        | 16
                    country == "FR"         | 9
                    country eq "\\u00"      | 12
                    eq "FR"                 | 1
                    tags[                   | 6
                    a eq 01                 | 7
                    """)
    void whatCannotBeReadIsRefusedWithItsColumn(String text, int column) {
        assertThatThrownBy(() -> FilterReader.read(text))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.Invalid.class))
                .satisfies(problem -> {
                    assertThat(problem.violations().get(0).code()).isEqualTo("filter-syntax");
                    assertThat(problem.getMessage()).contains("(column " + column + ")");
                });
    }

    @Test
    void nestingIsLimitedToFive() {
        assertThat(FilterReader.read("(((((a eq 1)))))")).isInstanceOf(Comparison.class);
        assertThatThrownBy(() -> FilterReader.read("((((((a eq 1))))))")).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> FilterReader.read("(".repeat(10_000))).isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void loneSurrogatesAndNulAreRefused() {
        assertThatThrownBy(() -> FilterReader.read("a eq \"\\ud800\"")).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> FilterReader.read("a eq \"\\u0000\"")).isInstanceOf(Problem.Invalid.class);
    }

    private static String text(String filter) {
        return ((Comparison) FilterReader.read(filter)).literal().text();
    }
}
