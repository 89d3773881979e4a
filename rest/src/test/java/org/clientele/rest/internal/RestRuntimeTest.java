package org.clientele.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RestRuntimeTest {
    private static final String STORE = "(osgi.jakartars.name=store)";

    @Test
    void aResourceIsServedWhereItSelects() {
        assertThat(RestRuntime.surface(STORE)).isEqualTo(Surface.STORE);
        assertThat(RestRuntime.surface(new String[] {STORE})).isEqualTo(Surface.STORE);
        assertThat(RestRuntime.surface(List.of(STORE))).isEqualTo(Surface.STORE);
        assertThat(RestRuntime.surface(null)).isEqualTo(Surface.ADMIN);
    }
}
