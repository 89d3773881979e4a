package org.clientele.audit.command.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.clientele.audit.Audit;
import org.clientele.audit.Verification;
import org.jspecify.annotations.Nullable;

/** {@code clientele:audit-verify}: computes the chain of the audit anew and tells what somebody changed. */
@Service
@Command(
        scope = "clientele",
        name = "audit-verify",
        description = "Finds what was edited, deleted, reordered or cut off in the audit")
@SuppressWarnings("NullAway.Init") // Karaf fills the references.
public final class AuditVerifyCommand implements Action {
    @Reference
    private Audit audit;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() {
        PrintStream console = session.getConsole();
        Verification verification = audit.verify();
        verification
                .findings()
                .forEach(finding -> console.println(finding.number() + " " + finding.code() + ": " + finding.detail()));
        if (!verification.intact()) {
            throw new IllegalStateException("The audit was changed.");
        }
        console.println(verification.entries() + " entries, intact"
                + (verification.signed() ? ", signed" : ", not signed: set CLIENTELE_AUDIT_KEY"));
        return null;
    }
}
