package org.clientele.export;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of file that customers are exported to. Register it as a service with the properties named here; {@code POST /exports} takes
 * its name for as long as it is registered. Thread-safe.
 */
@ConsumerType
@FunctionalInterface
public interface ExportFormat {
    /** The service property with its name, such as {@code csv}: lower-case letters, digits and hyphens. Required, and unique over all bundles. */
    String FORMAT = "export.format";

    /** The service property with what people read, in English, such as {@code CSV}; without it that is the name. */
    String TITLE = "export.title";

    /** The service property with the media type of its files, such as {@code text/csv; charset=utf-8}. Required. */
    String MEDIA_TYPE = "export.media.type";

    /** The service property with the end of the files' names, such as {@code csv}; without it that is the name. */
    String SUFFIX = "export.suffix";

    /**
     * Begins a file. Also called when an export is asked for, with a stream that goes nowhere and no customers, so that options
     * which are wrong are refused at once.
     *
     * <p>The same customers in the same layout have to make the same file: an export that a crash interrupts is written again.
     *
     * @param layout what the file is to be
     * @param out takes the bytes, buffered; it is not to be closed. It never fails, unless the export is over
     * @return writes the file; used by one thread
     * @throws org.clientele.Problem.Invalid if an option is unknown or wrong, as {@link ExportOptions} says it
     * @throws org.clientele.Problem.Unprocessable if no such file can be made of these columns
     */
    ExportWriter open(ExportLayout layout, OutputStream out) throws IOException;
}
