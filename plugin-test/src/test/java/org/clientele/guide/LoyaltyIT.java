package org.clientele.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Builder;
import org.clientele.bulk.BulkAction.Outcome;
import org.clientele.customer.CustomerData;
import org.clientele.customer.MergeLedger;
import org.clientele.customer.SubjectExport;
import org.clientele.event.Event;
import org.clientele.plugintest.PluginFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the guide shows does what it says, and the test kit tells when a plugin is wrong. */
final class LoyaltyIT {
    private static final PluginFixture PLUGIN = PluginFixture.of("loyalty");
    private static final Builder POINTS = Attribute.named("loyalty.points", Attribute.Type.INTEGER)
            .from("loyalty", "account", "customer_id")
            .expression("{}.points");

    @AfterAll
    static void close() {
        PLUGIN.close();
    }

    @Test
    void pointsAreAdjusted() {
        UUID customer = customer(10, "", "null");
        AdjustPoints adjust = new AdjustPoints(PLUGIN.transactions());
        assertThat(adjust.apply(customer, Map.of("points", 5))).isEqualTo(Outcome.CHANGED);
        assertThat(adjust.apply(UUID.randomUUID(), Map.of("points", 5))).isEqualTo(Outcome.UNCHANGED);
        assertThat(PLUGIN.value(POINTS.build(), customer)).hasValue(15);
    }

    @Test
    void pointsExpireOnce() {
        UUID customer = customer(10, "", "current_date - 1");
        UUID other = customer(10, "", "current_date + 1");
        List<Event.Draft> events = new ArrayList<>();
        ExpirePoints expiry = new ExpirePoints(PLUGIN.transactions(), events::addAll);
        expiry.run();
        expiry.run();
        assertThat(events).hasSize(1).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("loyalty.points-expired");
            assertThat(event.customerId()).hasValue(customer);
        });
        assertThat(PLUGIN.value(POINTS.build(), other)).hasValue(10);
    }

    @Test
    void workOfItsOwnHasACaller() {
        String caller = new OnItsOwn(PLUGIN.access())
                .asItself(() -> PLUGIN.access().caller().id());
        assertThat(caller).isEqualTo("system:loyalty");
    }

    @Test
    void anAttributeOfItsCallerIsSeenByNobodyElse() {
        UUID customer = customer(3, "key:a", "null");
        Attribute own = Attribute.named("loyalty.own", Attribute.Type.INTEGER)
                .from("loyalty", "account", "customer_id")
                .ofCaller("clerk")
                .expression("{}.points")
                .build();
        PLUGIN.as(caller("key:a"), () -> assertThat(PLUGIN.value(own, customer)).hasValue(3));
        PLUGIN.as(caller("key:b"), () -> assertThat(PLUGIN.value(own, customer)).isEmpty());
    }

    @Test
    void aSortExpressionThatIsNullIsTold() {
        UUID nobody = UUID.randomUUID();
        Attribute wrong = Attribute.named("loyalty.wrong", Attribute.Type.INTEGER)
                .from("loyalty", "account", "customer_id")
                .expression("{}.points")
                .sortExpression("{}.points")
                .build();
        assertThatThrownBy(() -> PLUGIN.value(wrong, nobody)).hasMessageContaining("loyalty.wrong");
    }

    @Test
    void twoRowsForACustomerAreTold() {
        UUID customer = customer(1, "a", "null");
        insert(customer, 2, "b", "null");
        assertThatThrownBy(() -> PLUGIN.value(POINTS.build(), customer)).hasMessageContaining("more than one row");
    }

    @Test
    void aMergeKeepsWhatTheSurvivorHas() {
        UUID from = customer(1, "a", "null");
        insert(from, 2, "b", "null");
        UUID into = customer(3, "a", "null");
        PLUGIN.merge(
                new CustomerData() {
                    @Override
                    public void merge(MergeLedger ledger) {
                        ledger.move("loyalty.account", "customer_id", "clerk");
                    }
                },
                from,
                into);
        assertThat(points(from)).isEmpty();
        assertThat(points(into)).containsExactlyInAnyOrder(3, 2);
    }

    @Test
    void whatIsKeptIsToldAndATableThatIsForgottenIsFound() {
        UUID customer = customer(7, "a", "null");
        CustomerData telling = new CustomerData() {
            @Override
            public void export(SubjectExport export) {
                export.table("loyalty.account", "customer_id", "points");
            }
        };
        assertThat(PLUGIN.export(customer, telling).get("loyalty.account")).containsExactly(Map.of("points", 7));
        assertThatThrownBy(() -> PLUGIN.export(customer, new CustomerData() {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loyalty.account");
    }

    private static List<Integer> points(UUID customer) {
        return PLUGIN.transactions().read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select points from loyalty.account where customer_id = ?")) {
                select.setObject(1, customer);
                List<Integer> points = new ArrayList<>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        points.add(row.getInt(1));
                    }
                }
                return points;
            }
        });
    }

    private static UUID customer(int points, String clerk, String expiresOn) {
        UUID customer = PLUGIN.customer().id();
        assertThat(PLUGIN.customers().find(customer)).isPresent();
        insert(customer, points, clerk, expiresOn);
        return customer;
    }

    private static void insert(UUID customer, int points, String clerk, String expiresOn) {
        PLUGIN.transactions().sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into loyalty.account (customer_id, points, clerk, expires_on) values (?, ?, ?, " + expiresOn
                            + ")")) {
                insert.setObject(1, customer);
                insert.setInt(2, points);
                insert.setString(3, clerk);
                return insert.executeUpdate();
            }
        });
    }

    private static Caller caller(String id) {
        return new Caller(id, id, Set.of("loyalty:read"), Optional.empty());
    }
}
