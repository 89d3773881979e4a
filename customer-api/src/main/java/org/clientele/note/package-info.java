/** What staff write down about a customer. Call {@link org.clientele.note.Notes}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.note;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
