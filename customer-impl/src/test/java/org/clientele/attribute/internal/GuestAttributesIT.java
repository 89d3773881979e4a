package org.clientele.attribute.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.clientele.persistence.DatabaseFixture;
import org.clientele.persistence.Transactions;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes of plugins are tried before a list can name them. */
final class GuestAttributesIT {
    private final DatabaseFixture database = DatabaseFixture.create();
    private final Transactions transactions = database.open("customer");
    private final AttributeProbe probe = new AttributeProbe(transactions);
    private final Access access = RestFixture.ACCESS;
    private final RegisteredAttributes attributes = new RegisteredAttributes(access, provider -> Optional.of("guest"));

    @BeforeEach
    void tables() {
        run("create schema guest; create table guest.one (customer_id uuid primary key, n int);"
                + "create table guest.many (customer_id uuid, n int); create index on guest.many (customer_id);"
                + "create table guest.own (customer_id uuid, watcher text, primary key (customer_id, watcher))");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aGoodOnePasses() {
        assertThat(objections("guest.n", "{}.n")).isEmpty();
        assertThat(objections("guest.text", "coalesce({}.n::text, 'a;b -- (c')"))
                .isNotNull();
        assertThat(probe.objections(
                        named("guest.own")
                                .from("guest", "own", "customer_id")
                                .ofCaller("watcher")
                                .expression("({}.customer_id is not null)")
                                .build(),
                        "guest"))
                .isEmpty();
    }

    @Test
    void whatWouldBreakAListOrTellOfOthersIsRefused() {
        for (String sql : List.of(
                "{}.nothing",
                "{}.ctid::text",
                "{}.n) from customer.customer c where (true",
                "{}.n -- ",
                "{}.n; drop table guest.one",
                "(select string_agg(c.email, ',') from customer.customer c)",
                "(select count(*) from customer.account_token)",
                "(select count(*) from information_schema.tables)",
                "generate_series(1, 3)",
                "max({}.n) over ()",
                "max({}.n)",
                "'open",
                "?")) {
            assertThat(objections("guest.n", sql)).as(sql).isNotEmpty();
        }
        assertThat(objections("email", "{}.n")).isNotEmpty();
        assertThat(objections("other.n", "{}.n")).isNotEmpty();
        assertThat(probe.objections(
                        named("guest.many")
                                .from("guest", "many", "customer_id")
                                .expression("{}.n")
                                .build(),
                        "guest"))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(probe.objections(
                        named("guest.own")
                                .from("guest", "own", "customer_id")
                                .expression("{}.watcher")
                                .build(),
                        "guest"))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(probe.objections(
                        named("guest.x")
                                .from("customer", "customer", "id")
                                .expression("{}.email")
                                .build(),
                        "guest"))
                .isNotEmpty();
    }

    @Test
    void manyRowsAreFilteredInTheOwnSchemaOnly() {
        assertThat(probe.objections(many("guest", false, false), "guest")).isEmpty();
        assertThat(probe.objections(many("guest", true, true), "guest")).isEmpty();
        assertThat(probe.objections(many("customer", false, false), "guest"))
                .singleElement()
                .asString()
                .contains("schema customer");
        assertThat(probe.objections(many("guest", false, true), "guest"))
                .singleElement()
                .asString()
                .contains("personal");
    }

    private static Attribute many(String schema, boolean personal, boolean personalPart) {
        Attribute.Builder part = Attribute.named("n", Type.INTEGER).filterable().expression("{}.n");
        Attribute.Builder whole = Attribute.named("guest.many", Type.COMPLEX)
                .filterable()
                .from(schema, "many", "customer_id")
                .parts(List.of(personalPart ? part.personal().build() : part.build()));
        return personal ? whole.personal().build() : whole.build();
    }

    @Test
    void theGoodOnesComeAndTheOthersComeWhenTheyAreMended() throws Exception {
        attributes.probe(probe);
        attributes.start();
        AttributeProvider provider = () -> List.of(
                named("guest.good")
                        .from("guest", "one", "customer_id")
                        .expression("{}.n")
                        .build(),
                named("guest.late")
                        .from("guest", "late", "customer_id")
                        .expression("{}.n")
                        .build(),
                named("email")
                        .from("guest", "one", "customer_id")
                        .expression("{}.n")
                        .build());
        attributes.provide(provider);
        await(List.of("guest.good"));
        assertThat(attributes.refused(provider)).containsOnlyKeys("guest.late", "email");

        run("create table guest.late (customer_id uuid primary key, n int)");

        await(List.of("guest.good", "guest.late"));
        attributes.withdraw(provider);
        await(List.of());
        attributes.stop();
    }

    private List<String> objections(String name, String sql) {
        return probe.objections(
                named(name).from("guest", "one", "customer_id").expression(sql).build(), "guest");
    }

    private static Attribute.Builder named(String name) {
        return Attribute.named(name, Type.TEXT);
    }

    private void await(List<String> names) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!names().equals(names)) {
            assertThat(System.nanoTime()).as(names().toString()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private List<String> names() {
        return access.call(
                Caller.system("test"),
                () -> attributes.visible().stream().map(Attribute::name).toList());
    }

    private void run(String sql) {
        transactions.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
