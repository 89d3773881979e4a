package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InstantTextTest {
    @Test
    void itIsTheTextOfTheInstant() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int nanos = new int[] {0, 1_000_000, 1_000, 1}[i % 4] * random.nextInt(999) % 1_000_000_000;
            same(Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L), nanos));
        }
        same(Instant.EPOCH);
        same(Instant.parse("9999-12-31T23:59:59.999999Z"));
        same(Instant.parse("+10000-01-01T00:00:00Z"));
        same(Instant.MIN);
    }

    private static void same(Instant time) {
        byte[] text = new byte[InstantText.LONGEST];
        assertThat(new String(text, 0, InstantText.write(time, text, 0), StandardCharsets.US_ASCII))
                .isEqualTo(time.toString());
    }
}
