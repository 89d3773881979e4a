package org.clientele.doctor.internal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Components that do not run although they should: what they wait for, or how they failed. */
final class ComponentCheck implements Check {
    private final ServiceComponentRuntime runtime;

    ComponentCheck(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        if (!patient.runs()) {
            if (patient.bundle().getState() != Bundle.ACTIVE && patient.bundle().getState() != Bundle.STARTING) {
                findings.error(
                        "not-started", patient.bundle().getSymbolicName(), "Its bundle is not started.", "Start it.");
            }
            return;
        }
        for (ComponentDescriptionDTO component : patient.components()) {
            for (ComponentConfigurationDTO configured : runtime.getComponentConfigurationDTOs(component)) {
                look(component, configured, findings);
            }
        }
    }

    private static void look(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configured, Findings findings) {
        switch (configured.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                findings.error(
                        "unsatisfied",
                        component.name,
                        "It waits for " + waitsFor(component, configured) + ".",
                        "Install or repair what provides it.");
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                findings.error(
                        "unsatisfied",
                        component.name,
                        "It waits for the configuration " + String.join(", ", component.configurationPid) + ".",
                        "Put that file into etc.");
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                findings.error(
                        "failed",
                        component.name,
                        "It failed to start: " + firstLine(configured.failure) + ".",
                        "The log tells all of it.");
            default -> {
                // It runs, or will when somebody needs it.
            }
        }
    }

    private static String waitsFor(ComponentDescriptionDTO component, ComponentConfigurationDTO configured) {
        return Arrays.stream(configured.unsatisfiedReferences)
                .map(missing -> service(component, missing))
                .collect(Collectors.joining(", "));
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
        String type = Arrays.stream(component.references)
                .filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
        return type + (missing.target == null ? "" : " " + missing.target);
    }

    /** What was thrown at last, of the text of a stack. */
    private static String firstLine(String failure) {
        String cause = failure.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> failure.lines().findFirst().orElse("nobody knows how"));
        return cause.endsWith(".") ? cause.substring(0, cause.length() - 1) : cause;
    }
}
