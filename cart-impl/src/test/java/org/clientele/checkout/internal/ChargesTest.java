package org.clientele.checkout.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.clientele.Problem;
import org.clientele.cart.Attribution;
import org.clientele.cart.Cart;
import org.clientele.cart.Schedule;
import org.clientele.checkout.PaymentMethod;
import org.clientele.checkout.Shipping;
import org.clientele.checkout.Tax;
import org.junit.jupiter.api.Test;

/** What is configured, and what becomes of a host's own services. */
final class ChargesTest {
    @Test
    void nothingIsChargedUntilItIsConfigured() {
        Cart cart = cart("DE", 0, List.of(), 1000);
        assertThat(ChargesKit.none().shipping(cart)).isZero();
        assertThat(ChargesKit.none().tax(cart)).isZero();
    }

    @Test
    void shippingIsFlatInACountryAndACurrency() {
        Charges charges = ChargesKit.configured(
                Map.of("shipping", "DE=490 EUR, AT=990 EUR,*=1490 EUR", "freeShippingFrom", "5000 EUR"));
        assertThat(charges.shipping(cart("DE", 0, List.of(), 4999))).isEqualTo(490);
        assertThat(charges.shipping(cart("FR", 0, List.of(), 4999))).isEqualTo(1490);
        assertThat(charges.shipping(cart(null, 0, List.of(), 4999))).isEqualTo(1490);
        assertThat(charges.shipping(cart("DE", 0, List.of(), 3000, 2000))).isZero();
        assertThat(charges.shipping(cart("DE", 0, List.of()))).isZero();
        assertThat(ChargesKit.configured(Map.of("shipping", "DE=490 USD")).shipping(cart("DE", 0, List.of(), 100)))
                .isZero();
    }

    @Test
    void taxIsRoundedForEachLineAndOnceForShipping() {
        Charges charges = ChargesKit.configured(Map.of("tax", "DE=19, CH=8.1, *=5"));
        // 0.5 of 50 * 1 % would vanish in a sum: 19 % of 50 is 9.5, twice 10.
        assertThat(charges.tax(cart("DE", 0, List.of(), 50, 50))).isEqualTo(20);
        assertThat(charges.tax(cart("CH", 500, List.of(), 1000))).isEqualTo(81 + 41);
        assertThat(charges.tax(cart(null, 0, List.of(), 1000))).isEqualTo(50);
    }

    @Test
    void freeShippingIsNotTaxedAndVouchersArePayment() {
        Charges charges = ChargesKit.configured(Map.of("tax", "DE=10"));
        List<Cart.Applied> free = List.of(
                new Cart.Applied("o", Cart.Kind.OFFER, "Free shipping", 500),
                new Cart.Applied("v", Cart.Kind.VOUCHER, "Voucher", 900));
        assertThat(charges.tax(cart("DE", 500, free, 1000))).isEqualTo(100);
        assertThat(charges.tax(cart("DE", 500, free.subList(1, 2), 1000))).isEqualTo(150);
    }

    @Test
    void whatIsConfiguredWronglyDoesNotStart() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("shipping", "DE"),
                Map.of("shipping", "DE=4.90 EUR"),
                Map.of("shipping", "Germany=490 EUR"),
                Map.of("freeShippingFrom", "5000"),
                Map.of("tax", "DE=19%"),
                Map.of("tax", "DE=-1"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ChargesKit.configured(wrong));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfiguredPaymentMethods(
                        ChargesKit.config(Map.of("paymentMethods", "invoice, PayPal (redirect)"))));
    }

    @Test
    void paymentMethodsAreConfigured() {
        assertThat(new ConfiguredPaymentMethods(ChargesKit.config(Map.of())).offered(cart("DE", 0, List.of())))
                .extracting(PaymentMethod::id)
                .containsExactly("invoice", "prepayment", "paypal", "klarna");
        assertThat(new ConfiguredPaymentMethods(
                                ChargesKit.config(Map.of("paymentMethods", "card = Credit card (redirect),cash")))
                        .offered(cart("DE", 0, List.of())))
                .containsExactly(
                        new PaymentMethod("card", "Credit card", true), new PaymentMethod("cash", "cash", false));
    }

    @Test
    void aHostsServiceReplacesOurs() {
        Charges charges = new Charges(ChargesKit.config(Map.of()), cart -> 700, cart -> cart.shipping() / 7);
        assertThat(charges.shipping(cart("DE", 0, List.of(), 100))).isEqualTo(700);
        assertThat(charges.tax(cart("DE", 700, List.of(), 100))).isEqualTo(100);
    }

    @Test
    void aHostThatFailsIsUnavailable() {
        Shipping broken = cart -> {
            throw new IllegalStateException("as if it were broken");
        };
        Tax known = cart -> {
            throw new Problem.Conflict("no-tax", "There is no tax for this.");
        };
        Charges charges = new Charges(ChargesKit.config(Map.of()), broken, known);
        assertThatExceptionOfType(Problem.Unavailable.class)
                .isThrownBy(() -> charges.shipping(cart("DE", 0, List.of(), 100)))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("shipping-unavailable"));
        assertThatThrownBy(() -> charges.tax(cart("DE", 0, List.of(), 100))).isInstanceOf(Problem.Conflict.class);
        Charges negative = new Charges(ChargesKit.config(Map.of()), cart -> -1, cart -> -1);
        assertThatThrownBy(() -> negative.shipping(cart("DE", 0, List.of(), 100)))
                .isInstanceOf(Problem.Unavailable.class);
        OfferedPayment none =
                new OfferedPayment(ChargesKit.config(Map.of()), cart -> Arrays.asList((PaymentMethod) null));
        assertThatExceptionOfType(Problem.Unavailable.class)
                .isThrownBy(() -> none.of(cart("DE", 0, List.of(), 100)))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("payment-methods-unavailable"));
    }

    @Test
    void aHostThatHangsIsInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        Shipping hanging = cart -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        };
        Charges charges = new Charges(ChargesKit.config(Map.of("hostLimitMillis", 50)), hanging, cart -> 0);
        assertThatExceptionOfType(Problem.Unavailable.class)
                .isThrownBy(() -> charges.shipping(cart("DE", 0, List.of(), 100)))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("shipping-unavailable"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static Cart cart(
            @org.jspecify.annotations.Nullable String country,
            long shipping,
            List<Cart.Applied> offers,
            long... lines) {
        List<Cart.Line> all = new ArrayList<>();
        for (long line : lines) {
            all.add(new Cart.Line(UUID.randomUUID(), "sku", Optional.empty(), 1, line, 0, line, Schedule.ONCE, true));
        }
        return new Cart(
                UUID.randomUUID(),
                Cart.Status.OPEN,
                Optional.empty(),
                Optional.of("EUR"),
                "default",
                all,
                List.of(),
                offers,
                List.of(),
                Attribution.NONE,
                Optional.ofNullable(country),
                0,
                0,
                shipping,
                0,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                0);
    }
}
