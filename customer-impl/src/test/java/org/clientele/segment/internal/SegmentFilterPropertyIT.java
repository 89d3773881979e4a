package org.clientele.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A segment has whom its filter finds, whatever the filter. */
class SegmentFilterPropertyIT {
    private static final SegmentKit KIT = SegmentKit.open();
    private static final List<String> LEAVES = List.of(
            "country eq \"FR\"",
            "country ne \"DE\"",
            "newsletter eq true",
            "dateOfBirth lt \"1990-01-01\"",
            "dateOfBirth pr",
            "firstName co \"é\"",
            "firstName sw \"n\"",
            "tags eq \"vip\"",
            "sellerAccounts eq \"a\"",
            "orders gt 2",
            "totalSpent ge 1000",
            "lastOrderAt lt \"now-90d\"",
            "addresses[city eq \"Paris\"]",
            "company eq null");

    @BeforeContainer
    static void people() {
        Random random = new Random(7);
        for (int i = 0; i < 80; i++) {
            String name = List.of("né", "nb", "xé", "y").get(random.nextInt(4));
            String country = List.of("FR", "DE", "US").get(random.nextInt(3));
            UUID id = random.nextBoolean() ? KIT.customer(country, name, "a") : KIT.customer(country, name, "b");
            KIT.shop()
                    .sql("update customer.customer set tags = '{" + (random.nextBoolean() ? "vip" : "x") + "}'"
                            + (random.nextBoolean()
                                    ? ", date_of_birth = '" + (1980 + random.nextInt(20)) + "-05-05'"
                                    : "")
                            + (random.nextBoolean() ? ", company = 'c'" : "") + " where id = '" + id + "'");
            int orders = random.nextInt(5);
            if (orders > 0) {
                KIT.shop()
                        .sql("update customer.customer_summary set orders = " + orders + ", total_spent = "
                                + orders * 500
                                + ", first_order_at = now() - interval '200 days', last_order_at = now() - interval '"
                                + random.nextInt(180) + " days' where customer_id = '" + id + "'");
            }
            if (random.nextInt(3) == 0) {
                KIT.shop()
                        .sql("insert into customer.address (id, customer_id, city) values ('" + UUID.randomUUID()
                                + "', '" + id + "', '" + (random.nextBoolean() ? "Paris" : "Rom") + "')");
            }
        }
    }

    @AfterContainer
    static void close() {
        KIT.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void aSegmentHasWhomItsFilterFinds(@ForAll long seed) {
        Random random = new Random(seed);
        String filter = filter(random, 3);
        String other = filter(random, 2);
        String segment = KIT.segment(filter);

        assertThat(KIT.found("segments eq \"" + segment + "\"")).isEqualTo(KIT.found(filter));
        String inner = "segments eq \"" + segment + "\" and (" + other + ")";
        assertThat(KIT.found("segments eq \"" + KIT.segment(inner) + "\""))
                .isEqualTo(KIT.found("(" + filter + ") and (" + other + ")"));
        assertThat(KIT.found("segments ne \"" + segment + "\"")).isEqualTo(KIT.found("not (" + filter + ")"));
        String[] seller = {"Authorization", "Bearer seller-a"};
        assertThat(KIT.found("segments eq \"" + segment + "\"", seller)).isEqualTo(KIT.found(filter, seller));
    }

    private static String filter(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return LEAVES.get(random.nextInt(LEAVES.size()));
        }
        return switch (random.nextInt(3)) {
            case 0 -> "(" + filter(random, depth - 1) + " and " + filter(random, depth - 1) + ")";
            case 1 -> "(" + filter(random, depth - 1) + " or " + filter(random, depth - 1) + ")";
            default -> "not (" + filter(random, depth - 1) + ")";
        };
    }
}
