/** Who did what, in a chain that shows whether somebody changed it: {@link org.clientele.audit.Audit}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
