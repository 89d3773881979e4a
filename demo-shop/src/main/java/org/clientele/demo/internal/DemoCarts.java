package org.clientele.demo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.cart.Carts;
import org.clientele.cart.Coupon;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offer;
import org.clientele.cart.Offers;
import org.clientele.catalog.Catalogue;
import org.clientele.customer.Customers;
import org.clientele.customer.ExternalId;
import org.clientele.operation.Operations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where carts are installed: the products of the month, an offer, a code, and some carts that are open. Once; what is there stays. */
@Component(service = {})
public final class DemoCarts {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCarts.class);
    private static final Caller CALLER = Caller.system("demo-shop");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CURRENCY = "GBP";
    private static final String CODE = "WELCOME10";
    private static final int CARTS = 24;
    private static final long MAX_BYTES = 1L << 26;

    private final Operations operations;
    private final Catalogue catalogue;
    private final Carts carts;
    private final Offers offers;
    private final Coupons coupons;
    private final Customers customers;
    private final Access access;
    private final Map<String, Month.Sold> products = Month.products();
    /** Of the thread that looks. */
    private boolean started;

    private final ScheduledExecutorService look =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "demo-carts"));

    @Activate
    public DemoCarts(
            @Reference Operations operations,
            @Reference Catalogue catalogue,
            @Reference Carts carts,
            @Reference Offers offers,
            @Reference Coupons coupons,
            @Reference Customers customers,
            @Reference Access access) {
        this.operations = operations;
        this.catalogue = catalogue;
        this.carts = carts;
        this.offers = offers;
        this.coupons = coupons;
        this.customers = customers;
        this.access = access;
        look.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        look.shutdownNow();
    }

    private void look() {
        try {
            if (access.call(CALLER, this::isComplete)) {
                look.shutdown();
            }
        } catch (Problem.Unavailable later) {
            LOG.debug("The demo shop has to wait: {}", later.code());
        } catch (RuntimeException e) {
            LOG.error("The carts of the demo shop cannot be loaded", e);
            look.shutdown();
        }
    }

    private boolean isComplete() {
        List<String> skus = List.copyOf(products.keySet());
        if (!isThere(skus.get(skus.size() - 1))) {
            if (!started) {
                started = true;
                LOG.info("Importing {} products of the demo shop", skus.size());
                operations.start("products.import", Map.of(), new ByteArrayInputStream(ndjson()), MAX_BYTES);
            }
            return false;
        }
        List<UUID> buyers = buyers();
        if (buyers.size() < CARTS) {
            return false;
        }
        if (coupons.find(CODE).isEmpty()) {
            offer();
            buyers.forEach(buyer -> fill(buyer, skus));
        }
        return true;
    }

    private boolean isThere(String sku) {
        return !catalogue
                .find(List.of(sku), new Catalogue.Sale("default", Optional.of(CURRENCY), Optional.empty(), Set.of()))
                .isEmpty();
    }

    /** As {@code /imports?type=products} takes them. */
    private byte[] ndjson() {
        StringBuilder lines = new StringBuilder();
        products.forEach((sku, sold) -> {
            ObjectNode product = JSON.createObjectNode().put("sku", sku).put("name", sold.name());
            product.putObject("price").put("amount", sold.price()).put("currency", CURRENCY);
            try {
                lines.append(JSON.writeValueAsString(product)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<UUID> buyers() {
        List<UUID> found = new ArrayList<>();
        for (Integer number : Month.customers().keySet()) {
            if (found.size() == CARTS) {
                break;
            }
            customers
                    .findByExternalId(new ExternalId("online-retail", number.toString()))
                    .ifPresent(customer -> found.add(customer.id()));
        }
        return found;
    }

    private void offer() {
        Offer.Condition twelve = new Offer.Condition(
                Optional.of(new Offer.MinQuantity(List.of(), 12)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        offers.create(new Offer.Definition("Five percent off a dozen", twelve, percent(5), true, 0, true));
        coupons.create(
                CODE,
                new Coupon.Definition(
                        Optional.of("Welcome"),
                        Offer.Condition.NONE,
                        Optional.of(percent(10)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(1L),
                        Optional.empty(),
                        true));
    }

    private static Offer.Effect percent(long percent) {
        return new Offer.Effect(
                Optional.of(BigDecimal.valueOf(percent)), Optional.empty(), Optional.empty(), false, List.of());
    }

    private void fill(UUID buyer, List<String> skus) {
        Random random = new Random(buyer.getLeastSignificantBits());
        List<Carts.Addition> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            lines.add(
                    new Carts.Addition(skus.get(random.nextInt(skus.size())), 1 + random.nextInt(8), Optional.empty()));
        }
        carts.open(new Carts.Opening(
                Optional.of(buyer),
                Optional.of(CURRENCY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                lines));
    }
}
