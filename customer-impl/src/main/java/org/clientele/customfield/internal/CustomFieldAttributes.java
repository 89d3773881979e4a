package org.clientele.customfield.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.clientele.customfield.CustomField;
import org.clientele.persistence.Transactions;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the custom fields that have a type as attributes, and follows what other nodes change. */
@Component(service = CustomFieldAttributes.class, immediate = true)
public final class CustomFieldAttributes {
    private static final Logger LOG = LoggerFactory.getLogger(CustomFieldAttributes.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String REVISION = "clientele.revision";

    private final Transactions transactions;
    private final Duration pause;
    private final Consumer<AttributeProvider> publisher;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clientele-custom-fields");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<CustomField> fields = List.of();
    private final AttributeProvider provider = this::attributes;

    @Activate
    public CustomFieldAttributes(
            @Reference(target = "(schema=customer)") Transactions transactions, BundleContext bundle) {
        this.transactions = transactions;
        this.publisher = new Registration(bundle);
        this.pause = PAUSE;
    }

    /** @param publisher told of the same provider whenever its attributes changed */
    CustomFieldAttributes(Consumer<AttributeProvider> publisher, Transactions transactions, Duration pause) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.pause = pause;
    }

    @Activate
    public void start() {
        var unused = clock.scheduleWithFixedDelay(this::follow, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public synchronized void stop() {
        clock.shutdownNow();
        if (publisher instanceof Registration registration) {
            registration.end();
        }
    }

    /** Publishes what the database says now. */
    public synchronized void refresh() {
        if (clock.isShutdown()) {
            return;
        }
        List<CustomField> now =
                List.copyOf(transactions.read(CustomFieldRules::read).values());
        if (!now.equals(fields)) {
            fields = now;
            publisher.accept(provider);
        }
    }

    private List<Attribute> attributes() {
        return fields.stream().map(CustomFieldAttributes::attribute).toList();
    }

    private void follow() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.debug("The custom fields are read again in a second", e);
        }
    }

    private static Attribute attribute(CustomField field) {
        Attribute.Builder builder = Attribute.named("custom." + field.name(), type(field.type()))
                .label(field.label())
                .group("custom")
                .from("customer", "customer", "id")
                // A name is letters, digits, _ and - only.
                .expression("customer.custom_" + column(field.type()) + "({}.custom_fields, '" + field.name() + "')")
                .values(field.values().toArray(String[]::new))
                .sortable()
                .filterable();
        return (field.personal() ? builder.personal() : builder).build();
    }

    private static Type type(CustomField.Type type) {
        return switch (type) {
            case TEXT -> Type.TEXT;
            case INTEGER -> Type.INTEGER;
            case DECIMAL -> Type.DECIMAL;
            case BOOLEAN -> Type.BOOLEAN;
            case DATE -> Type.DATE;
            case CODE -> Type.CODE;
        };
    }

    private static String column(CustomField.Type type) {
        return switch (type) {
            case TEXT, CODE -> "text";
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
        };
    }

    /** The service, whose properties change so that whoever uses it asks again. */
    private static final class Registration implements Consumer<AttributeProvider> {
        private final BundleContext bundle;
        private final List<ServiceRegistration<AttributeProvider>> registered = new ArrayList<>(1);
        private long revision;

        Registration(BundleContext bundle) {
            this.bundle = bundle;
        }

        void end() {
            registered.forEach(ServiceRegistration::unregister);
            registered.clear();
        }

        @Override
        public void accept(AttributeProvider provider) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(REVISION, ++revision);
            if (registered.isEmpty()) {
                registered.add(bundle.registerService(AttributeProvider.class, provider, properties));
            } else {
                registered.get(0).setProperties(properties);
            }
        }
    }
}
