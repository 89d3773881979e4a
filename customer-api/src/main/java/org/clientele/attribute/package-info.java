/** Facts about a customer that lists, filters, sorts and exports understand. Publish an {@link org.clientele.attribute.AttributeProvider}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.attribute;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
