/** Who is calling and what they may: {@link org.clientele.access.Access}, {@link org.clientele.access.Keys}, {@link org.clientele.access.RequiresScope}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
