package org.clientele.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.order.internal.OrderKit.buyer;
import static org.clientele.order.internal.OrderKit.order;
import static org.clientele.order.internal.OrderKit.with;

import java.util.List;
import org.clientele.Money;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerStatistics;
import org.clientele.customer.internal.Shop;
import org.clientele.operation.internal.Workshop;
import org.clientele.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Statistics of a shop that sells in several currencies. */
final class StatisticsByCurrencyIT {
    private static final Shop SHOP = Shop.open();
    private static final Workshop WORKSHOP = new Workshop(SHOP.transactions());
    private static final OrderWriter WRITER = OrderKit.writer(WORKSHOP);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void whatAnOrderIsWorthIsByTheOrdersInItsCurrency() {
        put("1", "ada", "EUR", 1000);
        put("2", "ada", "EUR", 3000);
        put("3", "ada", "GBP", 9000);
        put("4", "ben", "EUR", 2001);
        put("5", "cid", "GBP", 100);
        assertThat(List.of(CustomerQuery.all(), CustomerQuery.where("id pr"))).allSatisfy(query -> {
            CustomerStatistics statistics = statistics(query);
            assertThat(statistics.orders()).isEqualTo(5);
            assertThat(statistics.totalSpent()).isEqualTo(new Money(6001, "EUR"));
            assertThat(statistics.averageOrderValue()).isEqualTo(new Money(2000, "EUR"));
        });

        List<String> before = counted();
        put("2", "ada", "GBP", 3000);
        assertThat(statistics(CustomerQuery.all()).averageOrderValue()).isEqualTo(new Money(1501, "EUR"));
        put("2", "ada", "EUR", 3000);
        assertThat(counted()).isEqualTo(before);

        WORKSHOP.query("select customer.recount()");
        assertThat(counted()).isEqualTo(before);
    }

    private static List<String> counted() {
        return WORKSHOP.query("""
                select seller_account, bucket, sum(n) from customer.customer_count group by 1, 2 having sum(n) <> 0
                order by 1, 2""");
    }

    private static CustomerStatistics statistics(CustomerQuery query) {
        return WORKSHOP.asAdmin(() -> SHOP.search().statistics(query));
    }

    private static void put(String number, String who, String currency, long price) {
        Order.Document order = with(
                order(number, buyer(who), Order.Line.of("tea", 1, price)), Order.Status.COMPLETED, currency, "default");
        WORKSHOP.asAdmin(() -> WRITER.write(List.of(order)));
    }
}
