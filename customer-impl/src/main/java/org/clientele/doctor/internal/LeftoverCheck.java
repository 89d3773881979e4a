package org.clientele.doctor.internal;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What goes on although the feature is off. */
final class LeftoverCheck implements Check {
    /** Persistence registers it in the name of the bundle. */
    private static final String TRANSACTIONS = "org.clientele.persistence.Transactions";

    @Override
    public void look(Patient patient, Findings findings) {
        if (patient.runs() || patient.feature().isEmpty()) {
            return;
        }
        if (patient.bundle().getState() != Bundle.UNINSTALLED) {
            for (ServiceReference<?> service : patient.services()) {
                List<String> types = List.of((String[]) service.getProperty("objectClass"));
                // Components are switched off, but those that keep data of customers, which stay on.
                if (!types.contains(TRANSACTIONS) && service.getProperty("component.name") == null) {
                    findings.error(
                            "service-left",
                            String.join(", ", types),
                            "It is still registered although the feature is off.",
                            "Make it a component: what is registered by hand cannot be switched off.");
                }
            }
        }
        look(Footprint.of(patient.name(), patient.bundle(), patient.wiring()), findings);
    }

    static void look(Footprint footprint, Findings findings) {
        footprint
                .threads()
                .forEach((thread, at) -> findings.error(
                        "thread-left",
                        thread,
                        "It still runs in " + at + " although " + footprint.bundle() + " is off or gone.",
                        "End it in @Deactivate; until then only a restart does."));
    }
}
