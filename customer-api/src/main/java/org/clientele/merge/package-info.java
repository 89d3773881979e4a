/** Making one customer of several. Call {@link org.clientele.merge.Merges}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.merge;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
