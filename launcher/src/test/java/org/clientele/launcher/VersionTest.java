package org.clientele.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(new Version("0.10.0")).isGreaterThan(new Version("0.9.3"));
        assertThat(new Version("1.0.0")).isGreaterThan(new Version("1.0"));
    }

    @Test
    void qualifiersDoNotCount() {
        assertThat(new Version("1.2.0-SNAPSHOT")).isEqualByComparingTo(new Version("1.2.0"));
    }
}
