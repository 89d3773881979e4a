package org.clientele.customer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.Caller;
import org.clientele.customer.Customer;
import org.clientele.customer.CustomerListener;
import org.clientele.customer.ExternalId;
import org.clientele.event.internal.JdbcEvents;
import org.clientele.order.Order;
import org.clientele.order.internal.OrderWriter;
import org.clientele.rest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears of customers that are written in batches. */
final class CustomerNewsIT {
    private static final Shop SHOP = Shop.open();
    private static final Caller CLERK = new Caller("key:clerk", "Clerk", Set.of("*"), Optional.of(Set.of("north")));

    private final Heard heard = new Heard();
    private final CustomerNews news = new CustomerNews(
            SHOP.transactions(), SHOP.access(), new JdbcEvents(SHOP.transactions(), SHOP.access()), heard);
    private final OrderWriter orders = new OrderWriter(SHOP.transactions(), SHOP.access(), news);
    private final CustomerWriter customers = new CustomerWriter(SHOP.transactions(), SHOP.access(), news);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @BeforeEach
    void empty() {
        SHOP.sql("truncate customer.customer cascade", "truncate customer.orders cascade");
    }

    private static final class Heard implements CustomerListener {
        private final List<String> news = new ArrayList<>();
        private final List<Customer> customers = new ArrayList<>();
        private final List<String> callers = new ArrayList<>();

        @Override
        public void registered(Customer customer) {
            note("registered", customer);
        }

        @Override
        public void changed(Customer customer) {
            note("changed", customer);
        }

        private void note(String what, Customer customer) {
            news.add(what + " " + customer.externalIds().get(0).id());
            customers.add(customer);
            callers.add(SHOP.access().caller().id());
        }

        private List<String> andForget() {
            List<String> all = List.copyOf(news);
            news.clear();
            return all;
        }
    }

    private void order(String number, String buyer, Optional<String> firstName) {
        Order.Buyer who = new Order.Buyer(
                Optional.empty(),
                Optional.of(new ExternalId("shop", buyer)),
                Optional.empty(),
                firstName,
                Optional.empty(),
                Optional.empty());
        orders.write(List.of(Order.Document.of(
                number,
                Instant.parse("2026-03-01T12:00:00Z"),
                Order.Status.COMPLETED,
                "GBP",
                who,
                List.of(Order.Line.of("x", 1, 100)))));
    }

    private void customer(String json) throws Exception {
        customers.write(List.of(CustomerWriter.Line.read(Json.mapper().readTree(json))));
    }

    private void as(Caller caller, Runnable work) {
        SHOP.access().call(caller, () -> {
            work.run();
            return true;
        });
    }

    private static final Caller ADMIN = Caller.system("test");

    @Test
    void guestsOfOrdersAreRegisteredAndCompleted() {
        as(ADMIN, () -> order("1", "a", Optional.empty()));
        assertThat(heard.andForget()).containsExactly("registered a");
        assertThat(heard.customers.get(0).account()).isFalse();
        assertThat(heard.customers.get(0).sellerAccounts()).isNotEmpty();

        as(ADMIN, () -> order("2", "a", Optional.of("Ada")));
        assertThat(heard.andForget()).containsExactly("changed a");
        assertThat(heard.customers.get(1).firstName()).contains("Ada");

        as(ADMIN, () -> order("2", "a", Optional.of("Ada")));
        as(ADMIN, () -> order("3", "a", Optional.of("Bea")));
        assertThat(heard.andForget()).isEmpty();
        assertThat(heard.callers).containsOnly("system:customer-impl");
    }

    @Test
    void customersOfImportsAreRegisteredAndChanged() {
        String jo =
                "{\"externalIds\":[{\"system\":\"crm\",\"id\":\"1\"}],\"firstName\":\"%s\",\"sellerAccounts\":[\"north\"]}";
        as(CLERK, () -> write(jo.formatted("Jo")));
        as(CLERK, () -> write(jo.formatted("Jo")));
        as(CLERK, () -> write(jo.formatted("Joanna")));
        assertThat(heard.andForget()).containsExactly("registered 1", "changed 1");
        assertThat(heard.customers.get(1).firstName()).contains("Joanna");
        assertThat(heard.customers.get(1).version()).isEqualTo(1);
        assertThat(heard.customers.get(1).sellerAccounts()).containsExactly("north");

        as(ADMIN, () -> write("{\"externalIds\":[{\"system\":\"crm\",\"id\":\"1\"}],\"sellerAccounts\":[\"south\"]}"));
        assertThat(heard.andForget()).containsExactly("changed 1");
        assertThat(heard.customers.get(2).sellerAccounts()).containsExactly("north", "south");
    }

    private void write(String json) {
        try {
            customer(json);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodyHearsOfWhatWasRolledBack() {
        assertThatThrownBy(() -> as(ADMIN, () -> SHOP.transactions().run(em -> {
                    order("1", "a", Optional.empty());
                    assertThat(heard.news).isEmpty();
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(heard.andForget()).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        CustomerNews broken = new CustomerNews(
                SHOP.transactions(),
                SHOP.access(),
                new JdbcEvents(SHOP.transactions(), SHOP.access()),
                new CustomerListener() {
                    @Override
                    public void registered(Customer customer) {
                        throw new IllegalStateException("broken");
                    }
                });
        CustomerWriter writer = new CustomerWriter(SHOP.transactions(), SHOP.access(), broken);
        as(ADMIN, () -> {
            try {
                assertThat(writer.write(List.of(CustomerWriter.Line.read(
                                        Json.mapper().readTree("{\"email\":\"a@example.com\"}"))))
                                .get(0)
                                .outcome())
                        .isEqualTo(CustomerWriter.Outcome.CREATED);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
