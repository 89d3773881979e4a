package org.clientele.doctor.internal;

import java.util.List;
import java.util.Optional;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.internal.AttributeProbe;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Attributes: their names, labels, schema, SQL and indexes. */
final class AttributeCheck implements Check {
    private final BundleContext context;
    private final AttributeProbe probe;
    private final Tables tables;

    AttributeCheck(BundleContext context, AttributeProbe probe, Tables tables) {
        this.context = context;
        this.probe = probe;
        this.tables = tables;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        if (patient.feature().isEmpty()) {
            return;
        }
        for (ServiceReference<?> reference : patient.services(AttributeProvider.class)) {
            for (Attribute attribute : of(reference, findings)) {
                look(patient, attribute, findings);
            }
        }
    }

    private List<Attribute> of(ServiceReference<?> reference, Findings findings) {
        Object service = context.getService(reference);
        try {
            return service instanceof AttributeProvider provider ? List.copyOf(provider.attributes()) : List.of();
        } catch (RuntimeException | LinkageError broken) {
            findings.error(
                    "attribute",
                    String.valueOf(reference.getProperty("component.name")),
                    "It cannot tell its attributes: " + broken.getClass().getSimpleName() + ".",
                    "They are left out.");
            return List.of();
        } finally {
            if (service != null) {
                context.ungetService(reference);
            }
        }
    }

    private void look(Patient patient, Attribute attribute, Findings findings) {
        for (String objection : probe.objections(attribute, patient.word())) {
            findings.error(
                    "attribute", attribute.name(), objection + ".", "It is left out of lists until that is mended.");
        }
        if (attribute.label().isBlank() || attribute.label().equals(attribute.name())) {
            findings.warning("label", attribute.name(), "It has no label.", "Say .label(\"...\") in English.");
        }
        if (attribute.sortable()
                && attribute.source().callerColumn().isEmpty()
                && attribute.source().schema().equals(patient.word())
                && !tables.isSorted(
                        attribute.source().schema(),
                        attribute.source().table(),
                        column(attribute).orElse(""))) {
            findings.warning(
                    "sort-index",
                    attribute.name(),
                    "Lists that are sorted by it read all of "
                            + attribute.source().schema() + "."
                            + attribute.source().table() + ".",
                    "Create an index over its sort expression, or do not make it sortable.");
        }
    }

    /** What the sort expression computes, without the alias. */
    private static Optional<String> column(Attribute attribute) {
        return Optional.of(attribute
                .source()
                .sortExpression()
                .orElse(attribute.source().expression())
                .replace("{}.", ""));
    }
}
