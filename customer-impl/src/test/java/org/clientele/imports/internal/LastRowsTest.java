package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clientele.Problem;
import org.junit.jupiter.api.Test;

class LastRowsTest {
    @Test
    void eachKeyIsLastWhereItCameLast() {
        LastRows rows = new LastRows();
        for (int i = 1; i <= 100_000; i++) {
            rows.put("key" + i % 30_000, i);
        }
        assertThat(rows.size()).isEqualTo(30_000);
        assertThat(rows.isLast("key7", 90_007)).isTrue();
        assertThat(rows.isLast("key7", 7)).isFalse();
        assertThat(rows.isLast("key20000", 80_000)).isTrue();
    }

    @Test
    void aFileHasOnlyAsManyDocumentsAsCanBeHeld() {
        LastRows rows = new LastRows(10_000);
        for (int i = 1; i <= 10_000; i++) {
            rows.put(Integer.toString(i), i);
        }
        rows.put("1", 10_001);
        assertThatThrownBy(() -> rows.put("one more", 10_002))
                .isInstanceOfSatisfying(Problem.Unprocessable.class, problem -> assertThat(problem.code())
                        .isEqualTo("too-many-documents"));
        assertThat(rows.isLast("1", 10_001)).isTrue();
    }
}
