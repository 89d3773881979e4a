/** Who may be the same person. Call {@link org.clientele.duplicate.Duplicates}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.duplicate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
