package org.clientele.offer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.clientele.access.Caller;
import org.clientele.cart.Offer;
import org.clientele.plugintest.PluginFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What nodes keep of the offers. */
final class ActiveOffersIT {
    private static final PluginFixture PLUGIN = PluginFixture.of("cart");
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());

    @AfterAll
    static void close() {
        PLUGIN.close();
    }

    private static Offer.Definition definition(boolean active) {
        return new Offer.Definition(
                "Tea week",
                Offer.Condition.NONE,
                new Offer.Effect(Optional.of(BigDecimal.TEN), Optional.empty(), Optional.empty(), false, List.of()),
                true,
                0,
                active);
    }

    @Test
    void aChangeIsSeenAtOnceWhereItWasMadeAndWithinASecondElsewhere() {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
        ActiveOffers here = new ActiveOffers(PLUGIN.transactions(), clock::get);
        ActiveOffers elsewhere = new ActiveOffers(PLUGIN.transactions(), clock::get);
        JdbcOffers offers = new JdbcOffers(PLUGIN.transactions(), PLUGIN.access(), here);
        assertThat(here.rules()).isEmpty();
        assertThat(elsewhere.rules()).isEmpty();
        Offer offer = PLUGIN.access().call(ADMIN, () -> offers.create(definition(true)));
        assertThat(here.rules()).extracting(Rule::id).containsExactly(offer.id().toString());

        // As long as it is fresh nobody asks the database.
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(elsewhere.rules()).isEmpty();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(elsewhere.rules()).hasSize(1);

        PLUGIN.access().call(ADMIN, () -> offers.change(offer.id(), OptionalLong.of(0), definition(false)));
        assertThat(here.rules()).isEmpty();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(elsewhere.rules()).isEmpty();
    }
}
