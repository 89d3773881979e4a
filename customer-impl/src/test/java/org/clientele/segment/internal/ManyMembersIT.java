package org.clientele.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.segment.internal.SegmentKit.json;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.clientele.access.Caller;
import org.clientele.segment.Segment;
import org.clientele.segment.SegmentListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment may have as many members as there are customers: who they are, a node holds only for those who want to hear it. */
final class ManyMembersIT {
    private static final int MANY = 12_000;
    /** A row that is read costs more than 200. */
    private static final long BYTES_PER_MEMBER = 60;

    private static final SegmentKit KIT = SegmentKit.open();
    private final Set<UUID> entered = new HashSet<>();
    private final Set<UUID> left = new HashSet<>();

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeAll
    static void many() {
        for (int i = 0; i < MANY / 1_000; i++) {
            KIT.shop()
                    .sql("insert into customer.customer (id, account, country)"
                            + " select gen_random_uuid(), false, 'FR' from generate_series(1, 1000)");
        }
    }

    @BeforeEach
    void nothingYet() {
        KIT.news().listeners = List.of();
        KIT.shop().sql("truncate customer.segment cascade", "truncate customer.segment_touched");
        KIT.segment("country eq \"XX\"");
        follow();
    }

    @Test
    void theFirstEvaluationReadsNoMembers() {
        listen();
        String segment = KIT.segment("country eq \"FR\"");

        long bytes = allocated(ManyMembersIT::follow);
        assertThat(bytes).isLessThan(MANY * BYTES_PER_MEMBER);

        assertThat(count(segment)).isEqualTo(MANY);
        assertThat(entered).isEmpty();
    }

    @Test
    void whoHearsOfAStaticSegmentHearsOfAll() {
        listen();
        String picked = picked();

        move(() -> segments().add(UUID.fromString(picked), members("country eq \"FR\"")));
        move(() -> segments().withdraw(UUID.fromString(picked), members("country eq \"FR\"")));

        assertThat(entered).hasSize(MANY).isEqualTo(left);
        assertThat(count(picked)).isZero();
    }

    @Test
    void staticSegmentsMoveManyWithoutReadingThem() {
        UUID picked = UUID.fromString(picked());
        String both = KIT.segment("segments eq \"" + picked + "\" and country eq \"FR\"");
        follow();
        assertThat(touched()).isZero();

        long bytes = allocated(() -> {
            move(() -> segments().add(picked, members("country eq \"FR\"")));
            move(() -> segments().replace(picked, members("country eq \"XX\"")));
            move(() -> segments().add(picked, members("country eq \"FR\"")));
            move(() -> segments()
                    .create(new Segment.Definition("new", Segment.Kind.STATIC, Optional.of("country eq \"FR\""))));
        });

        assertThat(bytes).isLessThan(4 * MANY * BYTES_PER_MEMBER);
        assertThat(touched()).isEqualTo(3 * MANY);
        follow();
        assertThat(List.of(count(picked.toString()), count(both))).containsOnly((long) MANY);
    }

    private void listen() {
        KIT.listen(new SegmentListener() {
            @Override
            public void entered(UUID segment, List<UUID> customers) {
                entered.addAll(customers);
            }

            @Override
            public void left(UUID segment, List<UUID> customers) {
                left.addAll(customers);
            }
        });
    }

    private static JdbcSegments segments() {
        return new JdbcSegments(
                KIT.shop().transactions(), KIT.shop().access(), KIT.shop().search(), KIT.search(), KIT.news());
    }

    private static void move(Supplier<Segment> change) {
        KIT.shop().access().call(Caller.system("test"), change);
    }

    private static Segment.Members members(String filter) {
        return new Segment.Members(List.of(), Optional.of(filter));
    }

    private static String picked() {
        return json(KIT.rest().post("/segments", "{\"name\":\"p\",\"kind\":\"static\"}"))
                .get("id")
                .asText();
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
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

    private static long touched() {
        return KIT.shop().transactions().read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select count(*) from customer.segment_touched")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static long count(String segment) {
        return json(KIT.rest().get("/segments/" + segment)).get("count").asLong();
    }
}
