package org.clientele.doctor.internal;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.clientele.access.RequiresScope;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Paths and scopes of its resources. */
final class ResourceCheck implements Check {
    private static final String RESOURCE = "osgi.jakartars.resource";
    private static final Set<String> OF_ALL =
            Set.of(RequiresScope.ANY_CALLER, RequiresScope.PUBLIC, "me:use", "store:use");

    private final BundleContext context;

    ResourceCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        for (Class<?> resource : resources(patient)) {
            if (patient.feature().isPresent()) {
                path(patient, resource, findings);
            }
            boolean any = false;
            for (Method method : resource.getMethods()) {
                if (isEndpoint(method)) {
                    any = true;
                    scope(patient, resource, method, findings);
                }
            }
            if (!any) {
                findings.error(
                        "no-method", resource.getName(), "It serves nothing.", "Annotate a public method with @GET.");
            }
        }
    }

    private Set<Class<?>> resources(Patient patient) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (ComponentDescriptionDTO component : patient.components()) {
            if (Boolean.parseBoolean(String.valueOf(component.properties.get(RESOURCE)))) {
                load(patient.bundle(), component.implementationClass).ifPresent(classes::add);
            }
        }
        for (ServiceReference<?> reference : patient.services()) {
            if (Boolean.parseBoolean(String.valueOf(reference.getProperty(RESOURCE)))
                    && reference.getProperty("component.name") == null) {
                Object service = context.getService(reference);
                if (service != null) {
                    classes.add(service.getClass());
                    context.ungetService(reference);
                }
            }
        }
        return classes;
    }

    private static Optional<Class<?>> load(Bundle bundle, String name) {
        try {
            return Optional.of(bundle.loadClass(name));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private void path(Patient patient, Class<?> resource, Findings findings) {
        String segment = segment(resource);
        if (!segment.equals(patient.word()) && !segment.equals(patient.word() + "s")) {
            findings.error(
                    "path",
                    resource.getName(),
                    "Its path /" + segment + " is not below /" + patient.word()
                            + owner(segment, patient.bundle())
                                    .map(owner -> " and belongs to " + owner)
                                    .orElse("")
                            + ", so it is not served.",
                    "Annotate it with @Path(\"" + patient.word() + "\").");
        }
    }

    /** The word that it claims: what is below {@code /me} of the store API has it second. */
    private static String segment(Class<?> resource) {
        Path path = resource.getAnnotation(Path.class);
        return path == null ? "" : path.value().replaceFirst("^/?(me/)?", "").replaceFirst("/.*", "");
    }

    /** The bundle that serves the segment already. */
    private Optional<String> owner(String segment, Bundle asking) {
        try {
            ServiceReference<?>[] others = context.getAllServiceReferences(null, "(" + RESOURCE + "=true)");
            for (ServiceReference<?> other : others == null ? new ServiceReference<?>[0] : others) {
                Bundle bundle = other.getBundle();
                if (bundle != null && bundle != asking) {
                    Object names = other.getProperty("objectClass");
                    for (String name : (String[]) names) {
                        if (load(bundle, name)
                                .map(type -> segment(type).equals(segment))
                                .orElse(false)) {
                            return Optional.of(bundle.getSymbolicName());
                        }
                    }
                }
            }
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }

    private static boolean isEndpoint(Method method) {
        return isAnnotated(method)
                || Arrays.stream(method.getDeclaringClass().getInterfaces())
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(other -> other.getName().equals(method.getName())
                                && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
                        .anyMatch(ResourceCheck::isAnnotated);
    }

    private static boolean isAnnotated(Method method) {
        return method.isAnnotationPresent(Path.class)
                || Arrays.stream(method.getAnnotations())
                        .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static void scope(Patient patient, Class<?> resource, Method method, Findings findings) {
        RequiresScope declared = method.getAnnotation(RequiresScope.class);
        if (declared == null) {
            declared = resource.getAnnotation(RequiresScope.class);
        }
        String subject = resource.getName() + "." + method.getName();
        if (declared == null) {
            findings.error(
                    "no-scope",
                    subject,
                    "It declares no scope, so its class is not served at all.",
                    "Annotate it with @RequiresScope.");
        } else if (patient.feature().isPresent()
                && !OF_ALL.contains(declared.value())
                && !declared.value().startsWith(patient.word() + ":")
                // customers:export is the export's own.
                && !declared.value().endsWith(":" + patient.word())) {
            findings.warning(
                    "scope-name",
                    subject,
                    "Its scope " + declared.value() + " does not begin with " + patient.word() + ":.",
                    "Name it " + patient.word() + ":read or the like, so that it can be given by itself.");
        }
    }
}
