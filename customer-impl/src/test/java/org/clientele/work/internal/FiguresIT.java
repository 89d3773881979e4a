package org.clientele.work.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.clientele.audit.internal.AuditMetrics;
import org.clientele.customer.internal.Shop;
import org.clientele.event.internal.EventMetrics;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.mail.internal.OutboxMetrics;
import org.clientele.operation.internal.OperationMetrics;
import org.clientele.segment.internal.SegmentMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is watched. */
final class FiguresIT {
    private static final Shop SHOP = Shop.open();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void whatWaitsIsSeen() {
        SHOP.sql(
                "insert into customer.event (id, type, at, seller_accounts, data)"
                        + " values (uuidv7(), 'a.b', now() - interval '1 minute', '{}', '{}')",
                "insert into customer.segment_touched (customer_id, at)"
                        + " select gen_random_uuid(), now() - interval '1 hour' from generate_series(1, 3)",
                "insert into customer.audit_entry (at, actor_id, actor_name, action, target_type, seller_accounts, details)"
                        + " values (now() - interval '10 seconds', 'a', 'a', 'a', 'a', '{}', '{}')",
                "update customer.audit_head set verified_at = now() - interval '2 days', verified_intact = false");
        SimpleMeterRegistry registry = bound();
        assertThat(gauge(registry, "clientele.event.waiting")).isEqualTo(1);
        assertThat(gauge(registry, "clientele.event.oldest.waiting.seconds")).isBetween(59.0, 90.0);
        assertThat(gauge(registry, "clientele.segment.touched")).isEqualTo(3);
        assertThat(gauge(registry, "clientele.segment.touched.age.seconds")).isBetween(3599.0, 3700.0);
        assertThat(gauge(registry, "clientele.audit.waiting")).isEqualTo(1);
        assertThat(gauge(registry, "clientele.audit.intact")).isZero();
        assertThat(gauge(registry, "clientele.audit.verification.age.seconds")).isGreaterThan(172_000);
        assertThat(gauge(registry, "clientele.operation.queued")).isZero();
        assertThat(gauge(registry, "clientele.mail.overdue.seconds")).isZero();
    }

    @Test
    void everythingIsReadWithoutAnError() {
        for (Meter meter : bound().getMeters()) {
            meter.measure().forEach(measured -> assertThat(measured.getValue())
                    .as(meter.getId().getName())
                    .satisfiesAnyOf(
                            value -> assertThat(value).isNotNaN(),
                            value -> assertThat(meter.getId().getName()).startsWith("clientele.audit.")));
        }
    }

    @Test
    void theDatabaseIsAskedAgainLaterOnly() {
        SHOP.sql("create sequence customer.looks");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new Figures(SHOP.transactions(), Duration.ofHours(1))
                .gauge("looks", "", "select nextval('customer.looks')")
                .gauge("other", "", "select 1")
                .bindTo(registry);
        for (int i = 0; i < 5; i++) {
            assertThat(gauge(registry, "looks")).isEqualTo(1);
            assertThat(gauge(registry, "other")).isEqualTo(1);
        }
        new Figures(SHOP.transactions(), Duration.ofMillis(100))
                .gauge("looks", "", "select nextval('customer.looks')")
                .bindTo(registry);
        assertThat(gauge(registry, "looks")).isEqualTo(2);
        java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        assertThat(gauge(registry, "looks")).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsNotThere() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new Figures(SHOP.transactions()).gauge("none", "", "select 1 / 0").bindTo(registry);
        assertThat(gauge(registry, "none")).isNaN();
    }

    private static SimpleMeterRegistry bound() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        for (MeterBinder binder : List.of(
                new EventMetrics(SHOP.transactions(), new JdbcEvents(SHOP.transactions(), SHOP.access())),
                new AuditMetrics(SHOP.transactions()),
                new SegmentMetrics(SHOP.transactions()),
                new OperationMetrics(SHOP.transactions()),
                new OutboxMetrics(SHOP.transactions()))) {
            binder.bindTo(registry);
        }
        return registry;
    }

    private static double gauge(SimpleMeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }
}
