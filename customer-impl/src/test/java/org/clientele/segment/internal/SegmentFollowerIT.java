package org.clientele.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.segment.internal.SegmentKit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.clientele.segment.SegmentListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes into segments and leaves them. */
final class SegmentFollowerIT {
    private static final SegmentKit KIT = SegmentKit.open();
    private final List<String> news = new ArrayList<>();

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.empty();
        KIT.shop().sql("truncate customer.segment_touched");
        KIT.listen(new SegmentListener() {
            @Override
            public void entered(UUID segment, List<UUID> customers) {
                customers.forEach(customer -> news.add("+" + customer));
            }

            @Override
            public void left(UUID segment, List<UUID> customers) {
                customers.forEach(customer -> news.add("-" + customer));
            }
        });
    }

    @Test
    void whoComesAndWhoLeavesIsCountedAndTold() {
        UUID stays = KIT.customer("FR", "a");
        UUID leaves = KIT.customer("FR", "b");
        UUID comes = KIT.customer("DE", "c");
        String segment = KIT.segment("country eq \"FR\"");
        follow();
        assertThat(news).isEmpty();
        assertThat(count(segment)).isEqualTo(2);

        KIT.shop()
                .sql(
                        "update customer.customer set country = 'FR' where id = '" + comes + "'",
                        "update customer.customer set country = 'DE' where id = '" + leaves + "'",
                        "update customer.customer set country = 'FR', company = 'x' where id = '" + stays + "'");
        UUID fresh = KIT.customer("FR", "d");
        follow();

        assertThat(news).containsExactlyInAnyOrder("+" + comes, "-" + leaves, "+" + fresh);
        assertThat(count(segment)).isEqualTo(3);
        assertThat(json(KIT.rest().get("/segments/" + segment)).get("countedAt").asText())
                .isNotEmpty();
        news.clear();
        KIT.shop().sql("delete from customer.customer where id = '" + stays + "'");
        follow();
        assertThat(news).containsExactly("-" + stays);
        assertThat(count(segment)).isEqualTo(2);
        follow();
        assertThat(news).hasSize(1);
    }

    @Test
    void addressesAndStaticSegmentsTouchToo() {
        UUID customer = KIT.customer("FR", "a");
        String picked = json(KIT.rest().post("/segments", "{\"name\":\"p\",\"kind\":\"static\"}"))
                .get("id")
                .asText();
        String inParis = KIT.segment("addresses[city eq \"Paris\"]");
        String both = KIT.segment("segments eq \"" + picked + "\" and segments eq \"" + inParis + "\"");
        follow();

        KIT.shop()
                .sql("insert into customer.address (id, customer_id, city) values ('" + UUID.randomUUID() + "', '"
                        + customer + "', 'Paris')");
        follow();
        assertThat(count(inParis)).isEqualTo(1);
        assertThat(count(both)).isZero();
        KIT.rest().post("/segments/" + picked + "/members", "{\"ids\":[\"" + customer + "\"]}");
        follow();
        assertThat(count(both)).isEqualTo(1);
        KIT.shop().sql("delete from customer.customer where id = '" + customer + "'");
        follow();
        assertThat(List.of(count(picked), count(inParis), count(both))).containsOnly(0L);
    }

    @Test
    void timePassesForSegmentsThatDependOnIt() throws InterruptedException {
        UUID customer = KIT.customer("FR", "a");
        KIT.shop().sql("update customer.customer set last_login_at = now() where id = '" + customer + "'");
        String segment = KIT.segment("lastLoginAt gt \"now-1s\"");
        follow();
        news.clear();
        Thread.sleep(1_500);

        new SegmentFollower(
                        KIT.shop().transactions(),
                        KIT.shop().access(),
                        KIT.search(),
                        KIT.news(),
                        Duration.ZERO,
                        Duration.ofHours(1),
                        new Pace(KIT.shop().transactions(), 100, 100))
                .run();

        assertThat(count(segment)).isZero();
    }

    @Test
    void sellersSegmentsAreFollowedWithinTheirAccounts() {
        KIT.customer("FR", "a", "a");
        KIT.customer("FR", "b", "b");
        JsonNode created = json(KIT.rest()
                .post("/segments", "{\"name\":\"m\",\"filter\":\"country pr\"}", "Authorization", "Bearer seller-a"));
        follow();
        UUID own = KIT.customer("DE", "c", "a");
        KIT.customer("DE", "d", "b");
        follow();

        assertThat(count(created.get("id").asText())).isEqualTo(2);
        assertThat(news).containsExactly("+" + own);
    }

    @Test
    void manySegmentsAndCustomersAreFollowedInBatches() {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            segments.add(KIT.segment("orders lt " + (i + 1) + " or country eq \"X" + i + "\""));
        }
        follow();
        KIT.shop()
                .sql(
                        "insert into customer.customer (id, account) select gen_random_uuid(), false from generate_series(1, 6000)");
        follow();

        segments.forEach(segment -> assertThat(count(segment)).isEqualTo(6_000));
    }

    @Test
    void whileAnImportRunsChangesWaitButNotForLong() {
        Pace pace = new Pace(KIT.shop().transactions(), 50, 3);
        KIT.shop().sql("insert into customer.segment_touched (customer_id) values (gen_random_uuid())");
        assertThat(pace.canWait()).isTrue();
        KIT.shop().sql("update customer.segment_touched set at = now() - interval '2 seconds'");
        assertThat(pace.canWait()).isFalse();
        KIT.shop()
                .sql("insert into customer.operation (id, kind, state, parameters, caller, started_by)"
                        + " values (uuidv7(), 'orders.import', 'running', '{}', '{}', 'test')");
        assertThat(pace.canWait()).isTrue();
        KIT.shop().sql("update customer.segment_touched set at = now() - interval '31 seconds'");
        assertThat(pace.canWait()).isFalse();
        KIT.shop().sql("delete from customer.operation");
    }

    private static void follow() {
        new SegmentFollower(
                        KIT.shop().transactions(),
                        KIT.shop().access(),
                        KIT.search(),
                        KIT.news(),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        new Pace(KIT.shop().transactions(), 100, 100))
                .run();
    }

    private static long count(String segment) {
        return json(KIT.rest().get("/segments/" + segment)).get("count").asLong();
    }
}
