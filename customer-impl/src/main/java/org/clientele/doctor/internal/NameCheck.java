package org.clientele.doctor.internal;

import java.util.Map;
import org.clientele.bulk.BulkAction;
import org.clientele.imports.ImportTarget;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.RecurringWork;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Names that all bundles share begin with the plugin's word. Those of attributes {@link AttributeCheck} looks at. */
final class NameCheck implements Check {
    private static final Map<Class<?>, String> NAMED = Map.of(
            BulkAction.class, BulkAction.ACTION,
            RecurringWork.class, RecurringWork.NAME,
            OperationHandler.class, OperationHandler.KIND,
            ImportTarget.class, ImportTarget.TYPE);

    @Override
    public void look(Patient patient, Findings findings) {
        if (patient.feature().isEmpty()) {
            return;
        }
        for (String schema : patient.schemas()) {
            if (!schema.equals(patient.word())) {
                findings.error(
                        "name",
                        schema,
                        "Its schema is not called " + patient.word() + ".",
                        "Declare @Schema(\"" + patient.word() + "\").");
            }
        }
        NAMED.forEach((type, property) -> {
            for (ComponentDescriptionDTO component : patient.providing(type)) {
                look(patient, property, component.name, component.properties.get(property), findings);
            }
            for (ServiceReference<?> service : patient.services(type)) {
                if (service.getProperty("component.name") == null) {
                    look(patient, property, service.toString(), service.getProperty(property), findings);
                }
            }
        });
    }

    private static void look(Patient patient, String property, String who, @Nullable Object name, Findings findings) {
        if (name == null) {
            findings.error("name", who, "It lacks the property " + property + ".", "Without it nobody calls it.");
        } else if (!name.toString().startsWith(patient.word() + ".")) {
            findings.error(
                    "name",
                    name.toString(),
                    "The " + property + " of " + who + " is not " + patient.word() + ".something.",
                    "Another bundle may have the same name, and then one of them is left out.");
        }
    }
}
