/** Files full of documents. {@code POST /imports?type=<type>} reads them; where the documents go, an {@link org.clientele.imports.ImportTarget} says. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.imports;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
