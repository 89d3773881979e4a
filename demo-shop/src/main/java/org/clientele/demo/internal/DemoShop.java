package org.clientele.demo.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.customer.Customers;
import org.clientele.customer.ExternalId;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.order.Orders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports the demo shop when it starts for the first time: the persons first, then what they ordered. */
@Component(service = {})
public final class DemoShop {
    private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);
    private static final Caller CALLER = Caller.system("demo-shop");
    private static final String PERSONS = "customers.import";
    private static final String ORDERS = "orders.import";
    private static final ExternalId SOME_CUSTOMER = new ExternalId("online-retail", "15240");
    private static final String SOME_ORDER = "542776";
    private static final long MAX_BYTES = 1L << 26;

    private final Operations operations;
    private final Customers customers;
    private final Orders orders;
    private final Access access;
    /** Of the thread that looks. */
    private boolean started;

    private final ScheduledExecutorService look =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "demo-shop"));

    @Activate
    public DemoShop(
            @Reference Operations operations,
            @Reference Customers customers,
            @Reference Orders orders,
            @Reference Access access) {
        this.operations = operations;
        this.customers = customers;
        this.orders = orders;
        this.access = access;
        look.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
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
            LOG.error("The demo shop cannot be loaded", e);
            look.shutdown();
        }
    }

    /** Starts what is missing; each start of the bundle finds out anew. */
    private boolean isComplete() {
        Optional<Operation> persons = own(PERSONS);
        if (persons.isEmpty() && customers.findByExternalId(SOME_CUSTOMER).isEmpty()) {
            if (started) {
                throw new IllegalStateException("The persons could not be imported; see the operations.");
            }
            started = true;
            LOG.info("Making up the persons of the demo shop");
            operations.start(
                    PERSONS, Map.of(), new ByteArrayInputStream(MadeUpPersons.ndjson(Month.customers())), MAX_BYTES);
            return false;
        }
        if (persons.isPresent() && !persons.get().state().isFinal()) {
            return false;
        }
        if (own(ORDERS).isEmpty()
                && orders.find(SOME_ORDER, Optional.of("default")).isEmpty()) {
            LOG.info("Importing the orders of the demo shop: Online Retail, Chen, Sain and Guo 2012, CC BY 4.0");
            try (InputStream month = Month.open()) {
                operations.start(ORDERS, Map.of("mapping", "online-retail"), month, MAX_BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    private Optional<Operation> own(String kind) {
        return operations.list(Page.Request.page(1, 100)).items().stream()
                .filter(operation -> operation.startedBy().equals(CALLER.id()))
                .filter(operation -> operation.kind().equals(kind) && operation.state() != Operation.State.FAILED)
                .findFirst();
    }
}
