package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.clientele.Uuid7;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    @Test
    void idsGrowAndTellTheirVersionAndTime() {
        String before = "";
        for (int i = 0; i < 20_000; i++) {
            UUID id = Uuid7.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.toString()).isGreaterThan(before);
            before = id.toString();
        }
        assertThat(Math.abs((Uuid7.next().getMostSignificantBits() >>> 16) - System.currentTimeMillis()))
                .isLessThan(60_000);
    }
}
