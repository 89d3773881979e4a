package org.clientele.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes note of who did what. Changes through the admin API and views of personal data by it are noted without anybody's doing;
 * whatever happens otherwise notes itself here. Thread-safe.
 */
@ProviderType
public interface Audit {
    /** Writes the entry in the running transaction (or one of its own), for the caller of this thread. */
    void record(AuditEntry entry);

    /** Computes the whole chain anew. Takes a second for some hundred thousand entries. */
    Verification verify();
}
