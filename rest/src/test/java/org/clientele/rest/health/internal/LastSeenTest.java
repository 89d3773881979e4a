package org.clientele.rest.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LastSeenTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final LastSeen seen = new LastSeen(now::get);

    @Test
    void aProbeThatAsksEveryThirtySecondsIsToldWhatTheCheckSaidLastWhenItStalls() {
        assertThat(seen.status(1, Optional.of("ok"))).isEqualTo("ok");
        assertThat(seen.status(2, Optional.of("critical"))).isEqualTo("critical");
        pass(Duration.ofSeconds(30));
        assertThat(seen.status(1, Optional.empty())).isEqualTo("ok");
        assertThat(seen.status(2, Optional.empty())).isEqualTo("critical");
    }

    @Test
    void aCheckThatAnswersNoMoreHasTimedOut() {
        seen.status(1, Optional.of("ok"));
        pass(LastSeen.KEPT);
        assertThat(seen.status(1, Optional.empty())).isEqualTo("timed-out");
        assertThat(seen.status(1, Optional.of("ok"))).isEqualTo("ok");
        assertThat(seen.status(1, Optional.empty())).isEqualTo("ok");
    }

    @Test
    void aCheckThatNeverAnsweredHasTimedOut() {
        assertThat(seen.status(1, Optional.empty())).isEqualTo("timed-out");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
