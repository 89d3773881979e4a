/** Files of customers: register an {@link org.clientele.export.ExportFormat} to bring one more kind of them. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.export;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
