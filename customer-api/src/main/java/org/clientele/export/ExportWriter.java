package org.clientele.export;

import java.io.IOException;
import org.clientele.customer.CustomerRow;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes one file. Used by one thread; may not keep the rows, there are millions. Whatever it throws fails the export: a {@link
 * org.clientele.Problem} with its code.
 */
@ConsumerType
@FunctionalInterface
public interface ExportWriter {
    /** Writes a customer. Its columns are those of the layout. */
    void row(CustomerRow row) throws IOException;

    /** Writes what comes after the last customer. Not called if the export breaks off: leave nothing behind that needs to be closed. */
    default void end() throws IOException {}
}
