package org.clientele.doctor.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clientele.feature.Feature;
import org.clientele.feature.Features;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;

/** What a bundle imports and requires, and revisions of it that are still in use after an update. */
final class WiringCheck implements Check {
    /** Of the packages that a plugin may know of ours. */
    private static final Pattern OURS = Pattern.compile("org\\.clientele\\.(?!.*internal).*|org\\.clientele");

    private static final Pattern HIBERNATE = Pattern.compile("org\\.hibernate(\\..*)?");
    private static final Pattern HIDDEN =
            Pattern.compile("(org\\.(hibernate|flywaydb|apache\\.cxf)|com\\.zaxxer)(\\..*)?");
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");
    private static final Pattern FROM = Pattern.compile("version>=([0-9.]+)");

    private final Features features;

    WiringCheck(Features features) {
        this.features = features;
    }

    @Override
    public void look(Patient patient, Findings findings) {
        if (patient.feature().isPresent()) {
            // The build writes Hibernate into entities.
            boolean entities = patient.bundle().getHeaders("").get("Clientele-Entities") != null;
            imports(patient.bundle()).stream()
                    .filter(imported ->
                            !entities || !HIBERNATE.matcher(imported.name()).matches())
                    .forEach(imported -> look(imported, findings));
        }
        patient.feature().ifPresent(feature -> required(feature, findings));
        BundleRevisions revisions = patient.bundle().adapt(BundleRevisions.class);
        if (revisions != null && revisions.getRevisions().size() > 1) {
            findings.warning(
                    "old-revision",
                    patient.bundle().getSymbolicName(),
                    "After an update its old classes are still in use.",
                    "Type bundle:refresh " + patient.bundle().getBundleId() + ".");
        }
    }

    private static void look(Imported imported, Findings findings) {
        boolean internal = imported.name().startsWith("org.clientele")
                && !OURS.matcher(imported.name()).matches();
        boolean hidden = HIDDEN.matcher(imported.name()).matches();
        if (internal || hidden) {
            findings.error(
                    "import",
                    imported.name(),
                    "It imports a package that is no API.",
                    "Use the API instead: it may be gone or another one in the next release.");
        } else if (imported.name().startsWith("org.clientele")
                && imported.from().matches("[0.]*")) {
            findings.warning(
                    "import-version",
                    imported.name(),
                    "It imports any version of the API.",
                    "Build it with plugin-parent, which writes down the version that it was compiled against.");
        }
    }

    /** @param from the lowest version, empty if any will do */
    private record Imported(String name, String from) {}

    /** As it declares them. */
    private static List<Imported> imports(Bundle bundle) {
        List<Imported> imports = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return imports;
        }
        revision.getDeclaredRequirements("osgi.wiring.package").forEach(requirement -> {
            String filter = String.valueOf(requirement.getDirectives().get("filter"));
            Matcher name = PACKAGE.matcher(filter);
            // The proxies of entities need Hibernate; persistence's annotation says so, by a wildcard.
            if (name.find() && !"dynamic".equals(requirement.getDirectives().get("resolution"))) {
                Matcher from = FROM.matcher(filter);
                imports.add(new Imported(name.group(1), from.find() ? from.group(1) : ""));
            }
        });
        return imports;
    }

    private void required(Feature feature, Findings findings) {
        Set<String> known = features.list().stream().map(Feature::id).collect(Collectors.toSet());
        for (String required : feature.requires()) {
            if (!known.contains(required)) {
                findings.error("requires", required, "It requires a feature that is not installed.", "Install it.");
            }
        }
    }
}
