package org.clientele.attribute.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.Attributes;
import org.clientele.customer.internal.Origin;
import org.clientele.feature.internal.Words;
import org.clientele.work.internal.Deadline;
import org.clientele.work.internal.Watch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attributes of the providers that are registered now, the core's first. Those of plugins come a moment after their provider:
 * each is tried before, and left out if a list that names it would break or tell what it must not.
 */
@Component(service = {Attributes.class, RegisteredAttributes.class})
public final class RegisteredAttributes implements Attributes {
    private static final String PERSONAL = "customers.pii:read";
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredAttributes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final Access access;
    private final Function<Object, Optional<String>> guestWord;
    private final Map<AttributeProvider, List<Attribute>> provided = new LinkedHashMap<>();
    /** The attributes of plugins that were not found good yet. */
    private final Map<AttributeProvider, Trial> trials = new LinkedHashMap<>();

    private final Watch watch = new Watch("clientele-attributes", AGAIN, this::tryOut);
    private volatile @Nullable AttributeProbe probe;
    private volatile Registry everything = Registry.of(List.of());
    private volatile Registry impersonal = Registry.of(List.of());

    @Activate
    public RegisteredAttributes(@Reference Access access) {
        this(access, provider -> Origin.isOurs(provider) ? Optional.empty() : Optional.of(Words.of(provider)));
    }

    /** @param guestWord the word of the plugin that a provider belongs to, empty for our own */
    RegisteredAttributes(Access access, Function<Object, Optional<String>> guestWord) {
        this.access = access;
        this.guestWord = guestWord;
    }

    @Activate
    void start() {
        watch.start();
    }

    @Deactivate
    void stop() {
        watch.stop(PATIENCE);
    }

    /** It needs the database, and that needs us. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void probe(AttributeProbe present) {
        probe = present;
        watch.wake();
    }

    void unprobe(AttributeProbe gone) {
        if (probe == gone) {
            probe = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "provide",
            unbind = "withdraw")
    public void provide(AttributeProvider provider) {
        List<Attribute> attributes;
        try {
            // Outside of the lock: whoever blocks here blocks only the start of its own bundle.
            attributes = List.copyOf(Deadline.within(PATIENCE, provider, provider::attributes));
        } catch (RuntimeException | Error broken) {
            LOG.error("The attributes of {} are left out", provider.getClass().getName(), broken);
            withdraw(provider);
            return;
        }
        Optional<String> word = guestWord.apply(provider);
        synchronized (this) {
            if (word.isPresent()) {
                provided.remove(provider);
                trials.put(provider, new Trial(provider, word.get(), attributes, Map.of()));
                watch.wake();
            } else {
                provided.put(provider, attributes);
            }
            publish();
        }
    }

    public synchronized void withdraw(AttributeProvider provider) {
        boolean was = trials.remove(provider) != null;
        if (provided.remove(provider) != null || was) {
            publish();
        }
    }

    /** What a plugin publishes and why it is left out, by attribute. */
    public synchronized Map<String, String> refused(AttributeProvider provider) {
        Trial trial = trials.get(provider);
        return trial == null ? Map.of() : trial.refused();
    }

    private synchronized List<Trial> open() {
        return trials.values().stream().filter(trial -> !trial.isOver(provided)).toList();
    }

    private void tryOut() {
        AttributeProbe present = probe;
        if (present == null) {
            return;
        }
        for (Trial trial : open()) {
            List<Attribute> good = new ArrayList<>();
            Map<String, String> refused = new LinkedHashMap<>();
            for (Attribute attribute : trial.attributes()) {
                String objections = objections(present, trial, attribute);
                if (objections.isEmpty()) {
                    good.add(attribute);
                } else {
                    refused.put(attribute.name(), objections);
                }
            }
            refused.forEach((name, why) -> {
                if (!why.equals(trial.refused().get(name))) {
                    LOG.error("An attribute of {} is left out: {}", Origin.bundle(trial.provider()), why);
                }
            });
            found(trial, good, refused);
        }
    }

    private static String objections(AttributeProbe probe, Trial trial, Attribute attribute) {
        try {
            return String.join("; ", probe.objections(attribute, trial.word()));
        } catch (Problem.Unavailable away) {
            throw away;
        } catch (RuntimeException e) {
            return attribute.name() + ": it could not be tried: " + e.getClass().getSimpleName();
        }
    }

    private synchronized void found(Trial trial, List<Attribute> good, Map<String, String> refused) {
        if (trials.get(trial.provider()) == trial) {
            trials.put(
                    trial.provider(),
                    new Trial(trial.provider(), trial.word(), trial.attributes(), Map.copyOf(refused)));
            provided.put(trial.provider(), List.copyOf(good));
            publish();
        }
    }

    /** @param refused why, by name */
    private record Trial(
            AttributeProvider provider, String word, List<Attribute> attributes, Map<String, String> refused) {
        /** What is left out is tried again: its table may come. */
        boolean isOver(Map<AttributeProvider, List<Attribute>> provided) {
            return provided.containsKey(provider) && refused.isEmpty();
        }
    }

    private void publish() {
        List<Attribute> all = new ArrayList<>();
        List<Attribute> guests = new ArrayList<>();
        provided.forEach((provider, attributes) -> {
            if (trials.containsKey(provider)) {
                guests.addAll(attributes);
                return;
            }
            // The core's names have no dot, so that it comes first whatever the order of arrival.
            boolean core =
                    attributes.stream().noneMatch(attribute -> attribute.name().contains("."));
            all.addAll(core ? 0 : all.size(), attributes);
        });
        all.addAll(guests);
        everything = Registry.of(all);
        impersonal = Registry.of(
                all.stream().filter(attribute -> !attribute.personal()).toList());
    }

    @Override
    public List<Attribute> visible() {
        return registry().ordered();
    }

    @Override
    public Optional<Attribute> find(String name) {
        return Optional.ofNullable(registry().byName().get(name));
    }

    private Registry registry() {
        return access.caller().may(PERSONAL) ? everything : impersonal;
    }

    private record Registry(List<Attribute> ordered, Map<String, Attribute> byName) {
        static Registry of(List<Attribute> attributes) {
            Map<String, Attribute> byName = new HashMap<>();
            List<Attribute> ordered = new ArrayList<>();
            for (Attribute attribute : attributes) {
                if (byName.putIfAbsent(attribute.name(), attribute) == null) {
                    ordered.add(attribute);
                } else {
                    LOG.error("The attribute {} is there already; the second one is left out", attribute.name());
                }
            }
            return new Registry(List.copyOf(ordered), Map.copyOf(byName));
        }
    }
}
