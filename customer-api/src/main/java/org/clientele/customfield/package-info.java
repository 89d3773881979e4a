/** Custom fields of customers that have a type. Call {@link org.clientele.customfield.CustomFields}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.customfield;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
