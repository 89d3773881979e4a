/** What is sold, as carts need to know it. Read it from the {@link org.clientele.catalog.Catalogue}; a host that has one of its own registers it as a service. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
