package org.clientele.doctor.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.customer.CustomerData;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Whether what a bundle keeps of customers goes with them. */
final class CustomerDataCheck implements Check {
    private final BundleContext context;
    private final Tables tables;

    CustomerDataCheck(BundleContext context, Tables tables) {
        this.context = context;
        this.tables = tables;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        if (patient.feature().isEmpty()) {
            return;
        }
        for (String schema : patient.schemas()) {
            for (String key : tables.foreignKeys(schema)) {
                findings.error(
                        "foreign-key",
                        schema + "." + key,
                        "A foreign key into another bundle's schema.",
                        "Drop it: that bundle could not delete or change its tables.");
            }
            List<String> ofCustomers = tables.ofCustomers(schema);
            if (!ofCustomers.isEmpty()) {
                look(patient, schema, ofCustomers, findings);
            }
        }
    }

    private void look(Patient patient, String schema, List<String> ofCustomers, Findings findings) {
        if (!patient.provides(CustomerData.class)) {
            ofCustomers.forEach(table -> findings.error(
                    "customer-data",
                    schema + "." + table,
                    "It keeps ids of customers, and nobody takes them out when a customer is erased, purged or merged.",
                    "Register a CustomerData."));
            return;
        }
        if (!patient.runs()) {
            return;
        }
        Set<String> covered = new TreeSet<>();
        for (ServiceReference<?> reference : patient.services(CustomerData.class)) {
            covered.addAll(purged(schema, reference, findings));
        }
        ofCustomers.stream()
                .filter(table -> !covered.contains(table))
                .forEach(table -> findings.error(
                        "customer-data",
                        schema + "." + table,
                        "It keeps ids of customers, and a purge does not look at it.",
                        "Delete its rows in CustomerData.purge, and handle it in erase and merge."));
    }

    /** What a purge of somebody whom nobody knows looks at; it is rolled back. */
    private Set<String> purged(String schema, ServiceReference<?> reference, Findings findings) {
        Object service = context.getService(reference);
        try {
            return service instanceof CustomerData data
                    ? tables.touchedBy(schema, () -> data.purge(UUID.randomUUID()))
                    : Set.of();
        } catch (Problem.Unavailable away) {
            return new TreeSet<>(tables.ofCustomers(schema));
        } catch (RuntimeException | Error e) {
            findings.error(
                    "customer-data-fails",
                    String.valueOf(reference.getProperty("component.name")),
                    "To purge a customer it throws " + e.getClass().getSimpleName()
                            + ", so nobody can be erased or purged.",
                    "The log tells more when somebody is purged.");
            return new TreeSet<>(tables.ofCustomers(schema));
        } finally {
            if (service != null) {
                context.ungetService(reference);
            }
        }
    }
}
