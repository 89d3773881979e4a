package org.clientele.command.internal;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.access.Access;
import org.clientele.feature.Doctor;
import org.clientele.feature.Doctor.Finding;
import org.clientele.feature.Doctor.Severity;
import org.jspecify.annotations.Nullable;

/** {@code clientele:doctor}: what is wrong with the features, one line each. */
@Service
@Command(scope = "clientele", name = "doctor", description = "Examines one feature, or all of them and the house")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class DoctorCommand implements Action {
    @Argument(name = "feature", description = "Its id, or its word alone; all without it")
    @Completion(FeatureCompleter.class)
    @Nullable
    String id;

    @Reference
    Doctor doctor;

    @Reference
    Access access;

    @Reference
    Session session;

    /** @throws IllegalStateException if there is an error, so that scripts notice */
    @Override
    public @Nullable Object execute() {
        String asked = id;
        List<Finding> findings = Shell.as(access, () -> asked == null ? doctor.examine() : doctor.examine(asked));
        for (Finding finding : findings) {
            session.getConsole()
                    .println(
                            finding.severity().name().toLowerCase(Locale.ROOT) + " " + Shell.printable(finding.line()));
        }
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        if (errors > 0) {
            throw new IllegalStateException("The doctor found " + errors + (errors == 1 ? " error." : " errors."));
        }
        session.getConsole().println("Nothing is broken.");
        return null;
    }
}
