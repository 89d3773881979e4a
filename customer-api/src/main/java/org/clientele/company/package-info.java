/** Companies whose people buy together. Call {@link org.clientele.company.Companies}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.company;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
